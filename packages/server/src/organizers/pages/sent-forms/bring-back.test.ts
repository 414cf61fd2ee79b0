import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import { test } from 'mocha'
import type { Tables } from '../../../platform/db/schema.ts'
import { contractServer } from '../../../testing/contract/states.ts'
import { formStates } from '../../../testing/pages/form-states.ts'
import { pageRules } from '../../../testing/pages/page-access-rules.ts'
import { otherForms } from '../../../testing/pages/saving-forms.ts'
import { addOwner, sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { type ShownForm, shownForms } from '../../../testing/pages/shown-forms.ts'
import { onBothDatabases, type TestApp } from '../../../testing/servers/test-app.ts'
import { markName } from './form-mark.ts'

/** What reading a page or signing in may write. */
const passing = /^(auth_|audit|kept_form|form_press|heartbeat)/

async function stored({ context: { db } }: TestApp): Promise<string> {
  const tables = (await db.reader.introspection.getTables()).map(({ name }) => name).filter((one) => !passing.test(one))
  const rows = []
  for (const table of tables.toSorted())
    rows.push(
      await db.reader
        .selectFrom(table as keyof Tables)
        .selectAll()
        .execute(),
    )
  return JSON.stringify(rows)
}

const fieldOf = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
const withoutMark = (form: ShownForm) => form.sent().filter(([name]) => name !== markName)
const fillPath = (path: string, named: Record<string, string>) =>
  path.replaceAll(/:(\w+)/g, (whole, part: string) => named[part] ?? whole)

/** Returns how far two paths are the same. */
function sharedLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

/**
 * No form on a page of these sends them: what a script sends, what ends a session itself, and the code on the answer to
 * another form, which has a test of its own. A kiosk ends the session, and has none.
 */
const without = new Set([
  '/confirm/code',
  '/confirm/passkey',
  '/confirm/passkey/options',
  '/sign-out',
  '/session',
  '/door/:slug/kiosk',
  '/door/:slug/kiosk/check-in',
  '/account/passkeys',
  '/account/passkeys/options',
])
const actions = Object.keys(pageRules)
  .flatMap((name) => (name.startsWith('POST ') ? name.slice('POST '.length) : []))
  .filter((name) => !without.has(name))

/** What a form shows in its fields, it writes back over what a colleague has saved since. */
const showsNothingStored = new Set([...otherForms.adds, ...otherForms.acts])

interface Sent {
  owner: { email: string }
  browser: ReturnType<typeof sessionBrowser>
  page: string
  path: string
  form: ShownForm
  /** The form that is sent when the session has ended, if it is another one. */
  through?: { path: string; form: ShownForm }
}

onBothDatabases(
  'a form that was sent after its session ended',
  (given) => {
    const goOn = (ms: number) => {
      given().clock.now = new Date(given().clock.now.getTime() + ms)
    }

    /** Someone with two sessions, of which one is used. */
    const signInTwice = async () => {
      const owner = await addOwner(given())
      const browser = sessionBrowser(given)
      await sessionBrowser(given).signIn(owner.email)
      await browser.signIn(owner.email)
      return { owner, browser }
    }

    /**
     * Looks for a form on every page that the same things name. Most stand on one whose address
     * begins like the form's, so those are opened first.
     */
    async function findForm(open: (path: string) => Promise<Response>, path: string, named: Record<string, string>) {
      const pages = Object.keys(pageRules).flatMap((rule) => {
        const [method = '', pattern = ''] = rule.split(' ')
        const own = `/admin${fillPath(pattern, named)}`.replace(/\/$/, '') + (named['query'] ?? '')
        return method === 'GET' ? [named['page'] ?? own] : []
      })
      const nearest = pages.toSorted((one, other) => sharedLength(other, path) - sharedLength(one, path))
      for (const page of new Set(nearest)) {
        if (page.includes(':')) continue
        const response = await open(page)
        if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html')) continue
        const form = shownForms(await response.text(), page).find(({ paths }) => paths.includes(path))
        if (form) return { page, form }
      }
      return assert.fail(`no form sends to ${path}`)
    }

    /** Sends a form after the session has ended, signs in, and compares the form that comes back. */
    async function bringsBack({ owner, browser, page, path, form, through = { path, form } }: Sent) {
      const before = await stored(given())
      browser.endSession()
      const asked = await browser.send(through.path, through.form.sent())
      assert.equal(asked.status, 401)
      const carried = fieldOf(await asked.text(), 'carried')
      await browser.signIn(owner.email)
      const resumed = await browser.send('/admin/sign-in/resume', [['carried', carried]])
      assert.equal(resumed.status, 303)
      const back = await browser.open(resumed.headers.get('location') ?? '', { 'accept-encoding': 'gzip' })
      assert.deepEqual([back.status, back.headers.get('content-encoding')], [200, 'gzip'])
      const text = gunzipSync(await back.arrayBuffer()).toString('utf8')
      const brought = shownForms(text, page).find(({ paths }) => paths.includes(path))
      assert.ok(brought, `the page shows no form for ${path}`)
      assert.deepEqual(withoutMark(brought), withoutMark(form))
      assert.match(text, /You’re signed in again/)
      assert.doesNotMatch(text, /have no field on this page/)
      assert.equal(await stored(given()), before)
    }

    for (const name of actions)
      test(`comes back as it was filled: ${name}`, async () => {
        const { owner, browser } = await signInTwice()
        const running = given()
        const prepare = formStates[name] ?? (() => pageRules[`POST ${name}`]?.state?.(running))
        const named = { ...(await prepare({ running, owner, goOn })) } as Record<string, string>
        const path = `/admin${fillPath(name, named)}`
        const { page, form } = await findForm(browser.open, path, named)
        if (showsNothingStored.has(`POST ${name}`)) assert.deepEqual(form.texts(), [], 'see saving-forms.ts')
        form.fillIn()
        await bringsBack({ owner, browser, page, path, form })
      })

    /** Presses a button that only shows the form again, with more fields. */
    const growing: [string, () => Promise<{ page: string; pressed: string[] }>][] = [
      [
        'a series of dates',
        async () => ({ page: '/admin/trainings/new', pressed: ['add:dates', 'add:dates', 'add:trainers'] }),
      ],
      [
        'copies to several dates',
        async () => ({
          page: `/admin/trainings/${(await given().givenTraining()).slug}/copy`,
          pressed: ['add:dates', 'add:dates'],
        }),
      ],
      [
        'questions of a training',
        async () => ({
          page: `/admin/trainings/${(await given().givenTraining()).slug}/edit`,
          pressed: ['add:questions', 'add:questions.0.options', 'add:sponsors'],
        }),
      ],
    ]
    for (const [what, prepare] of growing)
      test(`comes back with every field that buttons have added: ${what}`, async () => {
        const { owner, browser } = await signInTwice()
        const { page, pressed } = await prepare()
        let { form } = await findForm(browser.open, page, { page })
        const length = form.sent().length
        for (const button of pressed) {
          const answer = await browser.send(page, [...form.sent(), ['do', button]])
          const shown = shownForms(await answer.text(), page).find(({ paths }) => paths.includes(page))
          assert.ok(shown)
          form = shown
        }
        assert.ok(form.sent().length > length)
        form.fillIn()
        await bringsBack({ owner, browser, page, path: page, form })
      })

    test('comes back in part, and named, where its page has changed, and as a list where it is gone', async () => {
      const { owner, browser } = await signInTwice()
      const { slug } = await given().givenTraining({ status: 'draft' })
      const page = `/admin/trainings/${slug}/copy`
      const { form } = await findForm(browser.open, page, { page })
      form.fillIn()
      browser.endSession()
      const asked = await browser.send(page, [...form.sent(), ['lost', 'what <b> typed']])
      const carried = fieldOf(await asked.text(), 'carried')
      await browser.signIn(owner.email)
      const back = async () => {
        const { headers } = await browser.send('/admin/sign-in/resume', [['carried', carried]])
        const response = await browser.open(headers.get('location') ?? '')
        return response.text()
      }
      assert.match(await back(), /have no field on this page any more:<\/p><ul><li>lost: what &lt;b&gt; typed/)
      await given().admin('DELETE', `/trainings/${slug}`, undefined, { 'if-match': '*' })
      assert.match(
        await back(),
        /can’t show your form any more[^]*<dt>lost<\/dt><dd><pre tabindex="0">what &lt;b&gt; typed/,
      )
    })

    test('comes back from the page that asks who is there, too', async () => {
      const { owner, browser } = await signInTwice()
      const page = '/admin/accounts/new'
      const { form } = await findForm(browser.open, page, { page })
      form.fillIn()
      const asked = await browser.send(page, form.sent())
      assert.equal(asked.status, 403)
      const text = await asked.text()
      const confirming = shownForms(text, page).find(({ paths }) => paths.includes('/admin/confirm'))
      assert.ok(confirming)
      await bringsBack({
        owner,
        browser,
        page,
        path: page,
        form,
        through: { path: '/admin/confirm', form: confirming },
      })
    })

    /** Sends a form as a browser does, after its session has ended. */
    async function sendLate() {
      const { owner, browser } = await signInTwice()
      const { slug } = await given().givenTraining()
      const page = `/admin/trainings/${slug}/copy`
      const { form } = await findForm(browser.open, page, { page })
      form.fillIn()
      browser.endSession()
      const press = (more: [string, string][] = []) =>
        browser.ask(page, {
          method: 'POST',
          body: new URLSearchParams([...form.sent(), ...more]),
          headers: { 'sec-fetch-mode': 'navigate' },
        })
      return { owner, browser, page, form, press }
    }

    test('waits at an address of its own, which can be loaded again until the next day', async () => {
      const { owner, browser, page, form, press } = await sendLate()
      const asked = await press()
      const to = asked.headers.get('location') ?? ''
      assert.equal(asked.status, 303)
      assert.match(to, /^\/admin\/sign-in\?answered=[\w-]{32}$/)
      const shown = async () => {
        const answer = await browser.open(to)
        return { status: answer.status, carried: fieldOf(await answer.text(), 'carried') }
      }
      const first = await shown()
      assert.equal(first.status, 401)
      assert.notEqual(first.carried, '')
      goOn(23 * 60 * 60_000)
      assert.deepEqual(await shown(), first)
      await browser.signIn(owner.email)
      const { headers } = await browser.send('/admin/sign-in/resume', [['carried', first.carried]])
      const brought = shownForms(await (await browser.open(headers.get('location') ?? '')).text(), page).find(
        ({ paths }) => paths.includes(page),
      )
      assert.deepEqual(brought && withoutMark(brought), withoutMark(form))
      goOn(61 * 60_000)
      const over = await browser.open(to)
      assert.deepEqual([over.status, over.headers.get('location')], [303, '/admin/sign-in'])
    })

    test('can be read by no one who finds its address, and is given to no other account', async () => {
      const { browser, press } = await sendLate()
      const typed = 'Zanahoria del Norte'
      const asked = await press([['typed', typed]])
      const to = asked.headers.get('location')
      const other = sessionBrowser(given)
      const text = await (to === null ? asked : await other.open(to)).text()
      const carried = fieldOf(text, 'carried')
      assert.notEqual(carried, '')
      const readable = [carried, carried.replace(/\..*/, ''), text].map((one) => [
        one,
        Buffer.from(one, 'base64url').toString('latin1'),
      ])
      assert.doesNotMatch(JSON.stringify(readable), /Zanahoria|"asked"/)
      await other.signIn((await addOwner(given())).email)
      const led = await other.send('/admin/sign-in/resume', [['carried', carried]])
      assert.equal(led.headers.get('location'), '/admin')
      for (const sealed of ['x', carried.slice(0, 20), `${carried}x`, carried.replace(/^./, '_')])
        assert.equal((await browser.send('/admin/sign-in/resume', [['carried', sealed]])).status, 401)
    })

    test('is in the answer itself where it is large, and nothing of it is kept', async () => {
      const { press } = await sendLate()
      const kept = async () => (await given().context.db.reader.selectFrom('kept_form').select('id').execute()).length
      const before = await kept()
      const answer = await press([['notes', 'x'.repeat(64 * 1024)]])
      assert.equal(answer.status, 401)
      assert.ok(fieldOf(await answer.text(), 'carried').length > 64 * 1024)
      assert.equal(await kept(), before)
    })

    test('is in the answer itself once a visitor has sent very many', async () => {
      const { press } = await sendLate()
      const { limits } = given().context
      const { takeFor } = limits
      let left = 1
      limits.takeFor = (name, key, c) => (name === 'carried-forms' ? left-- > 0 : takeFor(name, key, c))
      const statuses = [(await press()).status, (await press()).status]
      limits.takeFor = takeFor
      assert.deepEqual(statuses, [303, 401])
    })

    test('is not taken from another site, nor changed on its way', async () => {
      const { owner, browser } = await signInTwice()
      const { slug } = await given().givenTraining()
      const page = `/admin/trainings/${slug}/copy`
      const { form } = await findForm(browser.open, page, { page })
      browser.endSession()
      for (const site of ['cross-site', 'same-site', 'none']) {
        const asked = await browser.send(page, form.sent(), { 'sec-fetch-site': site })
        assert.doesNotMatch(await asked.text(), /name="carried"/, site)
      }
      const carried = fieldOf(await (await browser.send(page, form.sent())).text(), 'carried')
      await browser.signIn(owner.email)
      for (const [brought, headers] of [
        [`x${carried}`, {}],
        [carried.slice(0, -1), {}],
        [carried, { 'sec-fetch-site': 'cross-site' }],
      ] as const) {
        const { status, headers: led } = await browser.send('/admin/sign-in/resume', [['carried', brought]], headers)
        assert.ok(status === 403 || led.get('location') === '/admin', `${status}`)
      }
    })
  },
  contractServer,
)
