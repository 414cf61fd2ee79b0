import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { limits } from '@training-signup/contract'
import { test } from 'mocha'
import { ProblemError } from '../../platform/problem.ts'
import { type Json, onBothDatabases, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('a sent form', (given) => {
  const givenPage = async () => {
    const { slug } = await given().givenTraining({ audience: { access: 'attest', roles: ['police', 'fire'] } })
    return { slug, page: `/t/${slug}?p=we-the-people` }
  }
  /** What a first responder fills in. */
  const responder = () => someone({ role: 'police', agency: 'KCPD', attestation: 'true' }) as Record<string, string>

  const tokenIn = (text: string) => /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
  /** Opens the page and leaves it open for as long as people type. */
  async function open(page: string) {
    const token = tokenIn(await (await given().app.request(page)).text())
    given().clock.later({ seconds: 30 })
    return token
  }
  /** As a browser without JavaScript does. */
  async function send(page: string, values: Record<string, string>, headers: Record<string, string> = {}) {
    const body = new URLSearchParams(values).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://signup.example' }
    const response = await given().app.request(page, { method: 'POST', body, headers: { ...type, ...headers } })
    const text = await response.text()
    const reference = /[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}/.exec(text)?.[0]
    return { status: response.status, headers: response.headers, text, reference }
  }
  const registrationsOf = async (slug: string): Promise<Json[]> => await given().people(slug)
  const seatsTaken = async (slug: string) => (await given().admin('GET', `/trainings/${slug}`)).body.seats.taken

  test('asks about a slip in the address before anything is sent there, once, and on the result', async () => {
    const { slug, page } = await givenPage()
    const asked = 'Did you mean ada@gmail.com?'
    assert.ok(!(await (await given().app.request(page)).text()).includes('Did you mean'))
    const typed: Record<string, string> = { ...responder(), email: 'ada@gmial.com' }
    const { role = '', ...without } = typed
    const again = await send(page, { ...without, _token: await open(page) })
    assert.equal(again.status, 422)
    assert.match(again.text, /value="ada@gmial.com"[^>]*>\s*<p class="doubt wait" id="doubt-email">/)
    assert.match(again.text, /<input[^>]* aria-describedby="hint-email error-email doubt-email"/)
    assert.ok(again.text.includes(asked))
    // Enter presses a form's first button.
    assert.match(again.text, /<button tabindex="-1">Register<\/button>[\s\S]*name="_show" value="email ada@gmail.com"/)
    const taken = await send(page, { ...without, _token: tokenIn(again.text), _show: 'email ada@gmail.com' })
    assert.equal(taken.status, 422)
    assert.ok(taken.text.includes('value="ada@gmail.com"') && taken.text.includes('Select your role'))
    assert.ok(!taken.text.includes('gmial'))
    const whole = await send(page, { ...without, role, _token: await open(page), _show: 'email ada@gmail.com' })
    assert.equal(whole.status, 200)
    assert.match(whole.text, /value="ada@gmail.com" autofocus/)
    assert.ok(!whole.text.includes('There’s a problem'))
    assert.equal((await registrationsOf(slug)).length, 0)
    const stopped = await send(page, { ...without, role, _token: await open(page) })
    assert.equal(stopped.status, 422)
    assert.ok(stopped.text.includes('If it’s right, press the button again.') && stopped.text.includes(asked))
    assert.equal((await registrationsOf(slug)).length, 0)
    const [, _asked = ''] = /name="_asked" value="([^"]+)"/.exec(stopped.text) ?? []
    const sent = await send(page, { ...without, role, _token: tokenIn(stopped.text), _asked })
    assert.equal(sent.status, 200)
    assert.ok(sent.text.includes('You’re registered'))
    assert.equal(sent.text.includes(asked), sent.text.includes('Wrong address?'))
    assert.equal((await registrationsOf(slug)).length, 1)
  })

  test('answers with the reference', async () => {
    const { slug, page } = await givenPage()
    const answers = responder()
    const sent = await send(page, { ...answers, needs: ' ramp\r\nplease ', _token: await open(page) })
    assert.equal(sent.status, 200)
    assert.ok(
      sent.text.includes(
        `>You’re in, ${answers['givenName']}. See you Saturday, <span class="unbroken">March 6.</span></h1>`,
      ),
    )
    // The browser's history names no one.
    assert.match(sent.text, /<title>You’re registered/)
    assert.equal(sent.headers.get('cache-control'), 'no-store')
    const [one, ...more] = await registrationsOf(slug)
    assert.equal(more.length, 0)
    const { body } = await given().admin('GET', `/registrations/${one.id}`)
    for (const [name, value] of Object.entries({
      reference: sent.reference,
      givenName: answers['givenName'],
      email: answers['email'],
      role: 'police',
      channel: 'link',
      partner: 'we-the-people',
      origin: 'https://signup.example',
      lang: 'en',
    }))
      assert.equal(body[name], value, name)
    assert.ok(JSON.stringify(body).includes('"ramp\\nplease"'))
  })
  test('offers calendars and what to know to people with a seat, and to no one else', async () => {
    const training = {
      venue: { name: 'Academy', arrival: { en: 'Park in lot B' } },
      contact: { email: 'rosa@example.org' },
      contentNote: { en: 'Speaks of abuse' },
    }
    const sendTo = async (more: object) => {
      const page = `/t/${(await given().givenTraining({ ...training, ...more })).slug}`
      const { text } = await send(page, { ...(someone() as Record<string, string>), _token: await open(page) })
      return { page, text }
    }
    const { page, text } = await sendTo({})
    for (const way of ['calendar', 'share'])
      assert.ok(text.includes(`href="https://signup.example${page}/${way}" target="_blank"`), way)
    assert.ok(text.includes('Park in lot B') && !text.includes('Speaks of abuse'))
    assert.match(text, /<a class="button" href="https:\/\/www\.google\.com\/maps\/[^>]*>.*?<\/svg>Directions<\/a>/s)
    assert.ok(!text.includes('View map'))
    assert.equal(text.split('mailto:rosa@example.org').length, 2, 'says who to ask once')
    assert.match(text, /<footer class="foot" id="help">.*rosa@example\.org/s)
    for (const [more, title, icon] of [
      [{ seats: { capacity: 0, waitlist: true } }, 'you do not have a seat yet', 'clock'],
      [{ audience: { access: 'approval' } }, 'will review your request', 'person'],
    ] as const) {
      const other = await sendTo(more)
      assert.ok(
        other.text.includes(title) && other.text.includes(`<span class="mark"><svg class="icon ${icon}"`),
        title,
      )
      assert.ok(!other.text.includes('/calendar') && !other.text.includes('You’re in'), title)
    }
  })
  test('keeps the license of people who want credit, and drops anyone else’s', async () => {
    const { slug } = await given().givenTraining({ credit: { note: { en: 'Six hours' } } })
    for (const answers of [{ credit: 'true' }, {}]) {
      const person = { ...(someone() as Record<string, string>), ...answers, licenceState: 'MO', licenceNumber: '007' }
      assert.equal((await send(`/t/${slug}`, { ...person, _token: await open(`/t/${slug}`) })).status, 200)
    }
    const kept = (await given().admin('GET', `/registrations?training=${slug}&sort=created&sensitive=1`)).body
    assert.deepEqual(
      kept.registrations.map(({ sensitive }: Json) => sensitive),
      [{ licenceState: 'MO', licenceNumber: '007' }, {}],
    )
  })
  test('sent twice is one registration; for another person it is sent once more', async () => {
    const { slug, page } = await givenPage()
    const answers = responder()
    const token = await open(page)
    const first = await send(page, { ...answers, _token: token })
    const again = await send(page, { ...answers, givenName: ' Ada ', _token: token })
    const asked = await send(page, { ...answers, givenName: 'Luis', _token: token })
    assert.equal(asked.status, 422)
    assert.ok(asked.text.includes('was already sent') && asked.text.includes('value="Luis"'))
    assert.equal(await seatsTaken(slug), 1)
    const other = await send(page, { ...answers, givenName: 'Luis', _token: tokenIn(asked.text) })
    assert.equal(again.reference, first.reference)
    const visitedAgain = await send(page, { ...answers, _token: await open(page) })
    assert.equal(new Set([first.reference, other.reference, visitedAgain.reference]).size, 3)
    assert.deepEqual(
      (await registrationsOf(slug)).map(({ givenName, reference }) => [givenName, reference]),
      [
        ['Ada', first.reference],
        ['Luis', other.reference],
      ],
    )
  })
  test('with faults comes back with a summary, and every answer kept', async () => {
    const { page } = await givenPage()
    const { status, text } = await send(page, {
      ...responder(),
      givenName: '',
      familyName: 'A "quoted" <b>',
      email: '"><b>',
      role: 'other',
      needs: 'a ramp',
      _token: await open(page),
    })
    assert.equal(status, 422)
    assert.match(text, /<title>Error: First aid/)
    assert.match(
      text,
      /role="alert"[\s\S]*There’s a problem[\s\S]*<a href="#field-givenName">Enter your first name<\/a>[\s\S]*<a href="#field-roleOther">Tell us your role<\/a>/,
    )
    assert.match(text, /id="field-givenName"[^>]*aria-describedby="error-givenName" aria-invalid="true"/)
    for (const kept of ['value="&quot;&gt;&lt;b&gt;"', 'value="A &quot;quoted&quot; &lt;b&gt;"', 'a ramp'])
      assert.ok(text.includes(kept), kept)
    assert.match(text, /value="other"\s+checked/)
  })
  test('keeps its token through a fault, so that the answer to the same answers stays the same', async () => {
    const { page } = await givenPage()
    const token = await open(page)
    assert.equal(tokenIn((await send(page, { ...responder(), email: '', _token: token })).text), token)
  })
  test('that is too old, forged or another form’s comes back with its answers and a token that works right away', async () => {
    const { slug, page } = await givenPage()
    const elsewhere = await open((await givenPage()).page)
    const old = await open(page)
    given().clock.later({ days: 1, seconds: 1 })
    const forged = `${(await open(page)).slice(0, -2)}AA`
    for (const token of [old, forged, elsewhere, '', 'a.b.c', 'constructor']) {
      const answers = responder()
      const { status, text } = await send(page, { ...answers, _token: token })
      assert.equal(status, 422)
      assert.ok(text.includes('was open for a long time') && text.includes(`value="${answers['email']}"`))
      assert.equal((await send(page, { ...answers, _token: tokenIn(text) })).status, 200)
    }
    assert.equal(await seatsTaken(slug), 6)
  })
  test('from another site’s page is refused, however it got a token, and nothing is stored', async () => {
    const { slug, page } = await givenPage()
    const from = async (headers: Record<string, string>, path = page) =>
      (await send(path, { ...responder(), _token: await open(page) }, headers)).status
    const others: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.signup.example' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ]
    for (const headers of others)
      for (const path of [page, `/t/${slug}/verify`, `/t/${slug}/find`, '/r/any-link/cancel'])
        assert.equal(await from(headers, path), 403, `${path} ${JSON.stringify(headers)}`)
    assert.equal(await seatsTaken(slug), 0)
    assert.equal(await from({ 'sec-fetch-site': 'same-origin' }), 200)
    assert.equal(await from({ origin: 'http://192.168.1.5:8787', host: '192.168.1.5:8787' }), 200)
    const { text } = await send(page, { ...responder(), needs: 'a ramp' }, { 'sec-fetch-site': 'cross-site' })
    assert.ok(text.includes('sent from another site') && !text.includes('a ramp'))
    assert.match(text, new RegExp(`<a href="/t/${slug}\\?[^"]*">Details and registration`))
  })
  test('belongs to the page that was opened, with its partner', async () => {
    const { slug, page } = await givenPage()
    const token = await open(`/t/${slug}`)
    assert.equal((await send(page, { ...responder(), _token: token })).status, 422)
    assert.equal(await seatsTaken(slug), 0)
  })
  test('that came quicker than people type may be sent again as it is', async () => {
    const { slug, page } = await givenPage()
    const token = tokenIn(await (await given().app.request(page)).text())
    given().clock.later({ seconds: 1 })
    const answers = { ...responder(), _token: token }
    assert.equal((await send(page, answers)).status, 422)
    assert.equal(await seatsTaken(slug), 0)
    given().clock.later({ seconds: 1 })
    assert.equal((await send(page, answers)).status, 200)
  })
  test('with its trap filled in shows the remedy, the trap empty again', async () => {
    const { slug, page } = await givenPage()
    const sent = await send(page, { ...responder(), _trap: 'http://spam', _token: await open(page) })
    assert.equal(sent.status, 422)
    assert.ok(sent.text.includes('We cleared it') && !sent.text.includes('http://spam'))
    assert.equal(await seatsTaken(slug), 0)
  })
  test('that is refused gets a next step instead of a fault', async () => {
    for (const [problem, status, words] of [
      ['registration-closed', 409, 'Registration closed on '],
      ['training-full', 409, 'This training is full'],
      ['training-withdrawn', 410, 'no longer offered'],
    ] as const) {
      const { page } = await givenPage()
      const token = await open(page)
      // As when that happens between the look at the form and the seat.
      mock.method(given().context.groupCommit, 'submit', async () => ({ refused: new ProblemError(problem) }))
      const answer = await send(page, { ...responder(), _token: token })
      mock.restoreAll()
      assert.equal(answer.status, status)
      assert.ok(answer.text.includes(words) && !answer.text.includes('There’s a problem'), words)
    }
  })
  test('that fails keeps its answers and does not say why', async () => {
    const { page } = await givenPage()
    const answers: Record<string, string> = { ...responder(), _token: await open(page) }
    const sendFailing = async (fault: Error) => {
      mock.method(given().context.groupCommit, 'submit', () => Promise.reject(fault))
      const answer = await send(page, answers)
      mock.restoreAll()
      assert.ok(answer.text.includes(`value="${answers['email']}"`))
      return answer
    }
    const busy = await sendFailing(new ProblemError('busy'))
    assert.deepEqual([busy.status, busy.headers.get('retry-after')], [503, '2'])
    const { status, text } = await sendFailing(new Error('secret of the database'))
    assert.equal(status, 500)
    assert.ok(text.includes('you won’t be registered twice') && !text.includes('secret'))
    // That is no fault of what was typed.
    assert.match(text, /class="errors wait" role="alert"[^>]*>\s*<h2 [^>]*>.*We didn’t get an answer/)
    assert.ok(!text.includes('There’s a problem') && !text.includes('<title>Error'))
    assert.equal((await send(page, answers)).status, 200)
  })
  test('must be a form of a fitting size', async () => {
    const { slug, page } = await givenPage()
    const answers = { ...responder(), _token: await open(page) }
    for (const [response, status] of [
      [await send(page, answers, { 'content-type': 'application/json' }), 415],
      [await send(page, { ...answers, needs: 'x'.repeat(limits.bodyBytes) }), 413],
      [await send('/t/nothing', answers), 404],
    ] as const)
      assert.deepEqual([response.status, response.headers.get('content-type')], [status, 'text/html; charset=UTF-8'])
    assert.equal(await seatsTaken(slug), 0)
  })
  test('takes no answer to what is not asked', async () => {
    const { slug, page } = await givenPage()
    const sent = await send(page, { ...responder(), __proto__x: 'x', isAdmin: 'yes-please', _token: await open(page) })
    assert.equal(sent.status, 200)
    const [one] = await registrationsOf(slug)
    const stored = JSON.stringify((await given().admin('GET', `/registrations/${one.id}`)).body)
    assert.ok(!stored.includes('isAdmin') && !stored.includes('__proto__x'))
  })
})
