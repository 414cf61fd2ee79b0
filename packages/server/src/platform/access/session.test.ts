import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'mocha'
import { removeAccount } from '../../organizers/accounts/accounts.ts'
import { endOtherSessions } from '../../organizers/accounts/own-account.ts'
import { makeSignInLink } from '../../organizers/accounts/sign-in-link.ts'
import { addOwner, sessionBrowser } from '../../testing/pages/session-browser.ts'
import { onBothDatabases, testApp } from '../../testing/servers/test-app.ts'
import { openDatabase } from '../db/database.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const name = '__Host-organizer.session_token'

onBothDatabases('a session', (given) => {
  const signIn = async () => {
    const owner = await addOwner(given())
    const browser = sessionBrowser(given)
    await browser.signIn(owner.email)
    const rows = () => given().rows('auth_session', { user_id: owner.id })
    return { owner, browser, rows, token: browser.cookies.get(name) ?? '' }
  }
  const isIn = async ({ open }: Pick<ReturnType<typeof sessionBrowser>, 'open'>) =>
    (await open('/admin/settings')).status === 200

  test('is stored as a hash, which lets no one in', async () => {
    const { browser, rows, token } = await signIn()
    const [row] = await rows()
    assert.match(token, /^[\w-]{43}$/)
    assert.equal(row?.token_hash, createHash('sha256').update(token).digest('base64url'))
    const stored = JSON.stringify(await rows())
    assert.ok(!stored.includes(token) && !given().logged.join('').includes(token))
    assert.ok(await isIn(browser))
    for (const wrong of [row?.token_hash, row?.id, '', `${token}.`, ` ${token}x`, '%00', 'x'.repeat(5000)]) {
      browser.cookies.set(name, wrong ?? '')
      assert.ok(!(await isIn(browser)), wrong)
    }
  })

  test('keeps its cookie from scripts and other sites, for as long as it lasts', async () => {
    const { browser } = await signIn()
    const attributes =
      /^__Host-organizer\.session_token=[\w-]{43}; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Strict$/
    const set = async () => (await browser.open('/admin/settings')).headers.getSetCookie()
    assert.deepEqual(await set(), [])
    given().clock.later({ minutes: 1 })
    const [cookie, ...others] = await set()
    assert.match(cookie ?? '', attributes)
    assert.deepEqual(others, [])
    assert.deepEqual(await set(), [], 'once a minute is enough')
    given().clock.later({ minutes: 1 })
    assert.match((await browser.open('/admin/sign-in')).headers.getSetCookie().join(), attributes)
    given().clock.later({ minutes: 1 })
    const out = await browser.send('/admin/sign-out', [])
    assert.deepEqual(out.headers.getSetCookie(), [`${name}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`])
  })

  test('is over a half hour after its use and half a day after it began, in the database, too', async () => {
    const { browser, rows } = await signIn()
    const began = given().clock.now.getTime()
    const left = async () => Date.parse((await rows())[0]?.expires_at ?? '') - given().clock.now.getTime()
    assert.equal(await left(), 30 * minuteMs)
    while (given().clock.now.getTime() < began + 11.75 * hourMs) {
      given().clock.later({ minutes: 15 })
      assert.ok(await isIn(browser))
    }
    assert.equal(await left(), 15 * minuteMs)
    given().clock.later({ minutes: 15, ms: -1 })
    assert.ok(await isIn(browser))
    given().clock.later({ ms: 1 })
    assert.ok(!(await isIn(browser)))
  })

  test('has a new token and id at each sign-in, never one that the browser brought', async () => {
    const { owner, browser, rows, token } = await signIn()
    const [first] = await rows()
    const copy = sessionBrowser(given)
    copy.cookies.set(name, token)
    await browser.signIn(owner.email)
    const [second, ...others] = await rows()
    assert.deepEqual(others, [])
    assert.ok(second && first && second.id !== first.id && second.token_hash !== first.token_hash)
    assert.deepEqual([await isIn(browser), await isIn(copy)], [true, false])
    const planted = sessionBrowser(given)
    planted.cookies.set(name, 'a'.repeat(43))
    await planted.signIn(owner.email)
    assert.notEqual(planted.cookies.get(name), 'a'.repeat(43))
  })

  test('ends on every server in the same moment', async () => {
    const db = await openDatabase(given().environment.DATABASE_URL)
    const other = await testApp(db.name, { system: { db } })
    try {
      other.clock.now = given().clock.now
      for (const end of ['sign-out', 'elsewhere', 'account'] as const) {
        const { owner, browser } = await signIn()
        const there = sessionBrowser(() => other)
        for (const [key, value] of browser.cookies) there.cookies.set(key, value)
        assert.deepEqual([await isIn(browser), await isIn(there)], [true, true])
        if (end === 'sign-out') await browser.send('/admin/sign-out', [])
        else if (end === 'elsewhere') await endOtherSessions(given().context, owner.id, '')
        else await addOwner(given()).then(() => removeAccount(given().context, owner.id))
        assert.ok(!(await isIn(there)), end)
      }
    } finally {
      await other.close()
      await db.close()
    }
  })

  test('remembers the beginning of what a browser says that it is', async () => {
    const owner = await addOwner(given())
    const browser = sessionBrowser(given)
    const agent = `Firefox ${'x'.repeat(5000)}`
    const token = new URL(await makeSignInLink(given().context, owner.email)).searchParams.get('token') ?? ''
    await browser.send('/admin/sign-in/link', [['token', token]], { 'user-agent': agent })
    const own = await given().row('auth_session', { user_id: owner.id })
    assert.equal(own.user_agent, agent.slice(0, 500))
  })
})
