import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const training = 'citizens'
/** Pictures for review, if a folder for them is named. */
const folder = process.env['PICTURES']

describe('a visitor who asks to be told when registration opens', { skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)

  for (const [width, lang, words] of [
    [
      375,
      'en',
      { link: 'Tell me when registration opens', email: 'Email address', send: 'Send me a code', code: 'Code' },
    ],
    [
      1100,
      'es',
      {
        link: 'Avisarme cuando abra la inscripción',
        email: 'Correo electrónico',
        send: 'Enviarme un código',
        code: 'Código',
      },
    ],
  ] as const)
    test(`gets there from the training, without a script, at ${width} px`, async () => {
      await signup.admin(`trainings/${training}`, 'PATCH', { opensAt: tomorrow() })
      const address = `ada.${width}@kcpd.example`
      const page = await (
        await browser.newContext({ javaScriptEnabled: false, viewport: { width, height: 800 } })
      ).newPage()
      let taken = 0
      const take = async () => {
        taken += 1
        if (folder === undefined) return
        mkdirSync(folder, { recursive: true })
        await page.screenshot({ path: `${folder}/alert-${width}-${taken}.png`, fullPage: true })
      }
      const overflow = async () => {
        const box = await page.locator('main').boundingBox()
        assert.ok(box && box.x >= 0 && box.x + box.width <= width)
      }

      await page.goto(`${signup.api}/?lang=${lang}`)
      await take()
      await page.getByRole('link', { name: words.link }).waitFor()
      await page.goto(`${signup.api}/t/${training}?lang=${lang}`)
      await take()
      await page.getByRole('link', { name: words.link }).click()
      await page.getByRole('heading', { level: 1, name: words.link }).waitFor()
      await overflow()
      await take()
      await page.getByRole('button', { name: words.send }).click()
      await page.getByRole('alert').waitFor()
      await take()
      await page.getByLabel(words.email).fill(address)
      await page.getByLabel(words.email).press('Enter')
      await page.getByText(address).waitFor()
      await overflow()
      await take()
      const [{ subject = '' }] = await mailsTo(smtp, address, (mail) => /\d{6}/.test(mail.subject ?? ''))
      await page.getByLabel(words.code).fill(/\d{6}/.exec(subject)?.[0] ?? '')
      await page.getByLabel(words.code).press('Enter')
      await page.getByText(address).waitFor()
      assert.equal(await page.getByLabel(words.code).count(), 0)
      await take()

      await signup.admin(`trainings/${training}`, 'PATCH', { opensAt: null })
      const told = await mailsTo(smtp, address, (mail) => !/\d{6}/.test(mail.subject ?? ''))
      assert.equal(told.length, 1)
      const href = new RegExp(`${signup.api}/t/${training}\\S*`).exec(told[0].text ?? '')?.[0] ?? ''
      await page.goto(href)
      await page.getByRole('button', { name: lang === 'en' ? 'Register' : 'Inscribirme', exact: true }).waitFor()
      await page.goto(/\S+\/unsubscribe\/notify\/\S+/.exec((await linksIn(address)) ?? '')?.[0] ?? '')
      await take()
      const { waitingForAlert } = await (await signup.admin(`trainings/${training}`)).json()
      assert.equal(waitingForAlert, 0)
      await page.context().close()
    })

  /** Returns the text of the email with the code. */
  async function linksIn(address: string): Promise<string | undefined> {
    const [mail] = await mailsTo(smtp, address, ({ subject }) => /\d{6}/.test(subject ?? ''))
    return mail.text
  }

  test('finds pages that axe has nothing to say about', async () => {
    await signup.admin(`trainings/${training}`, 'PATCH', { opensAt: tomorrow() })
    // Axe needs JavaScript; the pages do not.
    const page = await (await browser.newContext()).newPage()
    await page.goto(`${signup.api}/t/${training}/notify?lang=en`)
    assert.deepEqual(await faultsOf(page), [])
    await page.getByLabel('Email address').fill('luis@kcpd.example')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByLabel('Code').waitFor()
    assert.deepEqual(await faultsOf(page), [])
    const text = await linksIn('luis@kcpd.example')
    await page.goto(/\S+\/r\/notify\/\S+/.exec(text ?? '')?.[0] ?? '')
    assert.deepEqual(await faultsOf(page), [])
    await page.getByRole('button', { name: 'Confirm my address' }).click()
    await page.getByRole('heading', { name: 'You’ll hear from us' }).waitFor()
    assert.deepEqual(await faultsOf(page), [])
    await page.context().close()
  })
})
