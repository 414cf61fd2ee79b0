import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const people = [
  { givenName: 'Ada', familyName: 'Reyes', email: 'ada@kcpd.example' },
  { givenName: 'Luis', familyName: 'Ortiz', email: 'luis@kcpd.example' },
]

describe('writing to people', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    for (const person of people)
      await signup.admin('registrations', 'POST', { training: 'citizens', people: [person], channel: 'phone' })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  async function open(path: string, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({
      extraHTTPHeaders: { Authorization: `Bearer ${signup.token}` },
      ...options,
    })
    const page = await context.newPage()
    await page.goto(`${signup.api}/admin${path}`)
    return page
  }

  async function write(page: Page, subject: string): Promise<void> {
    await page.getByLabel('Subject', { exact: true }).fill(subject)
    await page.getByLabel('Message', { exact: true }).fill('Use lot B.\n\nThe north gate is closed.')
    await page.getByRole('button', { name: 'Save and preview' }).click()
    await page.getByText('Draft saved').waitFor()
  }

  const framed = (page: Page) => page.frameLocator('iframe.email')

  test('shows the preview as it is written, and the delivery as it goes', async () => {
    const page = await open('/messages/new?training=citizens')
    await write(page, 'Where to park')
    await framed(page).getByText('The north gate is closed.').waitFor()

    await page.getByLabel('Message', { exact: true }).fill('Use lot C.')
    await framed(page).getByText('Use lot C.').waitFor()
    await page.getByRole('link', { name: 'Next person' }).click()
    await page.getByText('To Luis Ortiz · 2 of 2').waitFor()

    // Enter in the subject saves, and sends nothing.
    await page.getByLabel('Subject', { exact: true }).press('Enter')
    await page.getByText('Draft saved').waitFor()
    await page.getByRole('button', { name: 'Send to 2 people' }).click()
    await page.getByText('2 of 2 sent').waitFor()
    for (const { email } of people) {
      const [mail] = await mailsTo(smtp, email, ({ subject }) => subject === 'Where to park')
      assert.match(mail.text ?? '', /Use lot C\./)
    }
    await page.context().close()
  })

  test('works without JavaScript', async () => {
    const page = await open('/messages/new?training=citizens', { javaScriptEnabled: false })
    await write(page, 'Doors open early')
    await page.getByLabel('Message', { exact: true }).fill('Come at 7:30.')
    await page.getByRole('button', { name: 'Send to 2 people' }).click()
    await page.getByText('You changed the message. Check how it looks now, then send it.').waitFor()
    await framed(page).getByText('Come at 7:30.').waitFor()
    await page.getByRole('button', { name: 'Send to 2 people' }).click()
    await page.getByText('Sending has started').waitFor()
    await mailsTo(smtp, people[0]!.email, ({ subject }) => subject === 'Doors open early')
    await page.getByText('2 of 2 sent').waitFor()
    await page.context().close()
  })

  test('shows each choice on the narrowest phone, however many statuses there are', async () => {
    const page = await open('/messages/new?training=citizens', { viewport: { width: 320, height: 800 } })
    await page.locator('.chips').evaluate((chips) => {
      for (let more = 0; more < 6; more++) chips.append((chips.firstElementChild as Element).cloneNode(true))
    })
    const beyond = (found: Element[]) =>
      found.filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth).length
    for (const each of ['.chip', '.site :is(a, button)'])
      assert.equal(await page.locator(each).evaluateAll(beyond), 0, each)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0)
    await page.context().close()
  })

  test('prints numbers whole, without what can be pressed', async () => {
    const page = await open('/numbers?training=citizens')
    const isShown = (selector: string) => page.locator(selector).first().isVisible()
    const [chosen, pressed] = [
      ['h1', 'table'],
      ['.site', 'select', 'main .button', 'main summary'],
    ]
    for (const selector of pressed) assert.equal(await isShown(selector), true, selector)
    await page.emulateMedia({ media: 'print' })
    for (const selector of chosen) assert.equal(await isShown(selector), true, selector)
    for (const selector of pressed) assert.equal(await isShown(selector), false, selector)
    assert.deepEqual(
      await page.locator('details table').evaluateAll((tables) => tables.map((table) => table.checkVisibility())),
      await page.locator('main details').evaluateAll((folded) => folded.map(() => true)),
    )
    await page.context().close()
  })
})
