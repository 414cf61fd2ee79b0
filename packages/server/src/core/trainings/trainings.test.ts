import assert from 'node:assert/strict'
import { TrainingAnswer, type TrainingDraft } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { newSlug, onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'

const smallest = (): TrainingDraft => ({
  slug: newSlug(),
  title: { en: 'First aid' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  onlineUrl: 'https://meet.example/x',
})

onBothDatabases('organizers’ trainings', (given) => {
  test('the smallest one is created as a draft, read, published and deleted', async () => {
    const { admin, send } = given()
    const draft = smallest()
    const created = await admin('POST', '/trainings', draft)
    assert.deepEqual([created.status, created.body.training.status, created.body.revision], [201, 'draft', 1])
    assert.equal(created.headers.get('location'), `https://signup.example/api/v1/admin/trainings/${draft.slug}`)
    assert.equal((await send('GET', `/api/v1/trainings/${draft.slug}`)).status, 404)
    assert.deepEqual((await admin('PATCH', `/trainings/${draft.slug}`, { status: 'published' })).body.revision, 2)
    assert.equal((await send('GET', `/api/v1/trainings/${draft.slug}`)).status, 200)
    assert.ok(
      (await admin('GET', '/trainings')).body.trainings.some(
        (one: { training: { slug: string } }) => one.training.slug === draft.slug,
      ),
    )
    assert.equal((await admin('DELETE', `/trainings/${draft.slug}`)).status, 204)
    assert.equal((await admin('GET', `/trainings/${draft.slug}`)).status, 404)
  })

  test('what was read can be put back', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining({
      questions: [
        { id: 'shirt', type: 'select', label: { en: 'Shirt' }, options: [{ value: 's', label: { en: 'S' } }] },
      ],
    })
    const { body, headers } = await admin('GET', `/trainings/${slug}`)
    const { training } = body
    const put = await admin('PUT', `/trainings/${slug}`, training, { 'if-match': headers.get('etag') ?? '' })
    assert.deepEqual([put.status, put.body.training], [200, training])
  })

  test('a patch merges objects, and null removes', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining({
      summary: { en: 'A day.' },
      contact: { name: 'Pat', email: 'pat@example.org' },
    })
    const { body } = await admin('PATCH', `/trainings/${slug}`, {
      summary: null,
      contact: { email: null },
      seats: { capacity: 7 },
    })
    assert.equal(body.training.summary, undefined)
    assert.deepEqual(body.training.contact, { name: 'Pat' })
    const { capacity, waitlist, showExact, holdWhilePending } = body.training.seats
    assert.deepEqual([capacity, waitlist, showExact, holdWhilePending], [7, true, false, true])
  })

  test('a taken slug, another slug, an unknown sponsor and registrations stand in the way, each with its reason', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    await signUp(slug, { people: [someone()] })
    assert.equal((await admin('POST', '/trainings', { ...smallest(), slug })).body.type, '/problems/slug-taken')
    assert.equal((await admin('PATCH', `/trainings/${slug}`, { slug: 'other' })).body.errors[0].pointer, '/slug')
    assert.equal(
      (await admin('PATCH', `/trainings/${slug}`, { sponsors: ['nobody'] })).body.errors[0].pointer,
      '/sponsors/0',
    )
    assert.equal((await admin('DELETE', `/trainings/${slug}`)).body.type, '/problems/has-registrations')
  })

  test('everything that is wrong with a training is listed in one answer', async () => {
    const { admin } = given()
    const bad = {
      ...smallest(),
      start: '2027-02-30T09:00',
      timeZone: 'Mars/Base',
      seats: { capacity: -1, color: 'red' },
      extra: 1,
    }
    const { status, body } = await admin('POST', '/trainings', bad)
    assert.equal(status, 422)
    assert.deepEqual(body.errors.map((fault: { pointer: string }) => fault.pointer).toSorted(), [
      '/extra',
      '/seats/capacity',
      '/seats/color',
      '/start',
      '/timeZone',
    ])
    const { onlineUrl: _, ...nowhere } = smallest()
    assert.equal((await admin('POST', '/trainings', { ...nowhere, end: '2027-03-05T09:00' })).body.errors.length, 2)
  })

  test('everyone concerned is notified of a new time and of a cancellation, once', async () => {
    const { rows, admin, context, signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    for (let person = 0; person < 2; person++) await signUp(slug, { people: [someone()] })
    await admin('PATCH', `/trainings/${slug}`, { summary: { en: 'Nothing that concerns them.' } })
    await admin('PATCH', `/trainings/${slug}`, { start: '2027-03-06T08:00' })
    await deliverMails(context)
    await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    await deliverMails(context)
    assert.deepEqual((await rows('outbox', { slug })).map(({ kind }) => kind).toSorted(), [
      'confirmed',
      'training-cancelled',
      'training-cancelled',
      'training-changed',
      'training-changed',
      'waitlisted',
    ])
    assert.equal((await signUp(slug, { people: [someone()] })).body.type, '/problems/training-cancelled')
    await admin('PATCH', `/trainings/${slug}`, { status: 'published' })
    const kinds = await rows('outbox', { slug, kind: 'training-restored' })
    assert.equal(kinds.length, 2, 'who was told not to come is told that it takes place after all')
    assert.equal((await admin('PATCH', `/trainings/${slug}`, { status: 'draft' })).body.errors[0].pointer, '/status')
  })
})

onBothDatabases('a training on a page', (given) => {
  test('comes with form and words in the asked-for language', async () => {
    const { send, givenTraining } = given()
    const { slug } = await givenTraining({ audience: { access: 'attest', roles: ['police'] } })
    const answer = async (query: string, headers = {}) =>
      TrainingAnswer.parse(await readJson(await send('GET', `/api/v1/trainings/${slug}${query}`, undefined, headers)))
    const spanish = await answer('?lang=es')
    assert.deepEqual(
      [spanish.lang, spanish.languages, spanish.training.title],
      ['es', ['en', 'es'], 'Primeros auxilios'],
    )
    assert.equal(spanish.form.fields[0]?.label, 'Nombre')
    assert.equal(spanish.words['form.submit'], 'Inscribirme')
    assert.deepEqual(
      spanish.form.fields.map(({ id }) => id),
      ['givenName', 'familyName', 'email', 'role', 'roleOther', 'agency', 'needs'],
    )
    assert.equal((await answer('', { 'accept-language': 'fr, es;q=0.8, en;q=0.5' })).lang, 'es')
    assert.equal((await answer('?lang=fr')).lang, 'en')
  })

  test('shows a band, never a number, unless the organizer opted in', async () => {
    const { send, signUp, givenTraining } = given()
    const read = async (slug: string) => (await readJson(await send('GET', `/api/v1/trainings/${slug}`))).training
    const secret = await givenTraining({ seats: { capacity: 10, waitlist: true } })
    const exact = await givenTraining({ seats: { capacity: 10, waitlist: true, showExact: true } })
    assert.deepEqual([(await read(secret.slug)).state, (await read(secret.slug)).seatsLeft], ['open', undefined])
    for (const { slug } of [secret, exact])
      for (let person = 0; person < 8; person++) await signUp(slug, { people: [someone()] })
    const shown = await read(secret.slug)
    assert.deepEqual([shown.state, shown.notice.title, shown.seatsLeft], ['few', 'A few seats left', undefined])
    assert.ok(!/"(capacity|seats_?taken)"/i.test(JSON.stringify(shown)))
    assert.equal((await read(exact.slug)).seatsLeft, 2)
  })

  test('withdrawn is gone, and a list has only what is public: to register for, to come, and past', async () => {
    const { send, givenTraining } = given()
    const series = newSlug()
    const later = await givenTraining({ series, start: '2027-05-01T09:00', end: '2027-05-01T15:00' })
    const past = await givenTraining({ series, start: '2026-05-01T09:00', end: '2026-05-01T15:00' })
    const sooner = await givenTraining({ series })
    const on = (day: string) => ({ start: `${day}T09:00`, end: `${day}T15:00` })
    const full = await givenTraining({ series, ...on('2027-01-20'), seats: { capacity: 0, waitlist: false } })
    const canceled = await givenTraining({ series, ...on('2027-02-20'), status: 'cancelled' })
    const waitlist = await givenTraining({ series, ...on('2027-05-02'), seats: { capacity: 0, waitlist: true } })
    const withdrawn = await givenTraining({ series, status: 'withdrawn' })
    await givenTraining({ series, status: 'draft' })
    assert.equal((await send('GET', `/api/v1/trainings/${withdrawn.slug}`)).status, 410)
    const slugs = async (query: string) =>
      (
        (await readJson(await send('GET', `/api/v1/trainings?${query}`))) as { trainings: { slug: string }[] }
      ).trainings.map(({ slug }) => slug)
    assert.deepEqual(await slugs(`series=${series}`), [
      ...[sooner, later, waitlist].map(({ slug }) => slug),
      ...[full, canceled].map(({ slug }) => slug),
      past.slug,
    ])
    assert.deepEqual(await slugs(`slug=${past.slug},${later.slug},nowhere`), [later.slug, past.slug])
    assert.deepEqual(await slugs('slug='), [])
    assert.deepEqual(await slugs('slug=Bad_Slug'), [])
  })
})

onBothDatabases('partners', (given) => {
  test('are created, replaced, named by trainings and deleted only when none names them', async () => {
    const { admin, send, givenTraining } = given()
    const slug = newSlug()
    assert.equal((await admin('POST', '/partners', { slug, name: 'We The People' })).status, 201)
    assert.equal((await admin('POST', '/partners', { slug, name: 'Others' })).body.type, '/problems/slug-taken')
    const training = await givenTraining({ sponsors: [slug] })
    const sponsors = async () =>
      (await readJson(await send('GET', `/api/v1/trainings/${training.slug}`))).training.sponsors
    assert.deepEqual(await sponsors(), [{ name: 'We The People' }])
    const named = { slug, name: 'We, the People', url: 'https://wtp.example/' }
    assert.equal((await admin('PUT', `/partners/${slug}`, named, { 'if-match': '*' })).status, 200)
    assert.deepEqual(await sponsors(), [{ name: 'We, the People', url: 'https://wtp.example/' }])
    assert.deepEqual((await admin('DELETE', `/partners/${slug}`)).body.type, '/problems/in-use')
    await admin('PATCH', `/trainings/${training.slug}`, { sponsors: [] })
    assert.equal((await admin('DELETE', `/partners/${slug}`)).status, 204)
    assert.equal((await admin('GET', `/partners/${slug}`)).status, 404)
    for (const bad of [
      { slug, name: 'x', url: 'http://a.example' },
      { slug: 'Bad Slug', name: 'x' },
      { slug, name: 'x', origins: ['https://a.example/path'] },
    ]) {
      assert.equal((await admin('POST', '/partners', bad)).status, 422)
    }
  })

  test('that list their origins are credited only from there', async () => {
    const { people, admin, signUp, givenTraining } = given()
    const partner = newSlug()
    await admin('POST', '/partners', { slug: partner, name: 'P', origins: ['https://p.example'] })
    const { slug } = await givenTraining()
    for (const origin of ['https://p.example', 'https://evil.example', 'https://signup.example'])
      await signUp(slug, { people: [someone()], partner }, { origin })
    await signUp(slug, { people: [someone()], partner })
    const registrations = await people(slug)
    assert.deepEqual(
      registrations.map((one: { partner: string; origin: string }) => [one.partner, one.origin]),
      [
        [partner, 'https://p.example'],
        [null, 'https://evil.example'],
        [partner, 'https://signup.example'],
        [null, null],
      ],
    )
  })
})
