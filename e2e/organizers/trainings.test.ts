import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Locator } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { type Signup, startSignup } from '../kit/signup.ts'

const edit = '/trainings/first-responders/edit'
/** Whether it can be read without scrolling. */
const isInView = (what: Locator) =>
  what.evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })

describe('the pages of trainings', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    // No mail leaves: what counts here is how many would.
    signup = await startSignup({ smtpUrl: 'smtp://127.0.0.1:1' })
    browser = await launchChromium()
    for (const name of ['Reyes', 'Ortega'])
      await signup.admin('registrations', 'POST', {
        training: 'first-responders',
        channel: 'phone',
        people: [
          {
            givenName: 'Ada',
            familyName: name,
            email: `${name}@example.org`.toLowerCase(),
            role: 'police',
            agency: 'KCPD',
          },
        ],
      })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })
  const signedIn = async (options: BrowserContextOptions = {}) =>
    (
      await browser.newContext({
        locale: 'en-US',
        extraHTTPHeaders: { Authorization: `Bearer ${signup.token}` },
        ...options,
      })
    ).newPage()
  const admin = (path: string) => `${signup.api}/admin${path}`
  const registered = async () => {
    const answer = await signup.admin('registrations?training=first-responders')
    return ((await answer.json()) as { registrations: object[] }).registrations.length
  }

  test('show the real form with what is typed, send nothing from it, and say what saving sends', async () => {
    const page = await signedIn({ viewport: { width: 1100, height: 900 } })
    await page.goto(admin(edit))
    const form = page.frameLocator('iframe.preview').locator('training-signup')
    await form.getByLabel('First name').first().waitFor()
    await page.locator('#part-what > summary').click()
    await page.getByLabel('Title', { exact: true }).fill('Typed, not saved')
    await form.getByRole('heading', { name: 'Typed, not saved' }).waitFor()
    const count = await registered()
    await form.getByLabel('First name').first().fill('Ada')
    await form.getByLabel('Last name').first().fill('Reyes')
    await form.getByLabel('Email').first().fill('preview@example.org')
    await form.getByLabel('Police officer or deputy').check()
    await form.getByLabel('Agency or organization').fill('KCPD')
    await form.locator('[type="submit"]').first().click()
    await form.getByText('SAMP-LE22').waitFor()
    assert.equal(await registered(), count)
    await page.getByRole('button', { name: 'In Spanish' }).click()
    await form.getByText('Capacitación', { exact: false }).first().waitFor()
    await page.locator('#part-what [data-part]').getByText('Typed, not saved').waitFor()
    await page.locator('#part-when > summary').click()
    const ends = page.getByLabel('Ends')
    await ends.fill((await ends.inputValue()).replace(/T.*/, 'T18:00'))
    await page.getByText('You changed the time. 2 people will be told when you save.').waitFor()
    await page.getByRole('button', { name: 'Save and send 2 emails' }).click()
    await page.getByText('Saved. 2 emails are on their way.').waitFor()
    assert.ok(await isInView(page.getByText('Saved. 2 emails are on their way.')))
    const saved = (await (await signup.admin('trainings/first-responders')).json()) as { training: { end: string } }
    assert.match(saved.training.end, /T18:00$/)
    await page.context().close()
  })

  test('work without JavaScript, from a new draft with a question to its publication', async () => {
    const page = await signedIn({ javaScriptEnabled: false })
    await page.goto(admin('/trainings/new'))
    await page.getByLabel('Title', { exact: true }).fill('For nurses')
    await page.getByLabel('Starts').fill('2099-03-06T09:00')
    await page.getByLabel('Seats', { exact: true }).fill('40')
    await page.getByLabel('Place').fill('City Hall')
    await page.getByLabel('Place').press('Enter')
    await page.getByText('Created as a draft').waitFor()
    await page.locator('#part-what > summary').click()
    await page.getByLabel('In one sentence', { exact: false }).first().fill('Typed before')
    await page.locator('#part-questions > summary').click()
    await page.getByRole('button', { name: 'Add a question' }).click()
    await page.getByLabel('Question', { exact: true }).fill('Do you need parking?')
    await page.locator('button[data-save]').click()
    const saved = page.getByText('Saved. No one was emailed.')
    await saved.waitFor()
    assert.ok(await isInView(saved))
    await page.getByRole('link', { name: 'Publish' }).first().click()
    await page.getByText('40 seats, waiting list').waitFor()
    await page.getByRole('button', { name: 'Send me a test email' }).waitFor()
    await page.getByText('No one is emailed.').waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.getByText('Published.').waitFor()
    const visitor = await browser.newPage()
    await visitor.goto(`${signup.api}/t/for-nurses`)
    await visitor.getByLabel('Do you need parking?').waitFor()
    await visitor.close()
    await page.context().close()
  })

  test('have nothing unfolded, and no form in a frame, that axe finds fault with', async () => {
    const page = await signedIn({ viewport: { width: 320, height: 800 } })
    await page.goto(admin(edit))
    await page.frameLocator('iframe.preview').getByLabel('First name').first().waitFor()
    for (const fold of await page.locator('main details').all())
      await fold.evaluate((one) => (one as HTMLDetailsElement).setAttribute('open', ''))
    assert.deepEqual(await faultsOf(page), [])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    assert.equal(wide, 0)
    await page.context().close()
  })
})
