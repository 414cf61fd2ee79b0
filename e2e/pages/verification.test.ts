import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const training = 'citizens'

describe('an address that is verified on the hosted page, without JavaScript', {
  skip: missing(engines[0]!),
}, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    await signup.admin(`trainings/${training}`, 'PATCH', { audience: { verify: true } })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  const statuses = async () => {
    const { registrations } = await (await signup.admin(`registrations?training=${training}&sort=created`)).json()
    return registrations.map((one: { email: string; status: string }) => `${one.email} ${one.status}`)
  }
  /** Returns the email with a code. */
  async function mailTo(recipient: string): Promise<string> {
    const [{ subject, text }] = await mailsTo(smtp, recipient, (mail) => /code is \d{6}/.test(mail.subject ?? ''))
    return `${subject}\n${text}`
  }
  async function signUp(name: string, javaScriptEnabled = false): Promise<Page> {
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage()
    await page.goto(`${signup.api}/t/${training}?lang=en`)
    await page.getByLabel('First name').fill(name)
    await page.getByLabel('Email address').fill(`${name.toLowerCase()}@kcpd.example`)
    // The server takes nothing that is quicker than people type.
    await page.waitForTimeout(2_500)
    await page.getByRole('button', { name: 'Register' }).click()
    await page.getByRole('heading', { name: 'Check your email' }).waitFor()
    return page
  }

  test('is proven with the code from the mail, also after a wrong one and a corrected address', async () => {
    const page = await signUp('Adda')
    await page.getByRole('button', { name: 'Fix my address' }).click()
    assert.equal(await page.getByLabel('First name').count(), 0)
    await page.getByLabel('Email address').fill('ada@kcpd.example')
    await page.getByRole('button', { name: 'Send it here' }).click()
    await page.getByText('ada@kcpd.example').waitFor()
    const code = /\d{6}/.exec(await mailTo('ada@kcpd.example'))?.[0] ?? ''

    await page.getByLabel('Code').fill('12')
    await page.getByRole('button', { name: 'Finish registering' }).click()
    await page.getByRole('alert').getByRole('link', { name: 'Enter the 6 or 8 digits of the code' }).waitFor()
    // Enter is the first button.
    await page.getByLabel('Code').fill(`${code.slice(0, 3)} ${code.slice(3)}`)
    await page.getByLabel('Code').press('Enter')
    await page.getByRole('heading', { name: 'You’re in, Adda.' }).waitFor()
    assert.deepEqual(await statuses(), ['ada@kcpd.example confirmed'])
    await page.context().close()
  })

  test('is proven by the button behind the link, and by nothing that only opens the link', async () => {
    // Axe needs JavaScript; the page does not.
    const page = await signUp('Luis', true)
    assert.deepEqual(await faultsOf(page), [])
    const link = /http:\/\/\S+\/r\/verify\/\S+/.exec(await mailTo('luis@kcpd.example'))?.[0] ?? ''
    for (const method of ['GET', 'HEAD', 'GET']) assert.equal((await fetch(link, { method })).status, 200)
    const scanner = await (await browser.newContext()).newPage()
    await scanner.goto(link)
    await scanner.waitForLoadState('networkidle')
    assert.deepEqual(await statuses(), ['ada@kcpd.example confirmed'], 'opening the link registers no one')
    assert.deepEqual(await faultsOf(scanner), [])
    await scanner.context().close()
    await page.goto(link)
    await page.getByRole('button', { name: 'Finish registering' }).click()
    await page.getByRole('heading', { name: 'You’re registered' }).waitFor()
    assert.equal((await statuses()).at(-1), 'luis@kcpd.example confirmed')
    await page.context().close()
  })
})
