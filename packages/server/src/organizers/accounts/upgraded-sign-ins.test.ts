import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { openDatabase } from '../../platform/db/database.ts'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/databases/load-fixture.ts'
import { sessionBrowser } from '../../testing/pages/session-browser.ts'
import { passkeyFrom, shownBy } from '../../testing/pages/software-authenticator.ts'
import { dialects, readJson, type TestApp, testApp } from '../../testing/servers/test-app.ts'

/** What the library that was used before stored, and what a browser had of it. */
interface SignIns extends Fixture {
  cookies: [string, string][]
  browser: [string, string][]
  link: string
  code: string
  passkey: object
}

const stored = readFixture('sign-ins-069.json') as SignIns
const [passkey] = stored.tables['auth_passkey'] ?? []
const [owner] = stored.tables['auth_user'] ?? []
const site = { origin: 'https://signup.example', rpId: 'signup.example' }

for (const dialect of dialects)
  describe(`what another library stored of signing in, on ${dialect}`, () => {
    let server: TestApp
    let close: () => Promise<void>
    before(async () => {
      const { url, remove } = await givenFilledDatabase(dialect, stored)
      const db = await openDatabase(url)
      server = await testApp(dialect, { system: { db, authSecret: stored.authSecret } })
      server.clock.now = new Date(stored.now)
      close = async () => {
        await server.close()
        await db.close()
        await remove()
      }
    })
    after(() => close())
    const isIn = async ({ open }: ReturnType<typeof sessionBrowser>) => (await open('/admin/settings')).status === 200

    test('has passkeys that sign in as before', async () => {
      const browser = sessionBrowser(() => server)
      const post = (path: string, body: object) =>
        browser.ask(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      const { challenge } = await readJson(await post('/admin/sign-in/passkey/options', {}))
      const own = passkeyFrom(String(passkey?.['credential_id']), stored.passkey)
      const asked = { challenge, ...site }
      assert.equal((await post('/admin/sign-in/passkey', shownBy(own, asked, { counter: 8 }))).status, 204)
      assert.ok(await isIn(browser))
      const rows = await server.rows('auth_passkey')
      assert.deepEqual(
        rows.map(({ user_id, public_key, counter }) => [user_id, public_key, counter]),
        [[owner?.['id'], passkey?.['public_key'], 8]],
      )
    })

    test('has sessions, links, and challenges that end, and a code that goes on', async () => {
      const former = sessionBrowser(() => server)
      for (const [name, value] of stored.cookies) former.cookies.set(name, value)
      assert.ok(!(await isIn(former)))
      assert.equal((await former.send('/admin/sign-in/link', [['token', stored.link]])).status, 422)
      assert.deepEqual(await server.rows('single_use'), [])
      assert.equal((await server.rows('proof', { subject: 'sign-in' })).length, 1)
      for (const [name, value] of stored.browser) former.cookies.set(name, value)
      const fields: [string, string][] = [
        ['email', String(owner?.['email'])],
        ['code', stored.code],
      ]
      assert.equal((await former.send('/admin/sign-in/code', fields)).status, 303)
      assert.ok(await isIn(former))
    })
  })
