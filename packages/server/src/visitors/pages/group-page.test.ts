import assert from 'node:assert/strict'
import { test } from 'mocha'
import { type Json, onBothDatabases } from '../../testing/servers/test-app.ts'
import { createVisitor } from '../../testing/visitor.ts'

const audience = { access: 'attest' as const, roles: ['police' as const, 'fire' as const], minimumAge: 18 }
const field = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''
/** The people in a result, with their statuses. */
const outcomes = (page: string) =>
  [...page.matchAll(/<li class="row"><b>([^<]+)<\/b><span[^>]*>([^<]+)</g)].map(
    ([, name, status]) => `${name}: ${status}`,
  )
const links = (page: string) =>
  [...(/role="alert".*?<\/ul>/s.exec(page)?.[0] ?? '').matchAll(/<li>(?:<a href="#([^"]+)">)?([^<]+)/g)].map(
    ([, anchor = '', text]) => `${anchor}: ${text}`,
  )

onBothDatabases('the form for a group on its page', (given) => {
  const { get, post } = createVisitor(given)
  const coordinator = { coordinator_name: 'Pat Lee', coordinator_email: 'pat@kcpd.example' }
  const shared = { shared_agency: 'KCPD', shared_minimumAge: 'true', _split: 'split' }
  const row = (index: number, givenName: string, more: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries({ givenName, familyName: 'Reyes', role: 'fire', ...more }).map(([id, answer]) => [
        `people_${index}_${id}`,
        answer,
      ]),
    )
  async function givenGroup(seats: object = { capacity: 20, waitlist: true }, more: object = {}) {
    const { slug } = await given().givenTraining({ audience, seats, ...more })
    const page = `/t/${slug}/group?p=we-the-people&lang=en`
    /** Opens the page and leaves it open for as long as people type. */
    const open = async () => {
      const token = field((await get(page)).text, '_token')
      given().clock.later({ seconds: 30 })
      return token
    }
    const send = async (values: Record<string, string>) =>
      post(page, { _token: await open(), ...coordinator, ...shared, ...values })
    const registered = async (): Promise<Json[]> => await given().people(slug)
    return { slug, page, open, send, registered }
  }
  const names = (people: Json[]) => people.map(({ givenName, status }) => `${givenName} ${status}`)

  test('is linked from the form for one person, and leads back, with language and partner', async () => {
    const { slug } = await given().givenTraining({ title: { en: 'First aid', es: 'Primeros auxilios' } })
    const one = await get(`/t/${slug}?p=rotary&lang=es`)
    assert.ok(one.text.includes(`<a href="/t/${slug}/group?p=rotary&amp;lang=es">¿Viene en grupo?</a>`))
    const group = await get(`/t/${slug}/group?p=rotary&lang=es`)
    assert.ok(group.text.includes(`<a href="/t/${slug}?p=rotary&amp;lang=es">¿Solo usted?</a>`))
    assert.ok(group.text.includes(`<a href="/t/${slug}/group?p=rotary&amp;lang=en" hreflang="en"`))
    assert.match(group.text, /<meta name="robots" content="noindex">/)
  })
  test('is headed as what it asks for, in both languages', async () => {
    const both = { title: { en: 'First aid', es: 'Primeros auxilios' } }
    const approval = await given().givenTraining({ audience: { access: 'approval' }, ...both })
    const waiting = await given().givenTraining({ seats: { capacity: 0, waitlist: true }, ...both })
    const open = await given().givenTraining(both)
    const said = async (slug: string, lang: string) => {
      const { text } = await get(`/t/${slug}/group?lang=${lang}`)
      const of = (pattern: RegExp) => pattern.exec(text)?.[1]
      const heading = of(/<h2 id="form-heading">([^<]+)</)
      assert.ok(of(/<title>([^<]+)</)?.startsWith(`${heading}: `))
      return [heading, of(/<h2 id="form-heading">[^<]+<\/h2><a [^>]+>([^<]+)</)]
    }
    assert.deepEqual(await said(open.slug, 'en'), ['Register a group', 'Just you?'])
    assert.deepEqual(await said(approval.slug, 'en'), ['Request seats for a group', 'Request just one seat'])
    assert.deepEqual(await said(approval.slug, 'es'), ['Solicitar cupos para un grupo', 'Solicitar un solo cupo'])
    assert.deepEqual(await said(waiting.slug, 'en'), ['Add a group to the waiting list', 'Add just one person'])
    assert.deepEqual(await said(waiting.slug, 'es'), ['Lista de espera para un grupo', 'Anotar a una sola persona'])
  })
  test('takes the address that was meant with one press, of the contact and of a person, with all other answers', async () => {
    const { send, registered } = await givenGroup()
    const typed = { coordinator_email: 'pat@gmial.com', ...row(1, 'Ada', { email: 'ada@yaho.com' }), shared_agency: '' }
    const offers = (page: string) => [...page.matchAll(/name="_show" value="([^"]+)"/g)].map(([, value]) => value)
    const again = await send(typed)
    assert.deepEqual(offers(again.text), ['coordinator_email pat@gmail.com', 'people_1_email ada@yahoo.com'])
    const taken = await send({ ...typed, _show: 'people_1_email ada@yahoo.com' })
    assert.equal(taken.status, 422)
    assert.deepEqual(offers(taken.text), ['coordinator_email pat@gmail.com'])
    assert.match(taken.text, /value="ada@yahoo.com" autofocus/)
    assert.ok(!taken.text.includes('ada@yaho.com'))
    assert.deepEqual(links(taken.text), links(again.text).slice(0, 2))
    assert.deepEqual(await registered(), [])
  })
  test('asks about the addresses of the contact and of each person before anything is sent there, once', async () => {
    const { send, registered } = await givenGroup()
    const typed = { coordinator_email: 'pat@gmial.com', ...row(1, 'Ada', { email: 'ada@yaho.com' }) }
    const stopped = await send(typed)
    assert.equal(stopped.status, 422)
    assert.equal(
      [...stopped.text.matchAll(/<a href="#field-[^"]+">[^<]*If it’s right, press the button again/g)].length,
      2,
    )
    assert.deepEqual(await registered(), [])
    const asked = [...stopped.text.matchAll(/name="_asked" value="([^"]+)"/g)].map(([, value]) => value)
    assert.deepEqual(asked, ['pat@gmial.com', 'ada@yaho.com'])
    const half = await send({ ...typed, _asked: 'pat@gmial.com' })
    assert.equal(half.status, 422)
    const mended = await send({ ...typed, ...row(1, 'Ada', { email: 'ada@yahoo.com' }), _asked: 'pat@gmial.com' })
    assert.equal(mended.status, 200)
    assert.deepEqual(names(await registered()), ['Ada confirmed'])
  })
  test('registers everyone in the rows that were filled in, under one reference', async () => {
    const { send, registered } = await givenGroup()
    const sent = await send({ ...row(0, 'Ada', { email: 'ada@kcpd.example' }), ...row(2, 'Luis'), ...row(7, 'Rosa') })
    assert.equal(sent.status, 200)
    assert.match(sent.text, /<h1>Everyone has a seat<\/h1>/)
    assert.deepEqual(outcomes(sent.text), ['Ada Reyes: Has a seat', 'Luis Reyes: Has a seat', 'Rosa Reyes: Has a seat'])
    const people = await registered()
    assert.deepEqual(names(people), ['Ada confirmed', 'Luis confirmed', 'Rosa confirmed'])
    for (const person of people) {
      const { agency, group, channel, partner, origin } = person
      assert.ok(sent.text.includes(`<strong>${group.reference}</strong>`))
      assert.deepEqual(
        [agency, group.coordinator.name, group.coordinator.email, group.coordinator.agency, channel, partner, origin],
        ['KCPD', 'Pat Lee', 'pat@kcpd.example', 'KCPD', 'link', 'we-the-people', 'https://signup.example'],
      )
    }
  })
  test('says who has no seat, and keeps people together if they ask for it', async () => {
    const three = { ...row(0, 'Ada'), ...row(1, 'Luis'), ...row(2, 'Rosa') }
    const divided = await (await givenGroup({ capacity: 2, waitlist: true })).send(three)
    assert.match(divided.text, /<p class="word">2 of 3 have a seat<\/p><h1>Rosa Reyes should stay home /)
    assert.match(divided.text, /<title>Not everyone has a seat yet<\/title>/)
    assert.deepEqual(
      outcomes(divided.text).map((one) => one.split(': ')[1]),
      ['Has a seat', 'Has a seat', 'On the waiting list'],
    )
    const together = await (await givenGroup({ capacity: 2, waitlist: true })).send({ ...three, _split: 'all' })
    assert.deepEqual(
      new Set(outcomes(together.text).map((one) => one.split(': ')[1])),
      new Set(['On the waiting list']),
    )
    assert.match(together.text, /0 of 3 have a seat.*<h1>Ada Reyes, Luis Reyes, and Rosa Reyes should stay home /s)
    assert.doesNotMatch(together.text, /Add to calendar/)
  })
  test('offers no waiting list where there is none', async () => {
    for (const waitlist of [true, false]) {
      const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist } })
      const { text } = await get(`/t/${slug}/group`)
      assert.equal(text.includes('name="_split" value="all"'), waitlist)
      assert.equal(text.includes('There’s no waiting list: either all of you get seats'), !waitlist)
    }
  })
  test('loses nothing where there is neither a seat for everyone nor a waiting list', async () => {
    const { send, registered } = await givenGroup({ capacity: 2, waitlist: false })
    const full = await send({ ...row(0, 'Ada'), ...row(1, 'Luis'), ...row(2, 'Rosa') })
    assert.equal(full.status, 409)
    assert.match(full.text, /There aren’t enough seats for all of you/)
    for (const name of ['Ada', 'Luis', 'Rosa', 'Pat Lee', 'KCPD'])
      assert.ok(full.text.includes(`value="${name}"`), name)
    assert.deepEqual(await registered(), [])
    const fewer = await send({ ...row(0, 'Ada'), ...row(1, 'Luis'), _token: field(full.text, '_token') })
    assert.equal(outcomes(fewer.text).length, 2)
  })
  test('adds rows and keeps all that was typed, up to as many as one form has room for', async () => {
    const { page, open, send } = await givenGroup()
    const typed = { ...row(1, 'Ada', { needs: 'a ramp' }), coordinator_email: 'pat@', shared_agency: 'A "B"' }
    const token = await open()
    const more = await post(page, { _token: token, ...coordinator, ...shared, ...typed, _split: 'all', _step: 'rows' })
    assert.equal(more.status, 200)
    assert.equal(field(more.text, '_token'), token)
    for (const value of ['Ada', 'pat@', 'A &quot;B&quot;']) assert.ok(more.text.includes(`value="${value}"`), value)
    assert.match(more.text, /name="_split" value="all"\s+checked/)
    assert.match(more.text, /<details class="fold" open>(?:(?!<\/details>).)*a ramp<\/textarea>/s)
    assert.doesNotMatch(more.text, /role="alert"|aria-invalid/)
    assert.equal([...more.text.matchAll(/<legend>Person \d+<\/legend>/g)].length, 6)
    // The first of the new rows has the focus.
    assert.match(more.text, /name="people_3_givenName"[^>]* autofocus>/)
    const [last, full] = [
      await send({ ...row(47, 'Ada'), _step: 'rows' }),
      await send({ ...row(49, 'Ada'), _step: 'rows' }),
    ]
    for (const { text } of [last, full]) {
      assert.match(text, /name="people_49_givenName"/)
      assert.doesNotMatch(text, /name="people_50_givenName"|value="rows"/)
      assert.match(text, /One form has room for 50 people/)
    }
  })
  test('shows each fault at its question, and links to all from the summary, in their order', async () => {
    const { send, registered } = await givenGroup()
    const faulty = await send({
      ...row(1, 'Ada', { email: 'ada@kcpd', role: '' }),
      ...row(4, 'Luis', { role: 'other' }),
      coordinator_name: '',
      coordinator_email: 'pat@kcpd',
      shared_agency: '',
      shared_minimumAge: '',
    })
    assert.equal(faulty.status, 422)
    assert.deepEqual(links(faulty.text), [
      'field-coordinator_name: Enter your name',
      'field-coordinator_email: Check the part after the @',
      'field-shared_agency: Enter your agency or organization',
      'field-people_1_email: Person 2: Check the part after the @',
      'field-people_1_role: Person 2: Select a role',
      'field-people_4_roleOther: Person 5: Enter the role',
      'field-shared_minimumAge: Confirm everyone’s age',
    ])
    for (const name of ['coordinator_name', 'people_1_email', 'people_4_roleOther', 'shared_minimumAge'])
      assert.match(faulty.text, new RegExp(`id="field-${name}"[^>]*error-${name}" aria-invalid="true"`), name)
    assert.ok(faulty.text.includes('value="ada@kcpd"'))
    assert.match(faulty.text, /<title>Error: /)
    const twice = await send({ ...row(0, 'Ada'), ...row(2, 'Ada') })
    assert.deepEqual(links(twice.text), ['field-people_2_givenName: Person 3: This person is listed twice'])
    assert.deepEqual(await registered(), [])
  })
  test('asks a coordinator who sends no one for the first person', async () => {
    const { send } = await givenGroup()
    assert.deepEqual(links((await send({})).text), [
      'field-people_0_givenName: Person 1: Enter a first name',
      'field-people_0_role: Person 1: Select a role',
    ])
  })
  test('lists no more faults than someone reads', async () => {
    const { send } = await givenGroup()
    const rows = Array.from({ length: 23 }, (_, index) => row(index, `A${index}`, { email: 'a@' }))
    const listed = links((await send(Object.assign({}, ...rows))).text)
    assert.deepEqual([listed.length, listed.at(-1)], [21, ': And 3 more below'])
  })
  test('sent twice is one registration, and with other people it is asked about', async () => {
    const { page, open, registered } = await givenGroup()
    const values = { ...coordinator, ...shared, ...row(0, 'Ada'), ...row(1, 'Luis'), _token: await open() }
    const [first, again] = [await post(page, values), await post(page, values)]
    const reference = (text: string) => /<strong>([A-Z\d]{4}-[A-Z\d]{4})</.exec(text)?.[1]
    assert.equal(reference(first.text), reference(again.text))
    assert.ok(reference(first.text))
    const other = await post(page, { ...values, ...row(1, 'Rosa') })
    assert.equal(other.status, 422)
    assert.match(other.text, /If these answers are for other people, send them again/)
    assert.equal((await registered()).length, 2)
    await post(page, { ...values, ...row(1, 'Rosa'), _token: field(other.text, '_token') })
    assert.deepEqual(names(await registered()), ['Ada confirmed', 'Luis confirmed', 'Rosa confirmed'])
  })
  test('is no way around what the form for one person asks of its sender', async () => {
    const { slug, page, open, send, registered } = await givenGroup()
    const values = { ...coordinator, ...shared, ...row(0, 'Ada') }
    assert.match((await post(page, { ...values, _token: 'forged' })).text, /was open for a long time/)
    assert.match((await send({ ...row(0, 'Ada'), _trap: 'x' })).text, /We cleared it/)
    const early = await post(page, { ...values, _token: field((await get(page)).text, '_token') })
    assert.equal(early.status, 422)
    for (const path of [page, `/t/${slug}/group/verify`]) {
      const body = new URLSearchParams({ ...values, _token: await open() })
      const headers = { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }
      assert.equal((await given().app.request(path, { method: 'POST', body: String(body), headers })).status, 403)
    }
    assert.deepEqual(await registered(), [])
  })
  test('asks each person what only they can answer, also where it depends on what all share', async () => {
    const asked = { id: 'shirt', type: 'text', label: { en: 'Shirt size' }, required: true }
    const showWhen = { field: 'language', in: ['es'] }
    const questions = [asked, { id: 'accent', type: 'text', label: { en: 'Dialect' }, showWhen }]
    const { page, send, registered } = await givenGroup(undefined, { questions, fields: { language: 'optional' } })
    const { text } = await get(page)
    for (const name of ['people_0_shirt', 'people_2_accent', 'shared_language'])
      assert.equal([...text.matchAll(new RegExp(`<(?:input|select)[^>]* id="field-${name}"`, 'g'))].length, 1, name)
    assert.match(text, /Only if you answered “Español”/)
    const dialect = { shirt: 'M', accent: 'Norteño' }
    await send({ ...row(0, 'Ada', dialect), ...row(1, 'Luis', { shirt: 'L' }), shared_language: 'es' })
    const stored = await Promise.all(
      (await registered()).map(async ({ id }) => (await given().admin('GET', `/registrations/${id}`)).body.answers),
    )
    assert.deepEqual(
      stored.map(({ shirt, accent, language }) => [shirt, accent ?? '', language]),
      [
        ['M', 'Norteño', 'es'],
        ['L', '', 'es'],
      ],
    )
  })
  test('runs the two scripts that show the element, on a page that was just opened, and no other', async () => {
    const { page, slug, send } = await givenGroup()
    const { headers, text } = await get(page)
    const policy = headers.get('content-security-policy') ?? ''
    const nonce = /script-src 'nonce-([\w-]{22})';/.exec(policy)?.[1] ?? 'none'
    const scripts = [...text.matchAll(/<script type="module" nonce="([^"]+)" src="([^"]+)">/g)]
    assert.deepEqual(
      scripts.map(([, with_, source]) => [with_, source?.replace(/-[\da-f]{12}/, '')]),
      [
        [nonce, '/assets/group.js'],
        [nonce, '/embed/v1/training-signup.js'],
      ],
    )
    assert.equal((await given().app.request(scripts[0]?.[2] ?? '')).status, 200)
    assert.match(policy, /connect-src 'self'; require-trusted-types-for 'script'; trusted-types training-signup$/)
    assert.ok(
      text.includes(
        `<div id="live" hidden><h2 class="unseen">Register a group</h2>\n<training-signup api="/" training="${slug}" partner="we-the-people" lang="en" details="none">`,
      ),
    )
    assert.doesNotMatch((await get(page)).text, new RegExp(nonce))
    // What was typed into the rows stays in them.
    for (const values of [{}, { _step: 'rows' }] as Record<string, string>[]) {
      const answer = await send(values)
      assert.doesNotMatch(answer.text, /<script(?! type="application)|training-signup/)
      assert.doesNotMatch(answer.headers.get('content-security-policy') ?? '', /script-src/)
    }
  })
  test('gives way to a notice where no one can register', async () => {
    const { page } = await givenGroup({ capacity: 0, waitlist: false })
    const { text } = await get(page)
    assert.match(text, /<h2>This training is full<\/h2>/)
    assert.doesNotMatch(text, /<form|<script(?! type="application)/)
  })
})
