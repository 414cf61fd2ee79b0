import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { faultsOf } from '../kit/faults.ts'
import { signIn } from '../kit/sign-in.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { until } from '../kit/until.ts'

const slug = 'citizens'
const hourMs = 3_600_000

interface Listed {
  people: { id: string; familyName: string; marks: { at: string }[] }[]
}

/** What can go wrong with a phone, and between two of them. */
describe('a bad day at a door', { concurrency: false, skip: missing(engines[0]!) }, () => {
  let signup: Signup
  let browser: Browser
  before(async () => {
    signup = await startSignup({ host: 'localhost' })
    browser = await launchChromium()
    for (const familyName of ['Reyes', 'Okafor', 'Quinn', 'Silva', 'Tanaka', 'Moreno'])
      await signup.admin('registrations', 'POST', {
        training: slug,
        people: [{ givenName: 'Ada', familyName }],
        channel: 'phone',
      })
  })
  after(async () => {
    await browser?.close()
    await signup?.stop()
  })

  const contexts = new Map<Page, BrowserContext>()
  /** Signs someone in on a phone of their own, and opens the door. */
  async function door(name: string, prepare: (page: Page) => Promise<unknown> = async () => {}) {
    const context = await browser.newContext({ viewport: { width: 375, height: 800 } })
    const page = await context.newPage()
    contexts.set(page, context)
    await prepare(page)
    const email = `${name.toLowerCase()}@example.org`
    await signIn(page, signup, email, `${name} Park`, '--role', 'door')
    await page.goto(`${signup.api}/admin/door/${slug}`)
    await page.locator('[data-tap]').first().waitFor()
    return page
  }
  const close = async (page: Page) => contexts.get(page)?.close()
  const rowOf = (page: Page, name: string) => page.locator('.rows .line[data-id]', { hasText: name })
  const tap = (page: Page, name: string) => rowOf(page, name).getByRole('button').click()
  const marksOf = async (name: string) => {
    const list = (await (await signup.admin(`trainings/${slug}/door`)).json()) as Listed
    return list.people.find(({ familyName }) => familyName === name)?.marks ?? []
  }
  const isOffline = (page: Page, is: boolean) => contexts.get(page)?.setOffline(is)
  const lists = (page: Page, change: 'count' | 'age' = 'count') =>
    page.evaluate(async (what) => {
      const open = indexedDB.open('training-signup-door')
      const db = await new Promise<IDBDatabase>((resolve) =>
        open.addEventListener('success', () => resolve(open.result)),
      )
      const all = db.transaction('lists', 'readwrite').objectStore('lists')
      const asked = what === 'count' ? all.count() : all.openCursor()
      await new Promise((resolve) => asked.addEventListener('success', resolve))
      if (asked.result instanceof IDBCursorWithValue) asked.result.update({ ...asked.result.value, until: 0 })
      db.close()
      return asked.result instanceof IDBCursorWithValue ? 1 : (asked.result as number)
    }, change)

  /** Its page is kept first, and then all that it loads. */
  const isPageKept = (page: Page) =>
    until('the kept page', () =>
      page.evaluate(async () => (await (await caches.open('training-signup-door')).keys()).length > 1),
    )

  const addOffline = async (page: Page, familyName: string, givenName = 'Kim') => {
    await page.getByText('No connection since').waitFor()
    await add(page, familyName, givenName)
  }
  const add = async (page: Page, familyName: string, givenName = 'Kim') => {
    await page.getByRole('link', { name: 'Walk-in' }).click()
    const form = page.locator('[data-add]')
    await form.getByRole('button', { name: 'Add and check in' }).click()
    await form.getByText('Enter their first name').waitFor()
    assert.deepEqual(await faultsOf(page, { isWhole: true }), [])
    await form.getByLabel('First name').fill(givenName)
    await form.getByLabel('Last name').fill(familyName)
    await form.getByRole('button', { name: 'Add and check in' }).click()
  }

  test('adds a walk-in where the browser keeps nothing, in the page alone, and sends them from there', async () => {
    const page = await door('Kai', (own) =>
      own.addInitScript(() => {
        indexedDB.open = () => {
          throw new DOMException('refused', 'SecurityError')
        }
      }),
    )
    await isOffline(page, true)
    await addOffline(page, 'Vega')
    await page.getByText('1 change is waiting in this page until you’re back online. Keep it open.').waitFor()
    const asked: string[] = []
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type())
      await dialog.dismiss()
    })
    await page.evaluate(() => location.reload())
    await until('the question', async () => asked.length > 0)
    await isOffline(page, false)
    await until('the walk-in', async () => (await marksOf('Vega')).length === 1)
    await close(page)
  })

  test('checks out a walk-in before they are sent, and what was tapped follows them', async () => {
    const page = await door('Lou')
    await isOffline(page, true)
    await addOffline(page, 'Wells')
    await rowOf(page, 'Wells').getByText('not sent yet').waitFor()
    await page.getByRole('link', { name: 'Leaving' }).click()
    await tap(page, 'Wells')
    await page.getByText('2 changes are kept in this browser').waitFor()
    await isOffline(page, false)
    await until('both marks', async () => (await marksOf('Wells')).length === 2)
    await page.getByText('All 2 changes were sent.').waitFor()
    await rowOf(page, 'Wells').getByText('Out at').waitFor()
    assert.equal(await page.locator('[data-asks]').isVisible(), false)
    await close(page)
  })

  test('adds a walk-in with a connection, too, without leaving the page', async () => {
    const page = await door('Ira')
    const free = async () => Number.parseInt((await page.locator('[data-free]').textContent()) ?? '', 10)
    await until('how many seats are free', async () => (await free()) > 0)
    const atFirst = await free()
    await add(page, 'Zimmer')
    await until('the walk-in', async () => (await marksOf('Zimmer')).length === 1)
    await rowOf(page, 'Zimmer').getByText('Here since').waitFor()
    await rowOf(page, 'Zimmer').getByText('not sent yet').waitFor({ state: 'hidden' })
    await until('a seat less', async () => (await free()) === atFirst - 1)
    assert.equal(new URL(page.url()).pathname.endsWith('/walk-in'), false)
    await close(page)
  })

  test('draws the buttons below a walk-in equally high, also where the words of one need two lines', async () => {
    const page = await door('Zoe')
    await page.getByRole('link', { name: 'Walk-in' }).click()
    const [one, other] = await page.locator('[data-add] .row > .button').evaluateAll((buttons) => {
      buttons[0]!.textContent = 'Add them to the list and check them in'
      return buttons.map((button) => button.getBoundingClientRect())
    })
    assert.ok(one!.height > 60, String(one!.height))
    assert.deepEqual([one!.top, one!.height], [other!.top, other!.height])
    await close(page)
  })

  test('has no arrival of a walk-in who was taken back while they were on their way', async () => {
    const page = await door('Ned')
    await isOffline(page, true)
    await addOffline(page, 'Young')
    const [onWay, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await contexts.get(page)?.route('**/walk-ins', async (route) => {
      onWay.resolve()
      await held.promise
      await route.continue()
    })
    await isOffline(page, false)
    await onWay.promise
    await tap(page, 'Young')
    await rowOf(page, 'Young').waitFor({ state: 'detached' })
    held.resolve()
    await rowOf(page, 'Young').getByRole('button', { name: 'Check in' }).waitFor()
    await until('the undoing', async () => (await marksOf('Young')).length === 0)
    await close(page)
  })

  test('leads to the page of walk-ins with a connection alone', async () => {
    const page = await door('Mia')
    await isOffline(page, true)
    await addOffline(page, 'Reyes', 'Ada')
    await isOffline(page, false)
    await page.getByText('Someone with this name is on the list.').waitFor()
    assert.deepEqual(await faultsOf(page, { isWhole: true }), [])
    await isOffline(page, true)
    await page.getByText('No connection since').waitFor()
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.getByText('This needs a connection.').waitFor()
    await isOffline(page, false)
    await page.getByText('This needs a connection.').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Add them' }).click()
    await page.waitForURL('**/walk-in')
    assert.equal(await page.getByLabel('First name').inputValue(), 'Ada')
    await close(page)
  })

  test('says that a private window keeps nothing, and asks before it is left', async () => {
    const page = await door('Ann', (own) =>
      own.addInitScript(() => {
        indexedDB.open = () => {
          throw new DOMException('refused', 'SecurityError')
        }
      }),
    )
    await page.getByText('This browser keeps nothing, as private windows do.').waitFor()
    await isOffline(page, true)
    await tap(page, 'Reyes')
    await page.getByText('1 change is waiting in this page until you’re back online. Keep it open.').waitFor()
    const asked: string[] = []
    page.on('dialog', async (dialog) => {
      asked.push(dialog.type())
      await dialog.dismiss()
    })
    await page.evaluate(() => location.reload())
    await until('the question', async () => asked.length > 0)
    assert.deepEqual(asked, ['beforeunload'])
    await isOffline(page, false)
    await until('the check-in', async () => (await marksOf('Reyes')).length === 1)
    await close(page)
  })

  test('says that the phone is full, and sends what the page has', async () => {
    const page = await door('Bob', (own) =>
      own.addInitScript(() => {
        const { put } = IDBObjectStore.prototype
        IDBObjectStore.prototype.put = function full(...args) {
          if (this.name === 'marks') throw new DOMException('full', 'QuotaExceededError')
          return put.apply(this, args)
        }
      }),
    )
    await isOffline(page, true)
    await tap(page, 'Okafor')
    await page.getByText('This phone’s storage is full. What you tap waits in this page, so keep it open.').waitFor()
    await isOffline(page, false)
    await until('the check-in', async () => (await marksOf('Okafor')).length === 1)
    await close(page)
  })

  test('notes the right time on a phone whose clock is three hours ahead', async () => {
    const page = await door('Cleo', (own) => own.clock.install({ time: new Date(Date.now() + 3 * hourMs) }))
    await page.waitForResponse((answer) => answer.url().includes('/marks'))
    await tap(page, 'Quinn')
    await until('the check-in', async () => (await marksOf('Quinn')).length === 1)
    const [mark] = await marksOf('Quinn')
    assert.ok(Math.abs(Date.parse(mark?.at ?? '') - Date.now()) < hourMs)
    await close(page)
  })

  test('shows what another door notes, and asks where one undid what the other did', async () => {
    const [one, other] = [await door('Dana'), await door('Eve')]
    await tap(one, 'Silva')
    await rowOf(other, 'Silva')
      .getByText(/^Already here: .*, by Dana Park$/)
      .waitFor()
    await isOffline(other, true)
    await tap(other, 'Tanaka')
    await rowOf(other, 'Tanaka').getByText('not sent yet').waitFor()
    await tap(other, 'Tanaka')
    await tap(one, 'Tanaka')
    await until('the check-in', async () => (await marksOf('Tanaka')).length === 1)
    await isOffline(other, false)
    await other.getByRole('heading', { name: '1 change needs you' }).waitFor()
    const asked = other.locator('[data-asks] .line')
    assert.match((await asked.textContent()) ?? '', /Tanaka, Ada.*Dana Park checked them in at .* You undid it at /)
    await asked.getByRole('button', { name: 'Not here' }).click()
    await until('the undoing', async () => (await marksOf('Tanaka')).length === 0)
    await rowOf(one, 'Tanaka').getByRole('button', { name: 'Check in' }).waitFor()
    await close(one)
    await close(other)
  })

  test('has what it and another door sent after it was loaded again without a connection', async () => {
    const [one, other] = [await door('Kit'), await door('Lea')]
    await isPageKept(one)
    await tap(one, 'Tanaka')
    await until('the check-in', async () => (await marksOf('Tanaka')).length === 1)
    await rowOf(one, 'Tanaka').getByText('not sent yet').waitFor({ state: 'hidden' })
    await tap(other, 'Moreno')
    await rowOf(one, 'Moreno')
      .getByText(/^Already here: /)
      .waitFor()
    await isOffline(one, true)
    await one.reload()
    await one.getByText('No connection since').waitFor()
    for (const name of ['Tanaka', 'Moreno']) await rowOf(one, name).getByRole('button', { name: 'Undo' }).waitFor()
    await one.getByRole('link', { name: 'Leaving' }).click()
    await rowOf(one, 'Tanaka').getByRole('button', { name: 'Check out' }).waitFor()
    await one.getByRole('link', { name: 'Arriving' }).click()
    await isOffline(one, false)
    for (const name of ['Tanaka', 'Moreno']) {
      await tap(one, name)
      await until('the undoing', async () => (await marksOf(name)).length === 0)
    }
    await close(one)
    await close(other)
  })

  test('hears of another door within five seconds', async () => {
    const [one, other] = [await door('Dana'), await door('Hal', (own) => own.clock.install())]
    await rowOf(other, 'Tanaka').getByRole('button', { name: 'Check in' }).waitFor()
    await other.clock.pauseAt(new Date(Date.now() + 60_000))
    await tap(one, 'Tanaka')
    await until('the check-in', async () => (await marksOf('Tanaka')).length === 1)
    await other.clock.runFor(5_000)
    await rowOf(other, 'Tanaka')
      .getByText(/^Already here: /)
      .waitFor()
    await close(one)
    await close(other)
  })

  test('checks everyone out together after a second press, with one time', async () => {
    const page = await door('Fay')
    await page.getByRole('link', { name: 'Leaving' }).click()
    await page.getByRole('button', { name: /^Check out all/ }).click()
    assert.equal((await marksOf('Silva')).length, 1)
    // The page asks for the marks of other doors, and keeps its own question.
    await page.waitForResponse(/\/marks\?/)
    await page.waitForResponse(/\/marks\?/)
    await page.getByRole('button', { name: /^Yes, check out all/ }).click()
    await until('everyone', async () => (await marksOf('Silva')).length === 2 && (await marksOf('Reyes')).length === 2)
    const [silva, reyes] = [(await marksOf('Silva')).at(-1), (await marksOf('Reyes')).at(-1)]
    assert.equal(silva?.at, reyes?.at)
    await page.getByText('0 of', { exact: false }).first().waitFor()
    await close(page)
  })

  test('forgets the list at midnight, and says so without a connection', async () => {
    const page = await door('Gus')
    await until('the kept list', async () => (await lists(page)) === 1)
    await isPageKept(page)
    await lists(page, 'age')
    await isOffline(page, true)
    await page.reload()
    await page.getByText('The list of names isn’t in this browser. Connect once to load it.').waitFor()
    assert.equal(await lists(page), 0)
    await isOffline(page, false)
    await rowOf(page, 'Silva').waitFor()
    await until('the kept list', async () => (await lists(page)) === 1)
    await close(page)
  })

  test('forgets the list after a night in which the phone slept, with its timers', async () => {
    const page = await door('Ivy', (own) => own.clock.install())
    await until('the kept list', async () => (await lists(page)) === 1)
    const again = page.waitForEvent('load')
    await page.clock.setSystemTime(new Date(Date.now() + 24 * hourMs))
    await again
    await close(page)
  })

  test('forgets the list when someone signs out, on whichever page', async () => {
    const page = await door('Jan')
    await until('the kept list', async () => (await lists(page)) === 1)
    await isPageKept(page)
    await isOffline(page, true)
    await tap(page, 'Tanaka')
    await page.getByText('1 change is kept in this browser').waitFor()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await isOffline(page, false)
    await page.goto(`${signup.api}/admin/account`)
    await page.evaluate(() => document.querySelector<HTMLFormElement>('form[action$="/sign-out"]')?.requestSubmit())
    await page.waitForURL('**/sign-in?out=1')
    await until('no list', async () => (await lists(page)) === 0)
    await until('no page', () => page.evaluate(async () => (await caches.keys()).length === 0))
    await close(page)
  })

  test('forgets the list when the account is ended, and keeps what was tapped for someone else', async () => {
    const page = await door('Hal')
    await until('the kept list', async () => (await lists(page)) === 1)
    await isOffline(page, true)
    await tap(page, 'Moreno')
    await page.getByText('1 change is kept in this browser').waitFor()
    const { accounts } = (await (await signup.admin('accounts')).json()) as { accounts: { id: string; name: string }[] }
    const { id } = accounts.find(({ name }) => name === 'Hal Park') ?? assert.fail('no account')
    const headers = { authorization: `Bearer ${signup.token}` }
    assert.ok((await fetch(`${signup.api}/api/v1/admin/accounts/${id}`, { method: 'DELETE', headers })).ok)
    await isOffline(page, false)
    await page.getByText('This account can’t check people in anymore.').waitFor()
    await until('no list', async () => (await lists(page)) === 0)
    await page.getByRole('link', { name: 'Sign in again to send 1 change' }).waitFor()
    await close(page)
  })
})
