import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { limits } from '../../packages/contract/src/limits.ts'
import { type SmtpForTests, startSmtpServer } from '../../packages/server/src/testing/servers/smtp.ts'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { mailsTo } from '../kit/mailbox.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const training = 'citizens'

describe('the link in a mail', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let smtp: SmtpForTests
  let signup: Signup
  let browser: Browser
  before(async () => {
    smtp = await startSmtpServer()
    signup = await startSignup({ smtpUrl: smtp.url })
    browser = await launchChromium()
    await signup.admin(`trainings/${training}`, 'PATCH', { seats: { capacity: 1, waitlist: true } })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
    await smtp?.close()
  })

  async function register(body: object) {
    const address = `${signup.api}/api/v1/trainings/${training}/registrations`
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
    assert.equal(response.status, 201, await response.clone().text())
  }
  const person = (givenName: string) => ({
    givenName,
    familyName: 'Reyes',
    email: `${givenName.toLowerCase()}@kcpd.example`,
  })
  /** Returns the link in the mail to this address whose text fits. */
  async function linkTo(recipient: string, fits: RegExp): Promise<string> {
    const [{ text = '' }] = await mailsTo(smtp, recipient, (mail) => fits.test(mail.text ?? ''))
    const link = /http:\/\/\S+\/r\/\S+/.exec(text)?.[0]
    assert.ok(link, text)
    return link
  }
  const statuses = async () => {
    const { registrations } = await (await signup.admin(`registrations?training=${training}&sort=created`)).json()
    return registrations.map((one: { givenName: string; status: string }) => `${one.givenName} ${one.status}`)
  }
  const opened = async (options: BrowserContextOptions = {}) => (await browser.newContext(options)).newPage()

  test('leads to a page where a seat is given back without JavaScript, and the next in line gets it', async () => {
    for (const name of ['Ada', 'Luis']) await register({ people: [person(name)] })
    const link = await linkTo('ada@kcpd.example', /Your seat is confirmed/)
    const page = await opened({ javaScriptEnabled: false })
    await page.goto(link)
    await page.getByRole('heading', { name: 'Your seat is confirmed' }).waitFor()
    await page.getByRole('link', { name: 'Give up my seat' }).click()
    await page.getByRole('button', { name: 'Give up my seat' }).click()
    await page.getByText('Your registration is canceled').waitFor()
    assert.deepEqual(await statuses(), ['Ada cancelled', 'Luis confirmed'])
    await linkTo('luis@kcpd.example', /You have a seat/)
    await page.context().close()
  })

  test('changes nothing by being opened by a scanner, whatever it opens', async () => {
    await register({
      people: [{ givenName: 'Rosa' }, { givenName: 'Grace' }],
      coordinator: { name: 'Kim Doe', email: 'doe@kcpd.example' },
    })
    await linkTo('doe@kcpd.example', /isn’t\scomplete/)
    const unopened = await (await signup.admin(`registrations?training=${training}&sort=created&sensitive=1`)).json()
    const ours = smtp.received
      .flatMap(({ mail }) => [...(mail.text ?? '').matchAll(/https?:\/\/[^\s<>"]+/g)].map(String))
      .filter((url) => url.startsWith(signup.api))
    assert.ok(ours.length > 4)
    for (const url of new Set(ours)) for (const method of ['GET', 'HEAD']) await (await fetch(url, { method })).text()
    const page = await opened()
    for (const url of new Set(ours.filter((one) => one.includes('/r/')))) {
      await page.goto(url)
      for (const href of await page.getByRole('main').getByRole('link').evaluateAll(hrefsOf)) {
        if (!href.startsWith(signup.api) || href.includes('calendar')) continue
        await page.goto(href)
      }
    }
    await page.context().close()
    const afterwards = await (await signup.admin(`registrations?training=${training}&sort=created&sensitive=1`)).json()
    assert.deepEqual(afterwards, unopened)
  })

  /** Every page that people with a link can reach. */
  async function places(): Promise<string[]> {
    const own = await linkTo('luis@kcpd.example', /You have a seat/)
    const group = await linkTo('doe@kcpd.example', /isn’t\scomplete/)
    const page = await opened()
    await page.goto(`${own}/pass`)
    await page.getByLabel('first name').fill('Ida')
    await page.getByLabel('email').fill('ida@kcpd.example')
    await page.getByRole('button').click()
    await page.getByText('You offered your seat to Ida').waitFor()
    await page.goto(group)
    const people = await page.getByRole('main').getByRole('link').evaluateAll(hrefsOf)
    await page.context().close()
    return [
      own,
      ...['change', 'pass', 'cancel', 'erase'].map((action) => `${own}/${action}`),
      group,
      ...people.filter((href) => href.includes('/people/')).slice(0, 3),
      await linkTo('ida@kcpd.example', /seat/),
      `${own}x`,
      `${signup.api}/t/${training}/find`,
    ]
  }
  test('leads to pages that axe finds no fault with, in light and dark', async () => {
    const urls = await places()
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await opened({ colorScheme, viewport: { width: 320, height: 800 } })
      for (const url of urls) {
        await page.goto(url)
        assert.deepEqual(await faultsOf(page, colorScheme === 'dark' ? { changed: 'colors' } : {}), [], url)
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${url} is too wide`)
      }
      await page.context().close()
    }
  })

  test('leads to a page that prints as date, place, and reference, without buttons', async () => {
    const page = await opened()
    await page.goto(await linkTo('luis@kcpd.example', /You have a seat/))
    await page.emulateMedia({ media: 'print' })
    const printed = await page.locator('body').innerText()
    for (const one of [/\d.[AP]M/, /Kauffman Stadium/, /[A-Z2-9]{4}-[A-Z2-9]{4}/]) assert.match(printed, one)
    for (const one of [
      /Cancel my registration/,
      /Delete my data/,
      /Add to calendar/,
      /Fix my address/,
      /All trainings/,
    ])
      assert.doesNotMatch(printed, one)
    await page.context().close()
  })

  test('leads to a page where an address is changed by a code to the new one, without JavaScript', async () => {
    const page = await opened({ javaScriptEnabled: false })
    const link = await linkTo('luis@kcpd.example', /You have a seat/)
    await page.goto(link)
    await page.getByRole('link', { name: 'Change my email address' }).click()
    await page.getByLabel('New email address').fill('luis.reyes@kcpd.example')
    await page.getByRole('button', { name: 'Send me a code' }).click()
    await page.getByText('Enter the code we’re emailing to luis.reyes@kcpd.example').waitFor()
    const [{ subject = '' }] = await mailsTo(smtp, 'luis.reyes@kcpd.example', (mail) =>
      /\d{6}/.test(mail.subject ?? ''),
    )
    await page.getByLabel('Code').fill(/\d{6}/.exec(subject)?.[0] ?? '')
    await page.getByRole('button', { name: 'Change the address' }).click()
    await page.getByText('The email address is changed').waitFor()
    const { registrations } = await (await signup.admin(`registrations?training=${training}&q=luis`)).json()
    assert.deepEqual(
      registrations.map((one: { email: string; status: string }) => [one.email, one.status]),
      [['luis.reyes@kcpd.example', 'confirmed']],
    )
    // The new link came to the new address, and the old one leads nowhere.
    const next = await linkTo('luis.reyes@kcpd.example', /\/r\//)
    await page.goto(next)
    await page.getByRole('heading', { name: 'Your seat is confirmed' }).waitFor()
    assert.equal((await page.goto(link))?.status(), 404)
    await page.context().close()
  })

  test('leads a coordinator to a form that adds people, without JavaScript, and says who stays home', async () => {
    await register({
      people: [person('Kit')],
      coordinator: { name: 'Pat Lee', email: 'lee@kcpd.example' },
      split: true,
    })
    const page = await opened({ javaScriptEnabled: false, viewport: { width: 375, height: 800 } })
    await page.goto(await linkTo('lee@kcpd.example', /\/r\//))
    await page.getByRole('link', { name: 'Add people to your group' }).click()
    const drawn = await opened({ viewport: { width: 320, height: 800 } })
    await drawn.goto(page.url())
    assert.deepEqual(await faultsOf(drawn), [])
    assert.ok(await drawn.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
    await drawn.context().close()
    const [first, second] = [
      page.getByRole('group', { name: 'Person 1' }),
      page.getByRole('group', { name: 'Person 2' }),
    ]
    await first.getByLabel('First name').fill('Uma')
    await first.getByLabel('Last name').fill('Bell')
    await second.getByLabel('First name').fill('Jo')
    await second.getByLabel('Last name').fill('Bell')
    await second.getByLabel('Email address').fill('jo@kcpd.example')
    // No one types this fast.
    await page.waitForTimeout(limits.minimumFillMs)
    await page.getByRole('button', { name: 'Join the waiting list' }).click()
    await page.getByText('Uma Bell and Jo Bell should stay home').waitFor()
    // Back leads to the form, and forward to the answer: neither sends anything.
    await page.goBack()
    await page.getByRole('heading', { name: 'Add people to your group' }).waitFor()
    await page.goForward()
    await page.getByText('Uma Bell and Jo Bell should stay home').waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'See your whole group' }).click()
    await page.getByRole('heading', { name: 'Your group: 3 people' }).waitFor()
    assert.deepEqual(
      (await statuses()).filter((one: string) => /Kit|Uma|Jo/.test(one)),
      ['Kit', 'Uma', 'Jo'].map((name) => `${name} waitlisted`),
    )
    // What stands next to “More” does not move once that is open.
    await page.setViewportSize({ width: 768, height: 800 })
    const next = page.locator('.links a').first()
    const more = page.locator('.links summary').first()
    await more.scrollIntoViewIfNeeded()
    const stood = await next.boundingBox()
    await more.click()
    await page.getByText('Replace with someone else').first().waitFor()
    assert.deepEqual(await next.boundingBox(), stood)
    await page.context().close()
  })

  test('can be sent again from the training’s page', async () => {
    const page = await opened({ javaScriptEnabled: false })
    await page.goto(`${signup.api}/t/${training}`)
    // In its own tab, so that what was typed into the form stays.
    const popup = page.waitForEvent('popup')
    await page.getByRole('link', { name: 'Get your link' }).click()
    const finding = await popup
    await finding.getByLabel('Email address').fill('luis.reyes@kcpd.example')
    await finding.getByRole('button', { name: 'Get my link' }).click()
    await finding.getByText('If this address is registered').waitFor()
    await linkTo('luis.reyes@kcpd.example', /see, change, cancel, or delete/)
    await page.context().close()
  })
})

const hrefsOf = (links: (SVGElement | HTMLElement)[]) => links.map((link) => (link as HTMLAnchorElement).href)
