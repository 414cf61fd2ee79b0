import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { engines, missing } from './engine.ts'
import { faultsOf } from './faults.ts'
import { type Signup, startSignup } from './signup.ts'
import { startSponsor } from './sponsor.ts'

const limits = { timeout: 120_000 }

describe('pages with a form', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let sponsor: Awaited<ReturnType<typeof startSponsor>>
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    sponsor = await startSponsor(signup)
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await sponsor?.stop()
    await signup?.stop()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const place of ['the sponsor’s page', 'the hosted page'])
      test(`have nothing that axe finds fault with: ${place}, ${colorScheme}`, limits, async () => {
        const page = await (await browser.newContext({ colorScheme })).newPage()
        await page.goto(place === 'the hosted page' ? `${signup.api}/t/first-responders` : sponsor.url)
        await page.getByLabel('First name').first().waitFor()
        assert.deepEqual(await faultsOf(page, colorScheme === 'dark' ? { changed: 'colors' } : {}), [])
        await page.context().close()
      })
  }
})
