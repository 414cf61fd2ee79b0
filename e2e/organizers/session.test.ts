import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'

/** A link that a command prints, which signs in once. */
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
    await signIn(page, signup)
    await page.goto(`${signup.api}/admin/account`)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByText('Added. Next time').waitFor()
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

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
  /** Opens the door once its script has drawn the list, and hears presses. */
  async function openDoor() {
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await page.locator('[data-people] [data-tap]').first().waitFor()
  }
  const buttonOf = (name: string) => page.locator('.line', { hasText: name }).getByRole('button')

  test('hears of everyone at the door who cannot be checked in, by name, and of no one else', async () => {
    const people = ['Okafor', 'Quinn', 'Silva']
    const ids = await Promise.all(people.map(add))
    await openDoor()
    await context.setOffline(true)
    for (const name of people) await buttonOf(name).click()
    await page.getByText('3 changes are kept in this browser').waitFor()
    for (const id of ids.slice(0, 2)) await signup.admin(`registrations/${id}/cancel`, 'POST')
    await context.setOffline(false)
    await page.getByRole('heading', { name: '2 changes need you' }).waitFor()
    const asked = page.locator('[data-asks] .line')
    assert.match((await asked.allTextContents()).join(' '), /Okafor, Ada.*Canceled\. They have no seat\..*Quinn, Ada/)
    await until('the other one', () => isHere(ids[2] ?? ''))
    // It stays until someone has seen it, also after the page was loaded again.
    await page.reload()
    await page.getByRole('heading', { name: '2 changes need you' }).waitFor()
    assert.match((await asked.first().textContent()) ?? '', /Okafor, Ada/)
    await asked.first().getByRole('button', { name: 'Don’t check in' }).click()
    await page.getByRole('heading', { name: '1 change needs you' }).waitFor()
    await asked.first().getByRole('button', { name: 'Leave it checked in' }).click()
    await asked.first().waitFor({ state: 'hidden' })
  })

  test('reads at the door what to do about taps that the server did not store, and sees them until then', async () => {
    const [gone, many] = [await add('Vance'), await add('Xiong')]
    await openDoor()
    await context.setOffline(true)
    for (const name of ['Vance', 'Xiong']) await buttonOf(name).click()
    await page.getByText('2 changes are kept in this browser').waitFor()
    await signup.admin(`registrations/${gone}`, 'DELETE')
    for (const _ of [1, 2]) {
      const marks = Array.from({ length: 100 }, () => ({ id: crypto.randomUUID(), registration: many, kind: 'out' }))
      await signup.admin(`trainings/${slug}/marks`, 'POST', { marks })
    }
    await context.setOffline(false)
    await page.getByRole('heading', { name: '2 changes need you' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '2 changes need you' }).waitFor()
    const asked = page.locator('[data-asks] .line')
    const texts = (await asked.allTextContents()).join(' ')
    assert.match(texts, /No longer on the list\..*wasn’t stored\. If they’re here, look for the name, or add them\./)
    assert.match(texts, /Xiong, Ada.*Checked in and out too often\..*wasn’t stored\. Tell the organizer\./)
    assert.equal(await isHere(many), false)
    for (const _ of [1, 2]) await asked.first().getByRole('button', { name: 'OK' }).click()
    await asked.first().waitFor({ state: 'hidden' })
  })

  test('keeps check-ins through failures of the server', async () => {
    const id = await add('Tanaka')
    await openDoor()
    // Each goes on until the page has said so, however often it tries.
    let failing = [500, 503]
    let tries = 0
    await page.route('**/marks', (route) => {
      const status = route.request().method() === 'POST' ? failing[(tries += 1) % failing.length] : undefined
      return status === undefined ? route.continue() : route.fulfill({ status })
    })
    await buttonOf('Tanaka').click()
    await page.getByText('Not sent since').waitFor()
    await page.getByText('1 change is kept in this browser').waitFor()
    await until('two tries', async () => tries > 1)
    failing = [403]
    await page.getByRole('link', { name: 'Sign in again to send 1 change' }).waitFor()
    failing = []
    await until('the check-in', () => isHere(id))
    await page.unroute('**/marks')
  })

  test('keeps check-ins that get no answer, says so, and sends them again', async () => {
    const id = await add('Usman')
    await openDoor()
    await page.route('**/marks*', () => {})
    await buttonOf('Usman').click()
    await page.getByText('1 change is kept in this browser').waitFor()
    assert.equal(await isHere(id), false)
    await page.unroute('**/marks*')
    await until('the check-in', () => isHere(id))
  })

  test('finds a form again as it was filled, by passkey', async () => {
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

  test('goes on after a look at a wide page', async () => {
    await page.goto(`${signup.api}/admin/trainings/${slug}/edit?part=what`)
    await page.locator('[name="title.en"]').fill('A new title')
    const [preview] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('button', { name: 'Preview on a wide page' }).first().click(),
    ])
    await preview.close()
    await page.locator('button[data-save]').click()
    await page.getByText(/^Saved\./).waitFor()
    const { training } = (await read(`trainings/${slug}`)) as { training: { title: { en: string } } }
    assert.equal(training.title.en, 'A new title')
  })

  test('is warned two minutes before, stays by typing, and hears of the end', async () => {
    const tab = await context.newPage()
    await tab.clock.install()
    const asked: string[] = []
    let left = { idle: 119, whole: 9000 }
    await tab.route('**/admin/session', (route) => {
      asked.push(route.request().method())
      if (route.request().method() === 'POST') left = { idle: 1800, whole: 9000 }
      return left.idle > 0 ? route.fulfill({ json: left }) : route.fulfill({ status: 401 })
    })
    await tab.goto(`${signup.api}/admin/trainings/${slug}/add`)
    const warning = tab.getByText('You’ll be signed out in 2 minutes, because nothing has happened here')
    await tab.clock.fastForward('27:00')
    assert.deepEqual(asked, [])
    await tab.clock.fastForward('01:00')
    await warning.waitFor()
    await tab.getByLabel('First name').pressSequentially('A')
    await warning.waitFor({ state: 'hidden' })
    assert.deepEqual(asked, ['GET', 'POST'])
    // Someone who goes on typing is there: no warning, and few requests.
    await tab.clock.fastForward('04:00')
    await tab.getByLabel('First name').pressSequentially('da')
    await tab.clock.fastForward('02:00')
    await tab.getByLabel('First name').pressSequentially(' B')
    await until('the request', async () => asked.length === 3)
    left = { idle: 60, whole: 60 }
    await tab.clock.fastForward('28:00')
    await tab.getByText('You’ll be signed out in 1 minute: a session lasts 12 hours.').waitFor()
    assert.equal(await tab.getByRole('button', { name: 'Stay signed in' }).isVisible(), false)
    left = { idle: 0, whole: 0 }
    await tab.clock.fastForward('01:02')
    await tab.getByText('You’re signed out. What you typed is still here').waitFor()
    await tab.close()
  })

  test('is asked before typed words are left, and not once they are sent', async () => {
    await add('Walker')
    const dialogs: string[] = []
    page.on('dialog', async (dialog) => {
      dialogs.push(dialog.type())
      await dialog.accept()
    })
    await page.goto(`${signup.api}/admin/trainings/${slug}/add`)
    dialogs.length = 0
    await page.goto(`${signup.api}/admin/trainings/${slug}`)
    await page.locator('input[name=id]').first().check()
    await page.goto(`${signup.api}/admin/trainings/${slug}/add`)
    assert.deepEqual(dialogs, [])
    await page.getByLabel('First name').fill('Ada')
    await page.goto(`${signup.api}/admin/trainings/${slug}/add`)
    assert.deepEqual(dialogs, ['beforeunload'])
    await page.getByLabel('First name').fill('Ada')
    await page.getByRole('button', { name: 'Register', exact: true }).click()
    await page.waitForURL(/\/admin\/registrations\//)
    assert.deepEqual(dialogs, ['beforeunload'])
    page.removeAllListeners('dialog')
  })

  test('hears that a draft is not stored, until it is', async () => {
    const message = { training: slug, subject: { en: 'Bring a jacket' }, text: { en: 'It is cold.' }, about: 'other' }
    const { id } = (await (await signup.admin('messages', 'POST', message)).json()) as { id: string }
    await page.goto(`${signup.api}/admin/messages/${id}`)
    const text = page.locator('[name="text.en"]')
    const note = page.getByText('What you typed isn’t saved yet.')
    await context.setOffline(true)
    await text.fill('It is very cold.')
    await note.waitFor()
    await context.setOffline(false)
    await text.fill('It is very cold there.')
    await note.waitFor({ state: 'hidden' })
    const stored = (await read(`messages/${id}`)) as { message: { text: { en: string } } }
    assert.equal(stored.message.text.en, 'It is very cold there.')
    await endSessions()
    await text.fill('It is warm.')
    await note.waitFor()
  })

  test('reads at the door that the training was called off, and who to tell', async () => {
    const id = await add('Zavala')
    await signIn(page, signup)
    await openDoor()
    await context.setOffline(true)
    await buttonOf('Zavala').click()
    await page.getByText('1 change is kept in this browser').waitFor()
    await signup.admin(`trainings/${slug}`, 'PATCH', { status: 'cancelled' })
    await context.setOffline(false)
    await page.getByText('wasn’t stored. Tell the organizer if people are here.').waitFor()
    assert.equal(await isHere(id), false)
  })
})
