import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const mostBlankPx = 250

describe('the frame that the builder makes', { skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  let html = ''
  // A partner's page, on another origin than the form.
  const host = createServer((_, response) => response.setHeader('Content-Type', 'text/html').end(html))
  before(async () => {
    await once(host.listen(0, 'localhost'), 'listening')
    signup = await startSignup()
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    host.close()
    host.closeAllConnections()
    await signup?.stop()
  })

  for (const lang of ['en', 'es'])
    test(`is as high as the form, on a phone and on a desktop, in ${lang}`, async () => {
      const context = await browser.newContext()
      const [builder, page] = [await context.newPage(), await context.newPage()]
      await builder.goto(`${signup.api}/embed?training=first-responders&lang=${lang}`)
      html = `<!doctype html><body style="margin: 0">${await builder.locator('#iframe-0').textContent()}`
      await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`)
      for (const width of [375, 1100]) {
        await page.setViewportSize({ width, height: 900 })
        const form = page.frameLocator('iframe').locator('body')
        await form.locator('[name="q-givenName"]').waitFor()
        const needed = await form.evaluate((body) => body.getBoundingClientRect().height)
        const given = await page.locator('iframe').evaluate(({ clientHeight }) => clientHeight)
        assert.ok(given >= needed && given - needed < mostBlankPx, `${width}: ${given} px for ${needed} px`)
      }
      await context.close()
    })
})
