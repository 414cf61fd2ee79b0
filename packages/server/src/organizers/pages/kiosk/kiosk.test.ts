import assert from 'node:assert/strict'
import { beforeEach, test } from 'mocha'
import { sessionBrowser } from '../../../testing/pages/session-browser.ts'
import { adminToken, onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { addAccount, changeAccount, removeAccount } from '../../accounts/accounts.ts'
import { endOtherSessions } from '../../accounts/own-account.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** 9 AM to 3 PM in Chicago. */
const [starts, ends] = [Date.parse('2027-03-06T15:00:00Z'), Date.parse('2027-03-06T21:00:00Z')]

onBothDatabases('a kiosk', (given) => {
  const moveTo = (ms: number) => {
    given().clock.now = new Date(ms)
  }
  beforeEach(() => moveTo(starts))

  const ada = someone({ familyName: 'O’Brien Reyes', email: 'ada@example.org' })
  let accounts = 0
  const start = async (draft: object = {}, people: object[] = [ada]) => {
    moveTo(starts - 24 * hourMs)
    const { slug } = await given().givenTraining(draft)
    for (const one of people) await given().signUp(slug, { people: [one as typeof ada] })
    moveTo(starts)
    const who = { email: `kiosk${(accounts += 1)}@example.org`, name: 'Sam Park', lang: 'en' as const }
    const account = await addAccount(given().context, {
      ...who,
      role: 'door',
      trainings: 'all',
      agency: null,
      partner: null,
    })
    const browser = sessionBrowser(given)
    await browser.signIn(account.email)
    await browser.open(`/admin/door/${slug}`)
    const page = `/admin/door/${slug}/kiosk`
    const begun = await browser.ask(page, { method: 'POST' })
    assert.equal(begun.headers.get('location'), page)
    /** Types into the kiosk with its script. */
    const type = async (fields: Record<string, string>) => {
      const headers = { accept: 'application/json', 'sec-fetch-mode': 'cors' }
      const response = await browser.ask(`${page}/check-in`, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers,
      })
      assert.equal(response.status, 200)
      return response.text()
    }
    const said = async (fields: Record<string, string>) => JSON.parse(await type(fields)).said as string
    const textOf = async (path = page) => {
      const response = await browser.open(path)
      assert.equal(response.status, 200)
      return (await response.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    }
    const rows = await given().rows('registration', { slug })
    return { slug, account, browser, page, begun, type, said, textOf, rows }
  }
  const byName = { familyName: 'obrien reyes', email: ' ADA@example.org ', do: 'in' }
  const marksOf = (slug: string) => given().rows('mark', { slug })

  test('leaves its browser no account, no list, and no way back', async () => {
    const { slug, browser, begun, page, rows } = await start()
    assert.equal(begun.headers.get('clear-site-data'), '"cache"')
    assert.deepEqual(
      [...browser.cookies.keys()].filter((name) => /session|door/.test(name)),
      [],
    )
    for (const path of [
      '',
      '/door',
      `/door/${slug}`,
      `/door/${slug}/kept`,
      `/door/${slug}/walk-in`,
      `/trainings/${slug}`,
      '/account',
    ])
      assert.equal((await browser.open(`/admin${path}`)).status, 303, path)
    for (const path of [`/trainings/${slug}/door`, `/trainings/${slug}/marks`, '/registrations', '/account'])
      assert.equal((await browser.open(`/api/v1/admin${path}`)).status, 401, path)
    const tap = await browser.ask(`/admin/door/${slug}/${rows[0]?.id}/check-in`, { method: 'POST' })
    assert.match(tap.headers.get('location') ?? '', /sign-in/)
    const { text } = await browser.open(page).then(async (response) => ({ text: await response.text() }))
    assert.doesNotMatch(text, /Reyes|ada@example|Sam Park|kiosk\d+@/)
    assert.deepEqual(
      [...new Set([...text.matchAll(/href="(\/admin[^"]*)"/g)].map(([, to]) => to))],
      [`${page}?lang=es`, `/admin/sign-in?to=${encodeURIComponent(`/admin/door/${slug}`)}`],
    )
  })

  test('even the cookies of the account that started it are worth nothing', async () => {
    moveTo(starts)
    const { slug } = await given().givenTraining()
    const account = await addAccount(given().context, {
      email: 'copied@example.org',
      name: 'Sam',
      lang: 'en',
      role: 'owner',
      trainings: 'all',
      agency: null,
      partner: null,
    })
    const browser = sessionBrowser(given)
    await browser.signIn(account.email)
    await browser.open(`/admin/door/${slug}`)
    const copied = new Map(browser.cookies)
    await browser.ask(`/admin/door/${slug}/kiosk`, { method: 'POST' })
    for (const [name, value] of copied) browser.cookies.set(name, value)
    assert.equal((await browser.open(`/admin/door/${slug}`)).status, 303)
    assert.equal((await browser.open('/admin')).status, 303)
  })

  test('checks in by last name and address, however they are typed, and by the code', async () => {
    const { slug, said, rows } = await start()
    assert.equal(await said({ ...byName, familyName: 'Someone' }), 'ask')
    assert.equal(await said(byName), 'in')
    assert.equal(await said(byName), 'already')
    const code = String(rows[0]?.reference).toLowerCase().replace('-', ' ')
    assert.equal(await said({ code, do: 'in' }), 'already')
    const [mark, ...others] = await marksOf(slug)
    assert.deepEqual([mark?.kind, mark?.source, mark?.session, others.length], ['in', 'kiosk', '2027-03-06T09:00', 0])
    assert.ok(mark?.sent_by)
  })

  test('checks out only where people do, and never by a code that is shown twice', async () => {
    const both = await start({ attendance: 'in-and-out' })
    assert.equal(await both.said({ ...byName, do: 'out' }), 'ask')
    const code = String(both.rows[0]?.reference)
    assert.equal(await both.said({ code, do: 'next' }), 'in')
    assert.equal(await both.said({ code, do: 'next' }), 'already')
    moveTo(starts + 10 * minuteMs + 1)
    assert.equal(await both.said({ code, do: 'next' }), 'out')
    assert.equal(await both.said({ ...byName, do: 'out' }), 'out')
    assert.match(await both.textOf(), /Check out/)
    const arrival = await start()
    assert.equal(await arrival.said({ ...byName, do: 'next' }), 'in')
    moveTo(starts + hourMs)
    assert.equal(await arrival.said({ ...byName, do: 'next' }), 'already')
    assert.doesNotMatch(await arrival.textOf(), /Check out/)
  })

  test('says the same, to the byte, to all who are sent to the desk', async () => {
    const [kim, lee] = [
      someone({ familyName: 'Kim', email: 'kim@example.org' }),
      someone({ familyName: 'Lee', email: 'lee@example.org' }),
    ]
    const couple = ['Ann', 'Ben'].map((givenName) =>
      someone({ givenName, familyName: 'Cho', email: 'cho@example.org' }),
    )
    const { slug, type, rows } = await start({ seats: { capacity: 4, waitlist: true } }, [ada, kim, ...couple, lee])
    const idOf = (name: string) => rows.find(({ family_name }) => family_name === name)?.id ?? ''
    await given().admin('POST', `/registrations/${idOf('Kim')}/cancel`)
    assert.equal((await given().row('registration', { id: idOf('Lee') })).status, 'waitlisted')
    const wait = () => given().clock.later({ seconds: 61 })
    const answers = new Set<string>()
    for (const fields of [
      { familyName: 'Nobody', email: 'ada@example.org' },
      { familyName: 'O’Brien Reyes', email: 'other@example.org' },
      { familyName: 'Kim', email: 'kim@example.org' },
      { familyName: 'Lee', email: 'lee@example.org' },
      { familyName: 'Cho', email: 'cho@example.org' },
      { familyName: '', email: '' },
      { code: 'ZZZZ-ZZZZ' },
      { code: String(rows.find(({ family_name }) => family_name === 'Lee')?.reference) },
      { code: 'x'.repeat(500) },
      { code: String(rows[0]?.reference).slice(0, 4) },
    ] as Record<string, string>[]) {
      wait()
      answers.add(await type(fields))
    }
    assert.equal(answers.size, 1)
    assert.deepEqual(await marksOf(slug), [])
  })

  test('sends everyone to the desk after five misses in a minute, also who is right', async () => {
    const { said, type } = await start()
    for (let guess = 0; guess < 5; guess++) assert.equal(await said({ code: 'ZZZZ-ZZZZ' }), 'ask')
    const wrong = await type({ code: 'ZZZZ-ZZZZ' })
    assert.equal(await type(byName), wrong)
    given().clock.later({ seconds: 60 })
    assert.equal(await said(byName), 'in')
    // Who is found costs no one a guess.
    for (let time = 0; time < 8; time++) assert.equal(await said(byName), 'already')
    for (let time = 0; time < 8; time++) assert.equal(await said({ code: ' ' }), 'ask')
    assert.equal(await said(byName), 'already', 'nor does a button that is pressed too early')
  })

  test('counts guesses at the same time', async () => {
    const { said, type } = await start()
    await Promise.all(Array.from({ length: 12 }, () => said({ code: 'ZZZZ-ZZZZ' })))
    assert.equal(JSON.parse(await type(byName)).said, 'ask')
  })

  test('works without a script: it says who came for five seconds, and Back and reload show no one', async () => {
    const { browser, page, textOf } = await start()
    const sent = await browser.ask(`${page}/check-in`, { method: 'POST', body: new URLSearchParams(byName) })
    assert.deepEqual([sent.status, sent.headers.get('location')], [303, page])
    const shown = await browser.open(page)
    assert.equal(shown.headers.get('refresh'), `5; url=${page}`)
    assert.match(await shown.text(), /Welcome, Ada/)
    given().clock.later({ seconds: 5 })
    const after = await browser.open(page)
    assert.equal(after.headers.get('refresh'), null)
    assert.doesNotMatch(await after.text(), /Ada/)
    await browser.ask(`${page}/check-in`, { method: 'POST', body: new URLSearchParams({ code: 'ZZZZ-ZZZZ' }) })
    assert.match(await textOf(), /Ask at the desk We can’t check you in/)
  })

  test('lasts until an hour after the training, and is not started on another day', async () => {
    const { browser, page, said } = await start()
    moveTo(ends + hourMs - 1)
    assert.equal(await said({ ...byName, do: 'in' }), 'in')
    moveTo(ends + hourMs)
    assert.match((await browser.open(page)).headers.get('location') ?? '', /sign-in/)
    moveTo(starts - 12 * hourMs - 1)
    const early = sessionBrowser(given)
    const owner = await addAccount(given().context, {
      email: `early${accounts}@example.org`,
      name: 'Sam',
      lang: 'en',
      role: 'owner',
      trainings: 'all',
      agency: null,
      partner: null,
    })
    await early.signIn(owner.email)
    assert.equal((await early.ask(page, { method: 'POST' })).status, 409)
    assert.equal((await early.open('/admin')).status, 200)
    assert.doesNotMatch(await (await early.open(page.replace('/kiosk', ''))).text(), /kiosk/)
  })

  test('is a kiosk of one training', async () => {
    const { browser } = await start()
    const other = (await given().givenTraining()).slug
    assert.equal((await browser.open(`/admin/door/${other}/kiosk`)).status, 303)
  })

  test('ends with signing in, which it takes to leave it', async () => {
    const { slug, account, browser, page } = await start()
    const copied = new Map(browser.cookies)
    await browser.signIn(account.email)
    assert.equal((await browser.open(`/admin/door/${slug}`)).status, 200)
    assert.equal((await browser.open(page)).headers.get('location'), `/admin/door/${slug}`)
    browser.cookies.clear()
    for (const [name, value] of copied) browser.cookies.set(name, value)
    assert.match((await browser.open(page)).headers.get('location') ?? '', /sign-in/)
  })

  type Started = Awaited<ReturnType<typeof start>>
  const endings: [string, (kiosk: Started) => Promise<unknown>][] = [
    ['ending all sessions', ({ account }) => endOtherSessions(given().context, account.id, '')],
    ['another role', ({ account }) => changeAccount(given().context, account.id, { role: 'auditor' })],
    ['the end of the account', ({ account }) => removeAccount(given().context, account.id)],
  ]
  for (const [what, end] of endings)
    test(`ends with ${what}`, async () => {
      const kiosk = await start()
      await end(kiosk)
      assert.match((await kiosk.browser.open(kiosk.page)).headers.get('location') ?? '', /sign-in/)
      const sent = await kiosk.browser.ask(`${kiosk.page}/check-in`, {
        method: 'POST',
        body: new URLSearchParams(byName),
      })
      assert.match(sent.headers.get('location') ?? '', /sign-in/)
      assert.deepEqual(await marksOf(kiosk.slug), [])
    })

  test('leads no account to the door of a training that there is not', async () => {
    for (const slug of ['nowhere', 'a%00b', 'a%0d%0ab'])
      for (const [method, path] of [
        ['GET', 'kiosk'],
        ['POST', 'kiosk/check-in'],
      ] as const) {
        const headers = { authorization: `Bearer ${adminToken}`, 'sec-fetch-site': 'same-origin' }
        const { status } = await given().app.request(`/admin/door/${slug}/${path}`, { method, headers })
        assert.equal(status, 404, `${method} ${slug} ${path}`)
      }
  })

  test('is refused to a page of another site', async () => {
    const { browser, page } = await start()
    const headers = { 'sec-fetch-site': 'cross-site' }
    const sent = await browser.ask(`${page}/check-in`, { method: 'POST', body: new URLSearchParams(byName), headers })
    assert.equal(sent.status, 403)
  })

  test('writes down who started it, and logs no one', async () => {
    const { slug, account } = await start()
    const entries = await given().rows('audit', { caller_id: account.id })
    assert.ok(
      entries.some(({ route }) => route.endsWith('/door/:slug/kiosk')),
      slug,
    )
  })
})
