import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { engines, missing } from './engine.ts'
import { type Signup, startSignup } from './signup.ts'
import { until } from './until.ts'

const limits = { timeout: 180_000 }
const slug = 'citizens'

/** A link that a command prints, which signs in once. */
const linkIn = (printed: string) => /https?:\/\/\S+/.exec(printed)?.[0] ?? assert.fail(printed)

describe('an organizer whose session ends', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  let context: BrowserContext
  let page: Page
  before(async () => {
    signup = await startSignup({ host: 'localhost' })
    browser = await launchChromium()
    context = await browser.newContext()
    page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const options = {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
    } as const
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    })
    await signIn(page)
    await page.goto(`${signup.api}/admin/account`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Added. Next time').waitFor()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  async function signIn(tab: Page) {
    await tab.goto(linkIn(await signup.run('organizer', 'add', 'dana@example.org', '--name', 'Dana Ortiz')))
    await tab.getByRole('button', { name: 'Sign in' }).click()
    await tab.waitForURL(`${signup.api}/admin`)
  }
  const read = async (path: string) => (await signup.admin(path)).json()
  /** As half an hour does, and for doors the hour after the training. */
  async function endSessions() {
    const { accounts } = (await read('accounts')) as { accounts: { id: string }[] }
    const headers = { authorization: `Bearer ${signup.token}` }
    const path = `${signup.api}/api/v1/admin/accounts/${accounts[0]?.id}/sessions`
    assert.equal((await fetch(path, { method: 'DELETE', headers })).status, 204)
  }
  const add = async (familyName: string) => {
    const people = [{ givenName: 'Ada', familyName, email: `${familyName.toLowerCase()}@example.org` }]
    const answer = await signup.admin('registrations', 'POST', { training: slug, people, channel: 'phone' })
    return ((await answer.json()) as { registrations: { id: string }[] }).registrations[0]?.id ?? ''
  }
  const isHere = async (id: string) =>
    ((await read(`registrations/${id}`)) as { checkedInAt: string | null }).checkedInAt !== null
  const buttonOf = (name: string) => page.locator('.line', { hasText: name }).getByRole('button')

  test('sends from the door what waited, once they have signed in in another tab', limits, async () => {
    const names = ['Reyes', 'Brewer', 'Moreno']
    const ids = await Promise.all(names.map(add))
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await context.setOffline(true)
    for (const name of names) await buttonOf(name).click()
    await page.getByText('Offline. 3 check-ins are kept').waitFor()
    await endSessions()
    await context.setOffline(false)
    const link = page.getByRole('link', { name: 'Sign in again to send 3 check-ins' })
    await link.waitFor()
    assert.deepEqual(await Promise.all(ids.map(isHere)), [false, false, false])
    assert.equal(await page.locator('.line.here').count(), 3)
    const [tab] = await Promise.all([context.waitForEvent('page'), link.click()])
    await tab.waitForURL(/\/admin\/sign-in\?to=/)
    await signIn(tab)
    await tab.close()
    for (const id of ids) await until('a check-in that waited', () => isHere(id))
    await link.waitFor({ state: 'hidden' })
  })

  test('hears of everyone at the door who cannot be checked in, and of no one else', limits, async () => {
    const names = ['Okafor', 'Quinn', 'Silva']
    const ids = await Promise.all(names.map(add))
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await context.setOffline(true)
    for (const name of names) await buttonOf(name).click()
    await page.getByText('Offline. 3 check-ins are kept').waitFor()
    for (const id of ids.slice(0, 2)) await signup.admin(`registrations/${id}/cancel`, 'POST')
    await context.setOffline(false)
    await page.getByText('Couldn’t be checked in: Okafor, Ada · Quinn, Ada. Load the page again to see why.').waitFor()
    await until('the other one', () => isHere(ids[2] ?? ''))
    await page.getByText('Offline.').waitFor({ state: 'hidden' })
  })

  test('keeps check-ins through failures of the server', limits, async () => {
    const id = await add('Tanaka')
    await page.goto(`${signup.api}/admin/door/${slug}`)
    const failing = [500, 503, 403]
    await page.route('**/check-in', (route) => {
      const status = failing.shift()
      return status === undefined ? route.continue() : route.fulfill({ status })
    })
    await buttonOf('Tanaka').click()
    await page.getByText('1 check-in couldn’t be sent yet.').waitFor()
    await page.getByRole('link', { name: 'Sign in again to send 1 check-in' }).waitFor({ timeout: 60_000 })
    await until('the check-in', () => isHere(id), 60_000)
    await page.unroute('**/check-in')
  })

  test('finds a form again as it was filled, by passkey', limits, async () => {
    await page.goto(`${signup.api}/admin/trainings/${slug}/add`)
    await page.getByLabel('First name').fill('Zoë “Z”')
    await page.getByLabel('Last name').fill('O’Neil')
    await endSessions()
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.getByText('Your session has ended.').waitFor()
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('You’re signed in again').waitFor()
    assert.equal(await page.getByLabel('First name').inputValue(), 'Zoë “Z”')
    assert.equal(await page.getByLabel('Last name').inputValue(), 'O’Neil')
    const path = new URL(page.url())
    assert.equal(path.pathname, `/admin/trainings/${slug}/add`)
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.waitForURL(/\/admin\/registrations\//)
    await page.getByRole('heading', { name: 'Zoë “Z” O’Neil' }).waitFor()
  })

  test('goes on after a look at a wide page', limits, async () => {
    await page.goto(`${signup.api}/admin/trainings/${slug}/edit`)
    await page.locator('[name="title.en"]').fill('A new title')
    const [preview] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Preview on a wide page' }).first().click(),
    ])
    await preview.close()
    await page.locator('button[data-save]').click()
    await page.waitForURL(/done=saved/)
    const { training } = (await read(`trainings/${slug}`)) as { training: { title: { en: string } } }
    assert.equal(training.title.en, 'A new title')
  })
})
