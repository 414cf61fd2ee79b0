import assert from 'node:assert/strict'
import { test } from 'mocha'
import { sendAccountNotices } from '../../../delivery/kinds/account-notices.ts'
import { passkey } from '../../../testing/contract/account-states.ts'
import { browserWith, cookiesIn, signedInAs } from '../../../testing/pages/signed-in.ts'
import { onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'
import { until } from '../../../testing/servers/until.ts'
import { mailing } from '../../../testing/verify.ts'

const minuteMs = 60_000

onBothDatabases(
  'what signs someone in',
  (given) => {
    const codeTo = async (email: string) => {
      const found = () => given().mails.findLast(({ to, subject }) => to === email && /\d{8}/.test(subject))
      await until(() => found() !== undefined)
      return /\d{8}/.exec(found()?.subject ?? '')?.[0] ?? ''
    }
    type Browser = Awaited<ReturnType<typeof signedInAs>>
    /** Sends a form, and opens the address of the page that answers it, if it has one. */
    const send = async ({ headers }: Browser, path: string, body: URLSearchParams, more = '') => {
      const own = { ...headers, cookie: [headers.cookie, more].join('; ') }
      const answer = await given().app.request(`/admin${path}`, { method: 'POST', headers: own, body })
      const to = answer.headers.get('location') ?? ''
      if (!/[?&]answered=/.test(to)) return answer
      const { status, body: page } = await given().app.request(to, { headers: own })
      return new Response(page, { status, headers: answer.headers })
    }
    /** Asks for a code with the form of a page, and returns that form and the browser's cookie. */
    const askForCode = async (browser: Browser, page: Response) => {
      const form = fieldsOf(await page.text())
      given().mails.length = 0
      const asked = await send(browser, '/confirm', form)
      assert.equal(asked.status, 200)
      return { form, own: cookiesIn(asked), code: await codeTo(browser.email) }
    }
    const confirm = async (browser: Browser, page: Response) => {
      const { form, own, code } = await askForCode(browser, page)
      form.set('confirm.code', code)
      return { done: await send(browser, '/confirm/code', form, own), form, own }
    }
    const noticesTo = async (email: string) => {
      given().mails.length = 0
      await sendAccountNotices(given().context)
      return given()
        .mails.filter(({ to }) => to === email)
        .map(({ subject }) => subject)
    }

    test('is not changed by a session alone, on no page and by no route', async () => {
      const browser = await signedInAs(given(), 'owner')
      const other = await passkey(given())
      const account = { email: someone()['email'], name: 'Kit', role: 'owner', reach: 'all' }
      for (const [path, fields] of [
        ['/account/passkeys/options', {}],
        ['/account/passkeys', {}],
        [`/account/passkeys/${other.passkey}/remove`, {}],
        ['/account/sessions/end', { passkeys: '1' }],
        ['/accounts/new', account],
        [`/accounts/${other.id}`, { role: 'owner', name: 'Kit', reach: 'all' }],
        ['/keys', { name: 'Nightly', role: 'owner', reach: 'all', days: '90' }],
      ] as const) {
        const { status, ...response } = await browser.post(path, { ...fields }).then(async (answer) => ({
          status: answer.status,
          text: await answer.text(),
        }))
        assert.equal(status, 403, path)
        assert.match(response.text, /<h1>Confirm that it’s you<\/h1>/, path)
      }
      for (const [method, path, body] of [
        ['POST', '/accounts', { email: account.email, name: 'Kit', role: 'owner' }],
        ['PATCH', `/accounts/${other.id}`, { role: 'owner' }],
        ['POST', '/keys', { name: 'Nightly', role: 'owner', days: 90 }],
        ['DELETE', `/accounts/${other.id}/passkeys/${other.passkey}`],
      ] as const) {
        const answer = await browser.api(method, path, body)
        assert.deepEqual([answer.status, (await readJson(answer)).type], [403, '/problems/not-confirmed'], path)
      }
      assert.equal((await given().admin('GET', `/accounts/${other.id}/sign-ins`)).body.passkeys.length, 1)
    })

    test('is changed for ten minutes after a code, and the form that was sent goes on as it was', async () => {
      const browser = await signedInAs(given(), 'owner')
      const email = someone()['email']
      const fields = { email, name: 'Kit “K” Lee', role: 'auditor', reach: 'all', lang: 'es' }
      const { done, form, own } = await confirm(browser, await browser.post('/accounts/new?lang=en', fields))
      assert.deepEqual([done.status, done.headers.get('location')], [307, '/admin/accounts/new?lang=en'])
      const added = await send(browser, '/accounts/new?lang=en', form, own)
      assert.equal(added.status, 303)
      const { accounts } = (await given().admin('GET', '/accounts?limit=200')).body
      const made = accounts.find((one: { email: string }) => one.email === email)
      assert.deepEqual([made.name, made.role, made.lang], ['Kit “K” Lee', 'auditor', 'es'])
      assert.match(given().mails.findLast(({ to }) => to === email)?.text ?? '', /^Dana Ortiz agregó su cuenta\./m)
      given().clock.now = new Date(given().clock.now.getTime() + 10 * minuteMs)
      assert.equal((await browser.post('/accounts/new', fields)).status, 403)
    })

    test('sends the code as the button is pressed, where a code is the only way', async () => {
      const browser = await signedInAs(given(), 'owner')
      const open = await (await browser.open('/accounts/new')).text()
      const fields = { email: someone()['email'], name: 'Kit', role: 'door', reach: 'all', lang: 'en' }
      const press = async () => {
        given().mails.length = 0
        const sent = new URLSearchParams({ ...fields, 'page-mark': markIn(open) })
        return send(browser, '/accounts/new', sent)
      }
      const asked = await press()
      const own = cookiesIn(asked)
      const page = await asked.text()
      assert.equal(asked.status, 403)
      assert.match(
        page,
        /<h1>Confirm that it’s you<\/h1>[^]*What you entered is kept[^]*on its way[^]*name="confirm\.code"/,
      )
      const form = fieldsOf(page, 'stack')
      form.set('confirm.code', await codeTo(browser.email))
      assert.equal((await send(browser, '/confirm/code', form, own)).status, 307)
      given().clock.now = new Date(given().clock.now.getTime() + 10 * minuteMs)
      // Someone with a passkey chooses; nothing is emailed before.
      const other = await passkey(given())
      await given().context.db.transaction((tx) =>
        tx.updateTable('auth_passkey').set({ user_id: browser.id }).where('id', '=', other.passkey).execute(),
      )
      assert.match(await (await press()).text(), /data-use-passkey/)
      assert.deepEqual(
        given().mails.filter(({ to }) => to === browser.email),
        [],
      )
    })

    test('takes no code of another browser, of another use, or a second time', async () => {
      const browser = await signedInAs(given(), 'owner')
      const page = await browser.open('/confirm?to=/account')
      const { form, own, code } = await askForCode(browser, page)
      form.set('confirm.code', code)
      assert.equal((await send(browser, '/confirm/code', form)).status, 422, 'another browser')
      const sent = { email: browser.email, code }
      const signIn = { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', cookie: own } }
      const signedIn = await given().app.request('/admin/sign-in/code', { ...signIn, body: new URLSearchParams(sent) })
      assert.equal(signedIn.status, 422, 'another use')
      const done = await send(browser, '/confirm/code', form, own)
      assert.deepEqual([done.status, done.headers.get('location')], [303, '/admin/account'])
      // Not as the same press once more, which leads to the same page.
      form.delete('page-mark')
      assert.equal((await send(browser, '/confirm/code', form, own)).status, 422, 'a second time')
      // Another session of the same account is not confirmed by it.
      const elsewhere = await browserWith(given(), browser.email)
      assert.equal((await elsewhere.post('/account/passkeys/options')).status, 403)
      assert.equal((await browser.post('/account/passkeys/options')).status, 200)
    })

    test('leads on to own pages only', async () => {
      const browser = await signedInAs(given(), 'owner')
      for (const to of ['//evil.example', 'https://evil.example/', '/../t/first']) {
        const { done } = await confirm(browser, await browser.open(`/confirm?to=${encodeURIComponent(to)}`))
        const { origin, pathname } = new URL(done.headers.get('location') ?? '', 'https://signup.example')
        assert.equal(origin, 'https://signup.example', to)
        assert.match(pathname, /^\/admin(\/|$)/, to)
      }
    })

    test('is left as it is by the way back, which leads to the page that asked', async () => {
      const browser = await signedInAs(given(), 'owner')
      const page = await (await browser.open('/keys?lang=en')).text()
      const fields = new URLSearchParams({
        name: 'Nightly',
        role: 'owner',
        reach: 'all',
        days: '90',
        'page-mark': markIn(page),
      })
      const asked = await send(browser, '/keys', fields)
      assert.match(await asked.text(), /<a class="button quiet" href="\/admin\/keys\?lang=en">Never mind, go back<\/a>/)
    })

    test('is told to the account, and a new owner to all others', async () => {
      const owner = await signedInAs(given(), 'owner')
      const dana = await signedInAs(given(), 'organizer')
      const more = await browserWith(given(), dana.email)
      await noticesTo(dana.email)
      const own = await passkey(given())
      await given().context.db.transaction((tx) =>
        tx.updateTable('auth_passkey').set({ user_id: dana.id }).where('id', '=', own.passkey).execute(),
      )
      const { done } = await confirm(dana, await dana.open('/confirm'))
      assert.equal(done.status, 303)
      assert.equal((await dana.api('POST', '/keys', { name: 'Nightly', role: 'organizer', days: 9 })).status, 201)
      assert.match(await (await dana.open('/account/sessions/end')).text(), /name="passkeys" value="1"/)
      assert.equal((await dana.post('/account/sessions/end', { passkeys: '1' })).status, 303)
      assert.equal((await more.open('/account')).status, 303)
      const [key] = (await given().admin('GET', '/keys?limit=200')).body.keys
      await given().admin('DELETE', `/keys/${key.id}`)
      assert.deepEqual(await noticesTo(dana.email), [
        'An API key was made in your name',
        'Your account was signed out everywhere else',
        'A passkey was removed from your account',
        'An API key of yours was ended',
      ])
      const ofKey = given().mails.find(({ subject }) => subject === 'An API key was made in your name')
      assert.match(ofKey?.text ?? '', /end the key[^]*\/admin\/keys\s/)
      await given().admin('PATCH', `/accounts/${dana.id}`, { role: 'owner' })
      given().mails.length = 0
      await sendAccountNotices(given().context)
      const sent = given().mails.map(({ to, subject }) => `${to}: ${subject}`)
      assert.ok(sent.includes(`${dana.email}: What your account can do was changed`))
      assert.ok(sent.includes(`${owner.email}: There’s a new owner`))
      assert.ok(!sent.includes(`${dana.email}: There’s a new owner`))
      assert.match(given().mails.find(({ to }) => to === owner.email)?.text ?? '', new RegExp(dana.email))
      const name = await given().admin('PATCH', `/accounts/${dana.id}`, { name: 'Dana O.' })
      assert.equal(name.status, 200)
      assert.deepEqual(await noticesTo(dana.email), [])
    })

    test('is told later where the mail server failed, and once', async () => {
      const { id, email } = await signedInAs(given(), 'door')
      await noticesTo(email)
      await given().admin('PATCH', `/accounts/${id}`, { role: 'auditor' })
      const sendMail = async () => {
        throw new Error('down')
      }
      await sendAccountNotices({ ...given().context, sendMail })
      assert.deepEqual(await noticesTo(email), [])
      given().clock.now = new Date(given().clock.now.getTime() + 2 * minuteMs)
      await Promise.all([1, 2, 3].map(() => sendAccountNotices(given().context)))
      assert.equal(given().mails.filter(({ to }) => to === email).length, 1)
    })
  },
  mailing,
)

const markIn = (page: string) => /name="page-mark" value="([^"]*)"/.exec(page)?.[1] ?? ''

/** The hidden fields of the first form of a page that looks like this. */
function fieldsOf(text: string, look = 'card'): URLSearchParams {
  const [form = ''] = new RegExp(`<form class="${look}"[^]*?</form>`).exec(text) ?? []
  const plain = (value: string) => value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const found = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  const fields = new URLSearchParams()
  for (const [, name = '', value = ''] of found) fields.append(plain(name), plain(value))
  return fields
}

onBothDatabases('on a server without email, what signs someone in', (given) => {
  test('is changed right after signing in with the operator’s link', async () => {
    const { context } = given()
    // As a server without a mail server has it.
    Object.assign(context, { sendMail: undefined })
    const browser = await signedInAs(given(), 'owner')
    assert.equal((await browser.post('/account/passkeys/options')).status, 200)
    given().clock.now = new Date(given().clock.now.getTime() + 10 * minuteMs)
    const page = await (await browser.open('/confirm?to=/account')).text()
    assert.match(page, /can’t email a code[^]*organizer add/)
    assert.equal((await browser.post('/account/passkeys/options')).status, 403)
  })
})
