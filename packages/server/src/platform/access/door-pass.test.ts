import assert from 'node:assert/strict'
import { beforeEach, test } from 'mocha'
import { addAccount, changeAccount, removeAccount } from '../../organizers/accounts/accounts.ts'
import { endOtherSessions } from '../../organizers/accounts/own-account.ts'
import { sessionBrowser } from '../../testing/pages/session-browser.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** 9 AM to 3 PM in Chicago. */
const [starts, ends] = [Date.parse('2027-03-06T15:00:00Z'), Date.parse('2027-03-06T21:00:00Z')]

onBothDatabases('a session at a door', (given) => {
  beforeEach(() => {
    given().clock.now = new Date(starts - hourMs)
  })
  const moveTo = (ms: number) => {
    given().clock.now = new Date(ms)
  }

  let accounts = 0
  const atDoor = async (role: 'owner' | 'door' = 'door', { signIn = true } = {}) => {
    const { slug } = await given().givenTraining()
    await given().signUp(slug, { people: [someone()] })
    const registrations = await given().people(slug)
    const who = { email: `door${(accounts += 1)}@example.org`, name: 'Sam Park', lang: 'en' as const }
    const reach = { trainings: 'all' as const, agency: null, partner: null }
    const account = await addAccount(given().context, { ...who, role, ...reach })
    const browser = sessionBrowser(given)
    if (signIn) await browser.signIn(account.email)
    const id = registrations[0].id as string
    const call = async (method: string, path: string) => {
      const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
      const headers = { cookie, 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty' }
      return (await given().app.request(`/api/v1/admin${path}`, { method, headers })).status
    }
    return { slug, id, account, browser, call, checkIn: () => call('PUT', `/registrations/${id}/check-in`) }
  }
  const cookieOf = ({ cookies }: { cookies: Map<string, string> }) =>
    [...cookies.keys()].find((name) => name.includes('door'))

  for (const role of ['door', 'owner'] as const)
    test(`goes on until an hour after the training, for a page that was opened before: ${role}`, async () => {
      const { slug, browser, checkIn } = await atDoor(role)
      assert.equal((await browser.open(`/admin/door/${slug}`)).status, 200)
      moveTo(ends + hourMs - 1)
      browser.endSession()
      assert.equal(await checkIn(), 204)
      assert.equal((await browser.open(`/admin/door/${slug}`)).status, 200)
      moveTo(ends + hourMs)
      assert.equal(await checkIn(), 401)
      assert.equal((await browser.open(`/admin/door/${slug}`)).status, 303)
    })

  test('goes on for nothing else, whatever the account may do', async () => {
    const { slug, id, browser, call } = await atDoor('owner')
    const other = (await given().givenTraining()).slug
    await given().signUp(other, { people: [someone()] })
    const [stranger] = await given().people(other)
    await browser.open(`/admin/door/${slug}`)
    browser.endSession()
    for (const path of [
      '',
      '/door',
      `/door/${other}`,
      `/trainings/${slug}`,
      `/registrations/${id}`,
      '/account',
      '/accounts',
    ])
      assert.equal((await browser.open(`/admin${path}`)).status, 303, path)
    for (const [method, path] of [
      ['GET', `/registrations/${id}`],
      ['GET', `/trainings/${other}/door`],
      ['POST', `/trainings/${other}/marks`],
      ['GET', `/trainings/${slug}/attendance`],
      ['PUT', `/registrations/${stranger.id}/check-in`],
      ['POST', `/registrations/${id}/cancel`],
      ['GET', '/account'],
    ] as const)
      assert.equal(await call(method, path), 401, path)
    const page = await (await browser.open(`/admin/door/${slug}`)).text()
    assert.doesNotMatch(page, /sign-in-sheet/)
  })

  test('is what a browser asks about, to know whether it may keep the list', async () => {
    const { account } = await atDoor()
    const ask = async () => (await given().app.request(`/admin/sign-in/door/${account.id}`)).status
    assert.equal(await ask(), 204)
    await changeAccount(given().context, account.id, { role: 'auditor' })
    assert.equal(await ask(), 404)
    await removeAccount(given().context, account.id)
    assert.equal(await ask(), 404)
  })

  test('checks in without a script, too, and is refused to a page of another site', async () => {
    const { slug, id, browser } = await atDoor()
    await browser.open(`/admin/door/${slug}`)
    browser.endSession()
    const path = `/admin/door/${slug}/${id}/check-in`
    assert.equal((await browser.send(path, [], { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await browser.send(path, [])).headers.get('location'), `/admin/door/${slug}`)
    assert.notEqual((await given().admin('GET', `/registrations/${id}`)).body.checkedInAt, null)
  })

  test('adds a walk-in, too, and not at another door', async () => {
    const { slug, browser } = await atDoor()
    const other = (await given().givenTraining()).slug
    await browser.open(`/admin/door/${slug}`)
    browser.endSession()
    const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
    const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
    const body = JSON.stringify({ id: crypto.randomUUID(), person: { givenName: 'Kim' } })
    const add = async (door: string) => {
      const path = `/api/v1/admin/trainings/${door}/walk-ins`
      return (await given().app.request(path, { method: 'POST', headers, body })).status
    }
    assert.equal(await add(other), 401)
    assert.equal(await add(slug), 200)
    assert.equal((await given().rows('registration', { slug, given_name: 'Kim' })).length, 1)
  })

  const endings: [string, (door: Awaited<ReturnType<typeof atDoor>>) => Promise<unknown>][] = [
    ['signing out', ({ browser }) => browser.send('/admin/sign-out', [])],
    ['ending all sessions', ({ account }) => endOtherSessions(given().context, account.id, '')],
    ['another role', ({ account }) => changeAccount(given().context, account.id, { role: 'auditor' })],
    ['the end of the account', ({ account }) => removeAccount(given().context, account.id)],
  ]
  for (const [what, end] of endings)
    test(`ends with ${what}`, async () => {
      const door = await atDoor()
      await door.browser.open(`/admin/door/${door.slug}`)
      const copied = new Map(door.browser.cookies)
      await end(door)
      door.browser.cookies.clear()
      // Even a cookie that someone has copied is worth nothing then.
      for (const [name, value] of copied) door.browser.cookies.set(name, value)
      assert.equal(await door.checkIn(), 401)
    })

  test('ends with signing out after the session has ended by itself', async () => {
    const door = await atDoor()
    await door.browser.open(`/admin/door/${door.slug}`)
    const copied = new Map(door.browser.cookies)
    door.browser.endSession()
    assert.equal((await door.browser.send('/admin/sign-out', [])).headers.get('location'), '/admin/sign-in?out=1')
    assert.equal(cookieOf(door.browser), undefined)
    for (const [name, value] of copied) if (name.includes('door')) door.browser.cookies.set(name, value)
    assert.equal(await door.checkIn(), 401)
  })

  test('begins half a day before the training, and not for a door that will open some day', async () => {
    const door = await atDoor('door', { signIn: false })
    moveTo(starts - 12 * hourMs - 1)
    await door.browser.signIn(door.account.email)
    await door.browser.open(`/admin/door/${door.slug}`)
    assert.equal(cookieOf(door.browser), undefined)
    moveTo(starts - 12 * hourMs)
    await door.browser.open(`/admin/door/${door.slug}`)
    assert.notEqual(cookieOf(door.browser), undefined)
  })

  test('belongs to one account: the next person at the same door has their own', async () => {
    const first = await atDoor()
    await first.browser.open(`/admin/door/${first.slug}`)
    const mine = first.browser.cookies.get(cookieOf(first.browser) ?? '')
    const second = await atDoor()
    await first.browser.signIn(second.account.email)
    await first.browser.open(`/admin/door/${first.slug}`)
    assert.notEqual(first.browser.cookies.get(cookieOf(first.browser) ?? ''), mine)
    await removeAccount(given().context, first.account.id)
    first.browser.endSession()
    assert.equal(await first.checkIn(), 204)
  })
})
