import assert from 'node:assert/strict'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { test } from 'mocha'
import { listPublicTrainings } from '../../core/trainings/list-trainings.ts'
import { findPublicTraining } from '../../core/trainings/trainings.ts'
import { newSlug, onBothDatabases, someone, testApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { createTrainingAnswers } from './training-answer.ts'

onBothDatabases('a public answer', (given) => {
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await given().app.request(`/api/v1${path}`, { headers })
    return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
  }
  const givenBoth = async () => {
    const series = newSlug()
    const { slug } = await given().givenTraining({ series, seats: { capacity: 2, waitlist: false } })
    return { slug, paths: [`/trainings/${slug}`, `/trainings?series=${series}`] }
  }

  test('stays the same until something changes, in every encoding, and says the time', async () => {
    const { slug, paths } = await givenBoth()
    const asked = paths.flatMap((path) => ['br', 'gzip', 'identity'].map((encoding) => ({ path, encoding })))
    const tags = new Map<object, string>()
    for (const one of asked) {
      const { headers } = await get(one.path, { 'accept-encoding': one.encoding })
      assert.equal(headers.get('cache-control'), 'public, max-age=10')
      tags.set(one, headers.get('etag') ?? '')
    }
    assert.equal(new Set(tags.values()).size, asked.length)
    const again = (one: (typeof asked)[number]) =>
      get(one.path, { 'accept-encoding': one.encoding, 'if-none-match': tags.get(one) ?? '' })

    given().clock.later({ seconds: 11 })
    for (const one of asked) {
      const { status, headers, body } = await again(one)
      assert.deepEqual([status, body.length], [304, 0], `${one.path} ${one.encoding}`)
      assert.equal(headers.get('date'), given().clock.now.toUTCString())
      assert.equal(headers.get('etag'), tags.get(one))
      assert.equal(headers.get('vary'), 'Accept-Encoding, Accept-Language')
    }
    await given().signUp(slug, { people: [someone()] })
    await given().signUp(slug, { people: [someone()] })
    for (const one of asked) {
      const { status, headers } = await again(one)
      assert.equal(status, 200, `${one.path} ${one.encoding}`)
      assert.equal(headers.get('date'), given().clock.now.toUTCString())
    }
  })

  test('carries the day for people with a seat, and a word for a state that takes no registrations', async () => {
    const { slug } = await given().givenTraining({ start: '2027-03-06T09:00', end: '2027-03-06T12:00' })
    const wordsOf = async (lang: string) =>
      JSON.parse((await get(`/trainings/${slug}?lang=${lang}`)).body.toString()).words
    const words = await wordsOf('en')
    assert.equal(words['result.confirmed.named'], 'You’re in, {name}. See you Saturday, March 6.')
    assert.equal(words['state.closed.word'], undefined)
    given().clock.now = new Date('2027-03-06T19:00:00Z')
    assert.equal((await wordsOf('en'))['state.past.word'], 'Over')
  })

  test('is kept by proxies for a minute where its address names the language, and for a day if no answer comes', async () => {
    const { slug, paths } = await givenBoth()
    const kept = 'public, max-age=10, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400'
    for (const path of paths) {
      const { headers } = await get(`${path}${path.includes('?') ? '&' : '?'}lang=es`, { 'accept-language': 'en' })
      assert.deepEqual([headers.get('cache-control'), headers.get('vary')], [kept, 'Accept-Encoding'])
    }
    // A language that is not offered leaves the choice to the browser's list.
    const { headers } = await get(`/trainings/${slug}?lang=fr`)
    assert.deepEqual(
      [headers.get('cache-control'), headers.get('vary')],
      ['public, max-age=10', 'Accept-Encoding, Accept-Language'],
    )
  })

  test('is kept by no proxy for a partner that anyone may have invented', async () => {
    const { slug } = await givenBoth()
    const partner = newSlug()
    const cacheControl = async () =>
      (await get(`/trainings/${slug}?lang=en&partner=${partner}`)).headers.get('cache-control')
    assert.equal(await cacheControl(), 'private, max-age=10')
    assert.equal((await given().admin('POST', '/partners', { slug: partner, name: 'Rotary North' })).status, 201)
    given().clock.later({ seconds: 11 })
    assert.match((await cacheControl()) ?? '', /^public, max-age=10, s-maxage=60,/)
  })

  test('is kept by proxies no longer than until it changes, and no longer than by browsers until the form opens', async () => {
    const { slug } = await given().givenTraining({ opensAt: '2027-01-10T06:00', closesAt: '2027-01-10T06:01' })
    const at = async (time: string) => {
      given().clock.now = new Date(time)
      return (await get(`/trainings/${slug}?lang=en`)).headers.get('cache-control')?.split(', ').slice(1, 4)
    }
    // Someone who waits for the form goes by the answer's time, which a proxy's copy may not have.
    assert.deepEqual(await at('2027-01-10T11:50:00.000Z'), ['max-age=10', 's-maxage=10', 'stale-while-revalidate=0'])
    assert.deepEqual(await at('2027-01-10T12:00:20.000Z'), ['max-age=10', 's-maxage=40', 'stale-while-revalidate=0'])
  })

  test('says when it was made, and by its date when it was sent', async () => {
    const { paths } = await givenBoth()
    const made = given().clock.now
    for (const path of paths) await get(path)
    given().clock.later({ seconds: 4 })
    for (const path of paths) {
      const kept = await get(path)
      assert.equal(JSON.parse(kept.body.toString()).now, made.toISOString())
      assert.equal(kept.headers.get('date'), given().clock.now.toUTCString())
      assert.equal(kept.headers.get('cache-control'), 'public, max-age=6')
    }
    given().clock.later({ seconds: 7 })
    for (const path of paths)
      assert.equal(JSON.parse((await get(path)).body.toString()).now, given().clock.now.toISOString())
  })

  test('is kept by caches until it can change, and sent again only when it has', async () => {
    const { admin, givenTraining, clock } = given()
    const { slug } = await givenTraining({ opensAt: '2027-01-10T06:00', closesAt: '2027-01-10T06:01' })
    clock.now = new Date('2027-01-10T12:00:54.000Z')
    const path = `/trainings/${slug}`
    const first = await get(path)
    assert.equal(first.headers.get('cache-control'), 'public, max-age=6')
    const etag = first.headers.get('etag') ?? ''
    assert.equal((await get(path, { 'if-none-match': `"other", ${etag}` })).status, 304)
    await admin('PATCH', `/trainings/${slug}`, { title: { en: 'Second aid' } })
    assert.equal((await get(path, { 'if-none-match': etag })).status, 200)
    clock.now = new Date('2027-01-10T12:01:00.000Z')
    assert.equal(JSON.parse((await get(path)).body.toString()).training.state, 'closed')
  })

  test('is compressed for browsers that can read it, on any page', async () => {
    const { paths } = await givenBoth()
    for (const path of [...paths, ...paths.map((one) => `${one}${one.includes('?') ? '&' : '?'}partner=made-up`)]) {
      const plain = (await get(path, { 'accept-encoding': 'identity' })).body.toString()
      assert.equal(plain.includes('?p=made-up'), path.includes('made-up'))
      const brotli = await get(path, { 'accept-encoding': 'gzip, deflate, br' })
      assert.equal(brotli.headers.get('content-encoding'), 'br')
      assert.equal(brotliDecompressSync(brotli.body).toString(), plain)
      const gzip = await get(path, { 'accept-encoding': 'br;q=0, gzip' })
      assert.equal(gunzipSync(gzip.body).toString(), plain)
    }
  })

  test('has the words for several trainings or people only when asked for them', async () => {
    const { slug, paths } = await givenBoth()
    const [one = '', list = ''] = paths
    const several = `${one}?for=several&lang=es`
    const read = async (path: string) => JSON.parse((await get(path)).body.toString())
    const prefixes = async (path: string) => {
      const keys = Object.keys((await read(path)).words).map((key) => key.replace(/\..*/s, ''))
      return [keys.filter((key) => key === 'choose').length > 1, keys.includes('people')]
    }
    assert.deepEqual(await prefixes(one), [false, false])
    assert.deepEqual(await prefixes(list), [true, false])
    assert.deepEqual(await prefixes(several), [false, true])
    const [plain, { list: reading, group, ...more }] = [await read(`${one}?lang=es`), await read(several)]
    const idsOf = (fields: { id: string }[]) => fields.map(({ id }) => id)
    assert.deepEqual(idsOf(group.coordinator), ['name', 'email'])
    assert.equal(group.split.id, 'split')
    assert.deepEqual(
      idsOf([...group.person, ...group.shared]).toSorted(),
      idsOf(plain.form.fields).toSorted(),
      'each question is asked once: of each person, or of all',
    )
    assert.deepEqual(idsOf(group.person.filter((field: { more?: true }) => !field.more)).slice(0, 3), [
      'givenName',
      'familyName',
      'email',
    ])
    assert.deepEqual([reading.ranks, reading.columns[0].means], [[], 'givenName'])
    assert.deepEqual({ ...more, words: plain.words }, plain)
    assert.deepEqual({ ...more.words, ...plain.words }, more.words)
    assert.equal(more.words['people.heading'], 'Inscriba a su grupo')
    assert.notEqual((await get(one)).headers.get('etag'), (await get(`${one}?for=several`)).headers.get('etag'))
    for (const other of ['one', 'list', '', 'constructor'])
      assert.equal((await get(`/trainings/${slug}?for=${other}`)).status, 422, other)
  })

  test('tells a group that the training is full, and only where it is not, that the group is too large', async () => {
    const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: false } })
    const said = async () => {
      const { words } = JSON.parse((await get(`/trainings/${slug}?for=several`)).body.toString())
      return [words['people.state.full'], words['state.full']]
    }
    assert.deepEqual(await said(), ['There aren’t enough seats for all of you', 'This training is full'])
    await given().signUp(slug, { people: [someone()] })
    assert.deepEqual(await said(), ['This training is full', 'This training is full'])
  })

  test('leads from a training that is over or canceled to another date, or else to all trainings', async () => {
    const notifyOf = async (slug: string) =>
      JSON.parse((await get(`/trainings/${slug}?lang=es&partner=rotary`)).body.toString()).training.notify
    const past = { start: '2027-01-04T08:00', end: '2027-01-04T16:00' }
    const all = { label: 'Ver todas las capacitaciones', href: 'https://signup.example/?p=rotary&lang=es' }
    const title = { en: 'First aid', es: 'Primeros auxilios' }
    const later = { title, start: '2027-04-03T09:00', end: '2027-04-03T15:00' }
    for (const more of [past, { status: 'cancelled' as const }]) {
      assert.deepEqual(await notifyOf((await given().givenTraining({ title, ...more })).slug), all)
      const { slug } = await given().givenTraining({ title, ...more, series: `of-${Object.keys(more)[0]}` })
      await given().givenTraining({ ...later, series: `of-${Object.keys(more)[0]}` })
      assert.equal(await notifyOf(slug), undefined)
    }
    assert.equal(await notifyOf((await given().givenTraining({ title })).slug), undefined)
  })

  test('has words that fit the training as it is now', async () => {
    const wordsOf = async (slug: string, query = '') =>
      JSON.parse((await get(`/trainings/${slug}${query}`)).body.toString()).words
    const contact = { name: 'Pat Lee' }
    const full = await given().givenTraining({ seats: { capacity: 0, waitlist: true }, contact })
    const waiting = await wordsOf(full.slug)
    assert.equal(waiting['form.heading'], 'Join the waiting list')
    assert.equal(waiting['form.submit'], 'Join the waiting list')
    assert.match(waiting['result.question'], /Contact the organizer: Pat Lee$/)
    assert.ok(!('people.submit' in waiting), 'words about several people are sent only when asked for')
    const waitingGroup = await wordsOf(full.slug, '?for=several')
    assert.equal(waitingGroup['people.heading'], 'Add a group to the waiting list')
    assert.equal(waitingGroup['people.one'], 'Add just one person')
    assert.equal(waitingGroup['people.submit'].one, 'Add {count} person to the waiting list')

    const approved = await given().givenTraining({ audience: { access: 'approval' } })
    const words = await wordsOf(approved.slug)
    assert.equal(words['form.heading'], 'Request a seat')
    assert.equal(words['form.submit'], 'Request a seat')
    const asking = await wordsOf(approved.slug, '?for=several')
    assert.equal(asking['people.heading'], 'Request seats for a group')
    assert.equal(asking['people.one'], 'Request just one seat')
    assert.equal(asking['people.submit'].other, 'Request {count} seats')
    assert.equal(
      (await wordsOf(approved.slug, '?for=several&lang=es'))['people.heading'],
      'Solicitar cupos para un grupo',
    )
    assert.ok(!('result.question' in words), 'there is no contact')
    assert.match(words['form.privacy.text'], /We delete them by \w+ \d+, \d{4}\.$/)
  })

  test('has the same tag from every process', async () => {
    const { context, givenTraining, clock } = given()
    const { slug } = await givenTraining()
    const visitor = { lang: 'en', partner: undefined } as const
    const [here, there] = [createTrainingAnswers(context), createTrainingAnswers(context)]
    const training = await findPublicTraining(context, slug)
    const tag = (await here.one(training, visitor)).tag
    clock.later({ ms: 1234 })
    assert.equal((await there.one(training, visitor)).tag, tag)
  })
})

test('the best compression is for what many get and what stays; anything else is quick to compress', async () => {
  const { context, admin, givenTraining, close } = await testApp('sqlite')
  await admin('POST', '/partners', { slug: 'we-the-people', name: 'We the People' })
  const answers = createTrainingAnswers(context)
  const quality = async (slug: string, partner?: string) =>
    (await answers.one(await findPublicTraining(context, slug), { lang: 'en', partner })).brotliQuality
  const { slug } = await givenTraining({ sponsors: ['we-the-people'] })
  assert.deepEqual([await quality(slug), await quality(slug, 'we-the-people')], [11, 11])
  assert.equal(await quality(slug, 'made-up'), 5)
  const exact = await givenTraining({ seats: { capacity: 10, waitlist: true, showExact: true } })
  assert.equal(await quality(exact.slug), 5)
  const page = await listPublicTrainings(context, {}, { limit: 10 })
  const list = await answers.list(page, { lang: 'en', partner: undefined })
  assert.equal(list.brotliQuality, 5)
  await close()
})

test('answers for made-up partners do not pile up', async () => {
  const { context, clock, givenTraining, close } = await testApp('sqlite')
  const { slug } = await givenTraining({ summary: { en: 'x'.repeat(2000) } })
  const training = await findPublicTraining(context, slug)
  const answers = createTrainingAnswers(context)
  const one = (partner?: string) => answers.one(training, { lang: 'en', partner })
  const first = await one()
  assert.equal(await one(), first)
  const most = Math.ceil((16 * 1024 * 1024) / first.bytes.length)
  for (let index = 0; index < most; index++) await one(`made-up-${index}`)
  assert.notEqual(await one(), first)
  // Those that are over take no room, so nothing else is forgotten for others.
  clock.later({ seconds: 11 })
  const later = await one()
  for (let index = 0; index < most / 2; index++) await one(`made-up-${index}`)
  assert.equal(await one(), later)
  await close()
})

test('registered people get their link from one training, not from several whose links look alike', async () => {
  const { app, givenTraining, close } = await testApp('sqlite', mailing)
  const series = newSlug()
  const leads = async (path: string) => (await (await app.request(`/api/v1${path}`)).text()).includes('/find')
  const { slug } = await givenTraining({ series })
  assert.deepEqual([await leads(`/trainings/${slug}`), await leads(`/trainings?series=${series}`)], [true, true])
  const { slug: other } = await givenTraining({ series })
  assert.deepEqual(
    [await leads(`/trainings/${other}`), await leads(`/trainings?training=${slug},${other}`)],
    [true, false],
  )
  await close()
})
