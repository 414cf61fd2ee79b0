import assert from 'node:assert/strict'
import { test } from 'mocha'
import { valueOf } from '../../testing/pages/organizer-pages.ts'
import { cookiesIn } from '../../testing/pages/signed-in.ts'
import { adminToken, onBothDatabases, readJson, type TestApp } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { mailing } from '../../testing/verify.ts'
import { addAccount, changeAccount, removeAccount } from '../accounts/accounts.ts'
import { makeSignInLink } from '../accounts/sign-in-link.ts'
import { ownPath } from './accounts/own-path.ts'

const minuteMs = 60_000
let addresses = 0
const newAddress = () => `dana${(addresses += 1)}@example.org`

onBothDatabases(
  'signing in',
  (given) => {
    const goOn = (ms: number) => {
      given().clock.now = new Date(given().clock.now.getTime() + ms)
    }
    const ask = async (path: string, init: RequestInit = {}) => given().app.request(`/admin${path}`, init)
    /** The cookie that names the browser in which the last code was asked for. */
    let browser = ''
    const send = async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) => {
      const response = await ask(path, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin', cookie: browser, ...headers },
        body: new URLSearchParams(fields),
      })
      if (path === '/sign-in') browser = cookiesIn(response)
      return response
    }
    const open = (path: string, cookie: string) => ask(path, { headers: { cookie } })
    const account = (email = newAddress(), running: TestApp = given()) =>
      addAccount(running.context, {
        email,
        name: 'Dana Ortiz',
        role: 'owner',
        trainings: 'all',
        agency: null,
        partner: null,
        lang: 'en',
      })
    /** The code is sent in the background. */
    const codeFor = async (email: string): Promise<string> => {
      const code = () => /\b\d{8}\b/.exec(given().mails.findLast(({ to }) => to === email)?.subject ?? '')?.[0]
      await until(() => code() !== undefined)
      return code() ?? assert.fail('no code was sent')
    }
    const signIn = async (email: string) => {
      await send('/sign-in', { email })
      const response = await send('/sign-in/code', { email, code: await codeFor(email) })
      assert.equal(response.status, 303)
      return cookiesIn(response)
    }
    const isIn = async (cookie: string) => (await open('/settings', cookie)).status === 200

    test('takes a code from an email, once, and leads to the page that was asked for', async () => {
      const { email } = await account()
      const asked = await send('/sign-in', { email: email.toUpperCase(), to: '/admin/settings?lang=es' })
      assert.equal(asked.status, 200)
      const code = await codeFor(email)
      const done = await send('/sign-in/code', { email, code, to: '/admin/settings?lang=es' })
      assert.equal(done.headers.get('location'), '/admin/settings?lang=es')
      const cookie = done.headers.getSetCookie().find((one) => one.includes('session_token')) ?? ''
      assert.match(cookie, /^__Host-organizer\.session_token=/)
      for (const part of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/'])
        assert.match(cookie, new RegExp(`; ${part}(;|$)`))
      assert.ok(await isIn(cookiesIn(done)))
      assert.equal((await open('/sign-in', cookiesIn(done))).headers.get('location'), '/admin')
      assert.equal((await send('/sign-in/code', { email, code })).status, 422)
    })

    test('calls what no browser sends malformed, and logs no failure', async () => {
      const before = given().logged.length
      const codes = { email: 'dana\0@example.org', code: '123456' }
      for (const answer of [
        await send('/sign-in/code', codes),
        await send('/sign-in', {}, { 'content-type': 'multipart/form-data; boundary=none' }),
        await ask('/messages?training=%00', { headers: { authorization: `Bearer ${adminToken}` } }),
        await ask('/registrations/%00', { headers: { authorization: `Bearer ${adminToken}` } }),
      ])
        assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status))
      assert.deepEqual(
        given()
          .logged.slice(before)
          .filter((line) => line.includes('"level":50')),
        [],
      )
    })

    test('stores no code, and no log has one', async () => {
      const { email } = await account()
      await send('/sign-in', { email })
      const code = await codeFor(email)
      await send('/sign-in/code', { email, code: '000000' })
      const rows = await given().context.db.reader.selectFrom('proof').selectAll().execute()
      assert.ok(rows.length > 0)
      assert.ok(!JSON.stringify(rows).includes(code))
      assert.ok(!given().logged.join('').includes(code))
      assert.ok(!given().logged.join('').includes('000000'))
    })

    test('answers an unknown address as a known one, and sends it nothing', async () => {
      const { email } = await account()
      const stranger = newAddress()
      const strip = async (response: Response, own: string) => (await response.text()).replaceAll(own, 'ADDRESS')
      const waiting = async () => {
        const codes = given().context.db.reader.selectFrom('proof').select('id')
        return (await codes.where('subject', '=', 'sign-in').execute()).length
      }
      const before = await waiting()
      const known = await send('/sign-in', { email })
      const unknown = await send('/sign-in', { email: stranger })
      assert.equal(unknown.status, known.status)
      assert.equal(await strip(unknown, stranger), await strip(known, email))
      await codeFor(email)
      // Trying one takes as long, because there is a code for it, too.
      await until(async () => (await waiting()) >= before + 2)
      assert.equal(await waiting(), before + 2)
      const wrong = await send('/sign-in/code', { email, code: '000000' })
      const wrongHere = await send('/sign-in/code', { email: stranger, code: '000000' })
      assert.equal(wrongHere.status, wrong.status)
      assert.equal(await strip(wrongHere, stranger), await strip(wrong, email))
      assert.ok(!given().mails.some(({ to }) => to === stranger))
    })

    test('ends a code after three wrong tries, and after ten minutes', async () => {
      const { email } = await account()
      await send('/sign-in', { email })
      const code = await codeFor(email)
      for (let i = 0; i < 3; i++) await send('/sign-in/code', { email, code: '000000' })
      assert.equal((await send('/sign-in/code', { email, code })).status, 422)
      const { email: late } = await account()
      await send('/sign-in', { email: late })
      const lateCode = await codeFor(late)
      goOn(10 * minuteMs + 1)
      assert.equal((await send('/sign-in/code', { email: late, code: lateCode })).status, 422)
    })

    test('lets no one end, replace, or use a code that another browser asked for', async () => {
      const { email } = await account()
      await send('/sign-in', { email })
      const [own, code] = [browser, await codeFor(email)]
      given().mails.length = 0
      browser = ''
      for (let i = 0; i < 4; i++) await send('/sign-in/code', { email, code: '00000000' })
      await send('/sign-in', { email })
      const strangers = await codeFor(email)
      for (let i = 0; i < 3; i++) await send('/sign-in/code', { email, code: '00000000' })
      assert.equal((await send('/sign-in/code', { email, code })).status, 422)
      assert.equal((await send('/sign-in/code', { email, code: strangers }, { cookie: own })).status, 422)
      assert.equal((await send('/sign-in/code', { email, code }, { cookie: own })).status, 303)
    })

    test('ends a session half an hour after its last use, and 12 hours after it began', async () => {
      const { email } = await account()
      const idle = await signIn(email)
      goOn(29 * minuteMs)
      assert.ok(await isIn(idle))
      goOn(31 * minuteMs)
      assert.ok(!(await isIn(idle)))
      given().mails.length = 0
      const left = await signIn(email)
      for (let times = 0; times < 3; times++) {
        const headers = { cookie: left, 'sec-fetch-dest': 'empty' }
        assert.equal((await ask('/settings', { headers })).status, 200)
        goOn(11 * minuteMs)
      }
      assert.ok(!(await isIn(left)), 'a page that asks by itself is no use')
      given().mails.length = 0
      const pressing = await signIn(email)
      for (let times = 0; times < 3; times++) {
        goOn(29 * minuteMs)
        const sent = await send('/account', { name: 'Dana Ortiz' }, { cookie: pressing, 'sec-fetch-dest': 'empty' })
        assert.equal(sent.status, 303, 'a page that sends what someone pressed is')
      }
      given().mails.length = 0
      const used = await signIn(email)
      for (let hour = 0; hour < 24; hour++) {
        goOn(29 * minuteMs)
        assert.ok(await isIn(used), `after ${hour} half hours`)
      }
      goOn(25 * minuteMs)
      assert.ok(!(await isIn(used)))
    })

    test('ends the session that the browser had before, however it signs in', async () => {
      const { email } = await account()
      const first = await signIn(email)
      given().mails.length = 0
      await send('/sign-in', { email })
      const own = browser
      const fields = { email, code: await codeFor(email) }
      const second = cookiesIn(await send('/sign-in/code', fields, { cookie: `${own}; ${first}` }))
      assert.deepEqual([await isIn(first), await isIn(second)], [false, true])
      const token = new URL(await makeSignInLink(given().context, email)).searchParams.get('token') ?? ''
      const third = cookiesIn(await send('/sign-in/link', { token }, { cookie: second }))
      assert.deepEqual([await isIn(second), await isIn(third)], [false, true])
      await send('/sign-in/link', { token }, { cookie: third })
      assert.ok(await isIn(third), 'a link that no longer works ends nothing')
    })

    test('ends with signing out, another role, and the account', async () => {
      const { email, id } = await account()
      await account()
      const here = await signIn(email)
      const out = await send('/sign-out', {}, { cookie: here })
      assert.equal(out.headers.get('location'), '/admin/sign-in?out=1')
      assert.match(out.headers.getSetCookie()[0] ?? '', /session_token=;.*Max-Age=0/)
      assert.ok(!(await isIn(here)))
      given().mails.length = 0
      const before = await signIn(email)
      await changeAccount(given().context, id, { role: 'auditor' })
      assert.ok(!(await isIn(before)))
      given().mails.length = 0
      const after = await signIn(email)
      await removeAccount(given().context, id)
      assert.ok(!(await isIn(after)))
    })

    test('takes no change from another site, neither as a form nor as JSON', async () => {
      const { email } = await account()
      const cookie = await signIn(email)
      const post = async (path: string, ...from: [string, string][]) => {
        const headers = new Headers([['cookie', cookie], ['content-type', 'application/json'], ...from])
        return (await given().app.request(path, { method: 'POST', headers, body: '{}' })).status
      }
      const foreign: [string, string][][] = [
        [['sec-fetch-site', 'cross-site']],
        [['sec-fetch-site', 'same-site']],
        [['origin', 'https://evil.example']],
        [],
      ]
      for (const from of foreign) {
        assert.equal(await post('/api/v1/admin/partners', ...from), 403, JSON.stringify(from))
        assert.equal(await post('/admin/sign-out', ...from), 403, JSON.stringify(from))
      }
      assert.equal(await post('/api/v1/admin/partners', ['sec-fetch-site', 'same-origin']), 422)
      assert.equal(await post('/api/v1/admin/partners', ['origin', 'https://signup.example']), 422)
      const read = await given().app.request('/api/v1/admin/partners', { headers: { cookie } })
      assert.equal(read.status, 200)
      assert.ok(await isIn(cookie))
    })

    test('works once with a link that was printed, and its page does nothing', async () => {
      const { email } = await account()
      const link = new URL(await makeSignInLink(given().context, email))
      const token = link.searchParams.get('token') ?? ''
      for (let i = 0; i < 2; i++) {
        const page = await given().app.request(`${link.pathname}${link.search}`)
        assert.equal(page.status, 200)
        assert.deepEqual(page.headers.getSetCookie(), [])
      }
      const done = await send('/sign-in/link', { token })
      assert.equal(done.headers.get('location'), '/admin')
      assert.ok(await isIn(cookiesIn(done)))
      assert.equal((await send('/sign-in/link', { token })).status, 422)
      goOn(0)
      const late = new URL(await makeSignInLink(given().context, email)).searchParams.get('token') ?? ''
      goOn(24 * 60 * minuteMs + 1)
      assert.equal((await send('/sign-in/link', { token: late })).status, 422)
    })

    test('lets people give themselves a name that is one line of plain text', async () => {
      const { email, id } = await account()
      const cookie = await signIn(email)
      const stored = async () => (await given().admin('GET', `/accounts/${id}`)).body.name
      // A page in another window is older than what was saved since.
      const older = valueOf(await (await open('/account', cookie)).text(), '_base')
      const save = async (name: string) => (await send('/account', { name, _base: older }, { cookie })).status
      for (const name of ['', 'Dana\u202EzitrO', 'Dana\nfrom the bank', 'Dana\0']) assert.equal(await save(name), 422)
      assert.equal(await stored(), 'Dana Ortiz')
      assert.deepEqual([await save('Dana Ruiz'), await save('Dana Ortiz'), await save('Dana')], [303, 303, 409])
      assert.equal(await stored(), 'Dana Ruiz')
    })

    test('lets people decide about their own account through the API, and about no other', async () => {
      const input = { email: newAddress(), name: 'Door Team', role: 'door' }
      const { id, email } = (await given().admin('POST', '/accounts', input)).body
      const token = new URL(await makeSignInLink(given().context, email)).searchParams.get('token') ?? ''
      const [first, second] = [await signIn(email), cookiesIn(await send('/sign-in/link', { token }))]
      const api = async (method: string, path: string, body?: object) => {
        const headers = { cookie: second, 'sec-fetch-site': 'same-origin' }
        const response = await given().send(method, `/api/v1/admin/accounts/${path}`, body, headers)
        return { status: response.status, body: response.status === 200 ? await readJson(response) : undefined }
      }
      const changed = await api('PATCH', `${id}/profile`, { name: 'Dana', lang: 'es' })
      assert.deepEqual([changed.body.name, changed.body.lang, changed.body.role], ['Dana', 'es', 'door'])
      const { sessions, passkeys } = (await api('GET', `${id}/sign-ins`)).body
      assert.deepEqual([sessions.length, passkeys.length], [2, 0])
      assert.equal(sessions.filter(({ isCurrent }: { isCurrent: boolean }) => isCurrent).length, 1)
      assert.equal((await api('DELETE', `${id}/sessions`)).status, 204)
      assert.deepEqual([await isIn(first), await isIn(second)], [false, true])
      assert.equal((await api('DELETE', `${id}/passkeys/${id}`)).status, 403, 'a session alone removes no passkey')
      const other = (await account()).id
      for (const [method, path] of [['GET', 'sign-ins'] as const, ['DELETE', 'sessions'] as const])
        assert.equal((await api(method, `${other}/${path}`)).status, 404)
    })

    test('leads back only to own pages', () => {
      for (const [to, lead] of [
        ['/admin/settings?a=1', '/admin/settings?a=1'],
        ['/admin', '/admin'],
        ['//evil.example/admin', '/admin'],
        ['https://evil.example/admin/x', '/admin'],
        ['/admin/../t/first', '/admin'],
        ['/administer', '/admin'],
        ['/admin/sign-in', '/admin'],
        ['\\\\evil.example', '/admin'],
        ['', '/admin'],
      ] as const)
        assert.equal(ownPath(to), lead, to)
    })

    test('asks once more for a page that another site leads to: the browser keeps the cookie back', async () => {
      const page = await ask('/settings', { headers: { 'sec-fetch-site': 'cross-site' } })
      assert.equal(page.status, 200)
      assert.equal(page.headers.get('refresh'), '0')
    })
  },
  mailing,
)
