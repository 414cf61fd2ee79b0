import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { type HostPage, startHostPage } from './host-page.ts'

describe('a sponsor’s page on paper', { skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let host: HostPage
  let browser: Browser
  before(async () => {
    signup = await startSignup()
    const dress = { en: 'Uniform or business casual', es: 'Uniforme o ropa de trabajo' }
    const changed = await signup.admin('trainings/first-responders', 'PATCH', { dress })
    assert.equal(changed.status, 200)
    host = await startHostPage()
    const { api } = signup
    host.paste(
      `<training-signup api="${api}" training="first-responders"></training-signup>
      <script type="module" src="${api}/embed/v1/training-signup.js" crossorigin="anonymous"></script>`,
    )
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await host?.stop()
    await signup?.stop()
  })

  for (const width of [375, 1100])
    test(`has the details that ${width} px fold, and no button that unfolds them`, async () => {
      const page = await browser.newPage({ viewport: { width, height: 900 } })
      await page.goto(host.origin)
      const folded = page.getByText('Uniform or business casual').first()
      await folded.waitFor({ state: 'attached' })
      await page.getByRole('button', { name: 'Details' }).first().waitFor()
      assert.equal(await folded.isVisible(), false)
      await page.emulateMedia({ media: 'print' })
      await folded.waitFor()
      assert.equal(await page.getByRole('button', { name: 'Details' }).first().isVisible(), false)
      await page.close()
    })
})
