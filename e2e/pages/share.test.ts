import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

describe('someone who tells a colleague', { skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  const openShare = async (prepare = '') => {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    if (prepare) await context.addInitScript(prepare)
    const page = await context.newPage()
    await page.goto(`${signup.api}/t/citizens/share?p=wtpjc`)
    const address = await page.getByLabel('Link').inputValue()
    return { page, address }
  }

  test('copies the link, and is offered no list of apps that the browser does not have', async () => {
    const { page, address } = await openShare('delete Navigator.prototype.share')
    assert.equal(await page.getByRole('button', { name: 'Share' }).count(), 0)
    await page.getByRole('button', { name: 'Copy' }).click()
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor()
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address)
    await page.context().close()
  })

  test('gets the list of apps where there is one, and keeps the link when it is closed', async () => {
    const { page, address } = await openShare(
      `Navigator.prototype.share = (given) => { (window.given ??= []).push(given); return Promise.reject(new DOMException('closed', 'AbortError')) }`,
    )
    await page.getByRole('button', { name: 'Share' }).click()
    await page.getByRole('button', { name: 'Share' }).click()
    assert.deepEqual(await page.evaluate('window.given'), [{ url: address }, { url: address }])
    assert.equal(await page.getByLabel('Link').inputValue(), address)
    await page.context().close()
  })

  for (const width of [320, 1100])
    test(`sees a page without a fault at ${width} px, without a script, too`, async () => {
      for (const javaScriptEnabled of [true, false]) {
        const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 800 } })
        const page = await context.newPage()
        await page.goto(`${signup.api}/t/citizens/share?lang=es`)
        if (javaScriptEnabled) assert.deepEqual(await faultsOf(page), [])
        else assert.equal(await page.getByRole('button').count(), 0)
        assert.match(await page.locator('#address').inputValue(), /\/t\/citizens\?lang=es$/)
        await context.close()
      }
    })
})
