import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const training = 'citizens'
const supervisor = 'lieutenant.bell@kcpd.example'

describe('a supervisor', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    await signup.admin(`trainings/${training}`, 'PATCH', { audience: { access: 'approval', supervisor: 'required' } })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  const opened = async (options: BrowserContextOptions = {}) => (await browser.newContext(options)).newPage()
  /** Returns the text of the latest mail to this address that fits. */
  async function mailTo(recipient: string, fits: RegExp): Promise<string> {
    const mails = await mailsTo(smtp, recipient, ({ text = '' }) => fits.test(text))
    return mails.at(-1)?.text ?? ''
  }
  const linkIn = (text: string) => /http:\/\/\S+\/r\/confirm\/\S+/.exec(text)?.[0] ?? ''
  const people = async () =>
    (await (await signup.admin(`registrations?training=${training}&sort=created&sensitive=1`)).json()).registrations

  async function register(givenName: string) {
    const page = await opened({ javaScriptEnabled: false })
    await page.goto(`${signup.api}/t/${training}`)
    await page.getByLabel('First name').fill(givenName)
    await page.getByLabel('Last name').fill('Reyes')
    await page.getByLabel('Email address').fill(`${givenName.toLowerCase()}@kcpd.example`)
    await page.getByLabel('Supervisor’s email').fill(supervisor)
    await page.getByText('The supervisor you name sees your name and this training.').waitFor()
    // A form that is sent faster than people type is taken for a machine's.
    await page.waitForTimeout(2_500)
    await page.getByRole('button', { name: 'Request a seat' }).click()
    await page.getByRole('heading', { name: 'The organizer will review your request' }).waitFor()
    await page.context().close()
    return linkIn(await mailTo(supervisor, new RegExp(`${givenName} Reyes`)))
  }

  /** Says on the person's own page that this is their supervisor, so that the answer decides. */
  async function confirmSupervisor(givenName: string) {
    const text = await mailTo(`${givenName.toLowerCase()}@kcpd.example`, /\/r\//)
    const page = await opened({ javaScriptEnabled: false })
    await page.goto(/http:\/\/\S+\/r\/[\w-]+/.exec(text)?.[0] ?? '')
    await page.getByRole('link', { name: 'Confirm or change your supervisor' }).click()
    await page.getByRole('button', { name: 'Confirm supervisor' }).click()
    await page.getByText(`We’re asking your supervisor at ${supervisor}`).waitFor()
    await page.context().close()
  }

  test('is asked by mail, and a button there confirms the person, without JavaScript', async () => {
    const link = await register('Ada')
    const unopened = await people()
    for (const method of ['GET', 'HEAD'])
      for (const url of [link, `${link}/yes`, `${link}/no`]) await (await fetch(url, { method })).text()
    // As a scanner that runs scripts and follows what is there.
    const scanner = await opened()
    await scanner.goto(link)
    await scanner.waitForLoadState('networkidle')
    await scanner.context().close()
    assert.deepEqual(await people(), unopened)

    await confirmSupervisor('Ada')
    const page = await opened({ javaScriptEnabled: false })
    await page.goto(link)
    await page.getByRole('heading', { name: 'Approve Ada Reyes for this training?' }).waitFor()
    await page.getByRole('button', { name: 'Approve' }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    await page.reload()
    await page.context().close()
    await mailTo('ada@kcpd.example', /Your seat is confirmed/)
    const [ada] = await people()
    assert.deepEqual([ada.status, ada.supervisor.address, ada.supervisor.answer], ['confirmed', supervisor, 'yes'])
  })

  test('declines by a button as well', async () => {
    const link = await register('Luis')
    await confirmSupervisor('Luis')
    const page = await opened({ javaScriptEnabled: false })
    await page.goto(link)
    await page.getByLabel('Reason, if you decline').fill('x'.repeat(501))
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.getByText('Reason, if you decline: use 500 characters or fewer').waitFor()
    await page.getByLabel('Reason, if you decline').fill('We are short that day')
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.getByRole('heading', { name: 'Thank you' }).waitFor()
    await page.context().close()
    await mailTo('luis@kcpd.example', /declined/)
    const luis = (await people()).at(-1)
    assert.deepEqual([luis.status, luis.supervisor.reason], ['declined', 'We are short that day'])
  })

  test('finds pages that axe finds no fault with, on a phone, in light and dark', async () => {
    const link = await register('Rosa')
    const places = { link, spanish: `${link}?lang=es` }
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await opened({ colorScheme, viewport: { width: 320, height: 800 } })
      for (const [name, url] of Object.entries(places)) {
        await page.goto(url)
        assert.deepEqual(await faultsOf(page, colorScheme === 'dark' ? { changed: 'colors' } : {}), [], name)
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is too wide`)
      }
      await page.context().close()
    }
  })
})
