import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'mocha'
import { cookiesIn } from '../../../testing/pages/signed-in.ts'
import { adminToken, onBothDatabases } from '../../../testing/servers/test-app.ts'
import { until } from '../../../testing/servers/until.ts'
import { mailing } from '../../../testing/verify.ts'

onBothDatabases(
  'failing to sign in',
  (given) => {
    const from = (address: string) => ({ incoming: { socket: { remoteAddress: address } } })
    const tryCode = (address: string) =>
      given().app.request(
        '/admin/sign-in/code',
        {
          method: 'POST',
          headers: { 'sec-fetch-site': 'same-origin' },
          body: new URLSearchParams({ email: 'dana@example.org', code: '271828' }),
        },
        from(address),
      )

    test('makes its sender wait after ten times, on a page, and no one else', async () => {
      for (let i = 0; i < 10; i++) assert.equal((await tryCode('198.51.100.7')).status, 422)
      const refused = await tryCode('198.51.100.7')
      assert.equal(refused.status, 429)
      assert.ok(Number(refused.headers.get('retry-after')) > 0)
      assert.match(await refused.text(), /<h1>Too many requests<\/h1>/)
      assert.equal((await tryCode('198.51.100.8')).status, 422)
      assert.ok(!given().logged.join('').includes('271828'))
      assert.ok(given().logged.some((line) => line.includes('someone could not sign in')))
    })

    test('keeps no one from a code who has signed in here before, and few networks keep no one', async () => {
      const email = 'pat@example.org'
      await given().admin('POST', '/accounts', { email, name: 'Pat Lee', role: 'owner' })
      given().mails.length = 0
      const post = (path: string, fields: Record<string, string>, address: string, cookie = '') => {
        const headers = { 'sec-fetch-site': 'same-origin', cookie }
        const body = new URLSearchParams({ email, ...fields })
        return given().app.request(`/admin${path}`, { method: 'POST', headers, body }, from(address))
      }
      const codes = () => given().mails.filter(({ to }) => to === email)
      const isSent = async (count: number) => {
        await until(() => codes().length >= count)
        await delay(20)
        return codes().length === count
      }
      const asked = cookiesIn(await post('/sign-in', {}, '192.0.2.20'))
      assert.ok(await isSent(1))
      const code = /\d{8}/.exec(codes()[0]?.subject ?? '')?.[0] ?? ''
      const known = cookiesIn(await post('/sign-in/code', { code }, '192.0.2.20', asked)).replace(/;.*/, '')
      assert.match(known, /^__Host-organizer-browser=/)
      for (let i = 0; i < 20; i++) await post('/sign-in', {}, '192.0.2.66')
      assert.ok(await isSent(6))
      await post('/sign-in', {}, '192.0.2.21')
      assert.ok(await isSent(7))
      for (let i = 0; i < 60; i++) await post('/sign-in', {}, `198.18.${i}.1`)
      assert.ok(await isSent(30))
      await post('/sign-in', {}, '192.0.2.20', known)
      assert.ok(await isSent(31))
      await post('/sign-in', {}, '192.0.2.20', known.replace(/\..*/, ''))
      assert.ok(await isSent(31))
    })

    test('is not to have signed in yet', async () => {
      for (let i = 0; i < 20; i++) {
        const page = await given().app.request('/admin/settings', {}, from('198.51.100.9'))
        assert.equal(page.status, 303)
      }
      const api = () =>
        given().app.request('/api/v1/admin/partners', { headers: { authorization: 'Bearer x' } }, from('198.51.100.9'))
      for (let i = 0; i < 10; i++) assert.equal((await api()).status, 401)
      assert.equal((await api()).status, 429)
      const right = { headers: { authorization: `Bearer ${adminToken}` } }
      assert.equal((await given().app.request('/admin/settings', right, from('198.51.100.9'))).status, 200)
    })
  },
  { environment: { ...mailing.environment, RATE_LIMITS: 'on', TRUSTED_PROXIES: '192.0.2.1' } },
)

onBothDatabases(
  'asking for a code behind a proxy that is not named',
  (given) => {
    test('is counted for all visitors together, so that one of them fills neither a mailbox nor the disk', async () => {
      const email = 'lou@example.org'
      await given().admin('POST', '/accounts', { email, name: 'Lou Lee', role: 'owner' })
      given().mails.length = 0
      const post = (address: string) => {
        const headers = { 'sec-fetch-site': 'same-origin' }
        // A proxy that is not named.
        return given().app.request(
          '/admin/sign-in',
          { method: 'POST', headers, body: new URLSearchParams({ email: address }) },
          { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
        )
      }
      for (let i = 0; i < 20; i++) assert.equal((await post(email)).status, 200)
      let made = 0
      while (made < 200 && (await post(`someone${made}@example.org`)).status === 200) made += 1
      assert.equal(made, 80)
      // Each request that may have a code gets one, for unknown addresses, too.
      const codes = given().context.db.reader.selectFrom('proof').select('id').where('subject', '=', 'sign-in')
      const sent = () => given().mails.filter(({ to }) => to === email).length
      await until(async () => (await codes.execute()).length >= made + 5 && sent() >= 5)
      assert.deepEqual([(await codes.execute()).length, sent()], [made + 5, 5])
    })
  },
  { environment: { ...mailing.environment, RATE_LIMITS: 'links=10' } },
)
