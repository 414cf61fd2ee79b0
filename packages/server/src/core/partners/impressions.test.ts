import assert from 'node:assert/strict'
import { test } from 'mocha'
import { newSlug, onBothDatabases, readJson, someone, testApp } from '../../testing/servers/test-app.ts'

onBothDatabases('what pages bring', (given) => {
  const seen = (slug: string, body: unknown, headers: Record<string, string> = {}) =>
    given().app.request(`/api/v1/trainings/${slug}/seen`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const givenPartner = async (origins: string[] = []) => {
    const slug = newSlug()
    assert.equal((await given().admin('POST', '/partners', { slug, name: slug, origins })).status, 201)
    return slug
  }
  /** Partner, day, views, starts, sign-ups. */
  const counted = async (training: string) => {
    await given().context.impressions.write()
    const all = await given().rows('impression_count', { slug: training })
    return all
      .toSorted((one, other) => (`${one.day} ${one.partner}` < `${other.day} ${other.partner}` ? -1 : 1))
      .map(({ partner, day, views, starts, sign_ups }) => [partner, day, views, starts, sign_ups])
  }

  test('views and starts are counted by partner and by the day where the training is', async () => {
    const { clock, givenTraining } = given()
    const { slug } = await givenTraining({ timeZone: 'America/Chicago' })
    const partner = await givenPartner()
    for (const kind of ['view', 'view', 'start']) assert.equal((await seen(slug, { kind, partner })).status, 204)
    await seen(slug, { kind: 'view' })
    assert.deepEqual(await counted(slug), [
      ['', '2027-01-10', 1, 0, 0],
      [partner, '2027-01-10', 2, 1, 0],
    ])
    clock.now = new Date('2027-01-11T05:59:00Z')
    await seen(slug, { kind: 'view', partner })
    clock.now = new Date('2027-01-11T06:01:00Z')
    await seen(slug, { kind: 'view', partner })
    assert.deepEqual(await counted(slug), [
      ['', '2027-01-10', 1, 0, 0],
      [partner, '2027-01-10', 3, 1, 0],
      [partner, '2027-01-11', 1, 0, 0],
    ])
  })

  test('10,000 made-up names make one row', async () => {
    const { slug } = await given().givenTraining()
    for (let index = 0; index < 10_000; index++)
      assert.equal((await seen(slug, { kind: 'view', partner: `made-up-${index}` })).status, 204)
    assert.deepEqual(await counted(slug), [['', '2027-01-10', 10_000, 0, 0]])
  })

  test('a partner that lists its origins is credited only from them and from the hosted page', async () => {
    const { slug } = await given().givenTraining()
    const partner = await givenPartner(['https://sponsor.example'])
    for (const origin of ['https://sponsor.example', 'https://signup.example'])
      await seen(slug, { kind: 'view', partner }, { origin })
    for (const origin of ['https://evil.example', 'null', `https://${'x'.repeat(400)}.example`])
      await seen(slug, { kind: 'view', partner }, { origin })
    await seen(slug, { kind: 'view', partner })
    assert.deepEqual(await counted(slug), [
      ['', '2027-01-10', 4, 0, 0],
      [partner, '2027-01-10', 2, 0, 0],
    ])
  })

  test('the answer is empty, is not stored, sets no cookie and may be read by every page; nothing of the person stays', async () => {
    const { context, logged, givenTraining } = given()
    const { slug } = await givenTraining()
    const lines = logged.length
    const person = {
      cookie: 'id=ada-7',
      'x-forwarded-for': '203.0.113.77',
      'user-agent': 'Ada-7',
      referer: 'https://a.example/ada-7',
    }
    const response = await seen(slug, { kind: 'view' }, { origin: 'https://sponsor.example', ...person })
    assert.deepEqual([response.status, await response.text()], [204, ''])
    const {
      'cache-control': cached,
      'access-control-allow-origin': allowed,
      ...others
    } = Object.fromEntries(response.headers)
    assert.deepEqual([cached, allowed], ['no-store', '*'])
    assert.deepEqual(Object.keys(others), ['access-control-expose-headers', 'x-content-type-options', 'x-request-id'])
    await context.impressions.write()
    assert.doesNotMatch(JSON.stringify(await given().rows('impression_count')), /ada-7|203\.0/i)
    assert.equal(logged.length, lines)
  })

  test('the answer does not wait for the database', async () => {
    const { context, givenTraining, app } = given()
    const { slug } = await givenTraining()
    await app.request(`/api/v1/trainings/${slug}`)
    const { transaction, reader } = context.db
    const unreachable = () => assert.fail('the database was asked')
    Object.assign(context.db, { transaction: unreachable, reader: { selectFrom: unreachable } })
    const response = await seen(slug, { kind: 'start', partner: 'never-seen-before' })
    Object.assign(context.db, { transaction, reader })
    assert.equal(response.status, 204)
    assert.equal((await counted(slug))[0]?.[3], 1)
  })

  const problemJson = 'application/problem+json; charset=utf-8'
  const unreadable = { 'not JSON': '{"kind":', empty: '' }
  const invalid = {
    null: 'null',
    'an unknown kind': { kind: 'sign-up' },
    'no kind': {},
    'an unknown member': { kind: 'view', email: 'a@b.example' },
    'a partner that is no slug': { kind: 'view', partner: 'We The People' },
    'a partner with NUL': { kind: 'view', partner: 'a\0' },
    'a partner that is a number': { kind: 'view', partner: 7 },
  }
  for (const [name, body] of Object.entries({ ...unreadable, ...invalid })) {
    test(`a body with ${name} is refused, and nothing is counted`, async () => {
      const { slug } = await given().givenTraining()
      const response = await seen(slug, body)
      const { type } = await readJson(response)
      assert.deepEqual(
        [response.status, response.headers.get('content-type'), type],
        name in unreadable ? [400, problemJson, '/problems/malformed'] : [422, problemJson, '/problems/invalid-input'],
      )
      assert.deepEqual(await counted(slug), [])
    })
  }

  test('a body of more than 1 KiB is refused, declared or not', async () => {
    const { slug } = await given().givenTraining()
    const large = `{"kind":"view"${' '.repeat(1024)}}`
    for (const headers of [{}, { 'content-length': String(large.length) }]) {
      const response = await seen(slug, large, headers)
      assert.deepEqual([response.status, (await readJson(response)).type], [413, '/problems/too-large'])
    }
  })

  test('a training that no one can see is not counted', async () => {
    const { givenTraining } = given()
    const draft = await givenTraining({ status: 'draft' })
    const withdrawn = await givenTraining({ status: 'withdrawn' })
    for (const [slug, status] of [
      ['nowhere', 404],
      ['%00', 404],
      [draft.slug, 404],
      [withdrawn.slug, 410],
    ] as const) {
      const response = await seen(slug, { kind: 'view' }, { origin: 'https://sponsor.example' })
      assert.equal(response.status, status, slug)
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8')
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
    }
    assert.equal(
      (await given().app.request(`/api/v1/trainings/${draft.slug}/seen`)).status,
      405,
      'a GET counts nothing',
    )
  })

  test('what cannot be written is logged once, kept, and written as soon as it can be', async () => {
    const { context, logged, givenTraining } = given()
    const { slug } = await givenTraining()
    const [partner, late] = [await givenPartner(), await givenPartner()]
    const { transaction } = context.db
    const lines = logged.length
    context.db.transaction = () => Promise.reject(new Error('secret of the database'))
    for (let outage = 0; outage < 3; outage++) {
      await seen(slug, { kind: 'view', partner })
      await context.impressions.write()
    }
    for (let index = 0; index < 3000; index++) await seen(slug, { kind: 'start', partner: `made-up-${index}` })
    // Beyond what is kept, a name that is new is not kept apart.
    await seen(slug, { kind: 'start', partner: late })
    await context.impressions.write()
    context.db.transaction = transaction
    assert.deepEqual(
      logged.slice(lines).map((line) => JSON.parse(line).msg),
      ['can’t write views and starts; keeping them for the next try'],
    )
    assert.doesNotMatch(logged.slice(lines).join(''), /secret/)
    await seen(slug, { kind: 'view', partner })
    assert.deepEqual(await counted(slug), [
      ['', '2027-01-10', 0, 3001, 0],
      [partner, '2027-01-10', 4, 0, 0],
    ])
  })

  test('what is counted while the last counts are being written is written next', async () => {
    const { context, givenTraining } = given()
    const { slug } = await givenTraining()
    await seen(slug, { kind: 'view' })
    const first = context.impressions.write()
    await seen(slug, { kind: 'view' })
    await Promise.all([first, context.impressions.write(), context.impressions.write()])
    assert.equal((await counted(slug))[0]?.[2], 2)
  })

  test('a training that is deleted takes its counts along, and no other’s', async () => {
    const { admin, givenTraining } = given()
    const [gone, stays] = [await givenTraining(), await givenTraining()]
    for (const { slug } of [gone, stays]) await seen(slug, { kind: 'view' })
    assert.equal((await counted(gone.slug)).length, 1)
    for (const { slug } of [gone, stays]) await seen(slug, { kind: 'view' })
    assert.equal((await admin('DELETE', `/trainings/${gone.slug}`)).status, 204)
    assert.equal((await counted(stays.slug))[0]?.[2], 2)
    const orphans = await given()
      .context.db.reader.selectFrom('impression_count')
      .leftJoin('training', 'training.id', 'training_id')
      .select('training_id')
      .where('training.id', 'is', null)
      .execute()
    assert.deepEqual(orphans, [])
  })

  test('a sign-up counts whether or not its people are registered; a repeated one once, a group by its people', async () => {
    const { people, signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 2, waitlist: true } })
    const partner = await givenPartner()
    const ada = someone()
    const key = { 'idempotency-key': `key-of-${slug}-0123456789` }
    for (const headers of [key, key, {}])
      assert.equal((await signUp(slug, { people: [ada], partner }, headers)).status, 201)
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.example' }
    await signUp(slug, { people: [ada, someone(), someone()], coordinator, split: true, partner })
    await signUp(slug, { people: [someone()], partner: 'nobody-knows-them' })
    await signUp(slug, { people: [someone()], partner: 'nor-them' })
    await signUp(slug, { people: [someone()] })
    const phoned = { training: slug, channel: 'phone', people: [someone()], partner }
    assert.equal((await admin('POST', '/registrations', phoned)).status, 201)
    const expected = [
      ['', '2027-01-10', 0, 0, 3],
      [partner, '2027-01-10', 0, 0, 5],
    ]
    assert.deepEqual(await counted(slug), expected)

    for (const { id } of await people(slug)) assert.equal((await admin('DELETE', `/registrations/${id}`)).status, 204)
    assert.deepEqual(await counted(slug), expected, 'erasing a person takes nothing back')
  })

  test('a sign-up that is refused, or comes from a page that is not the partner’s, is not credited', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: false } })
    const partner = await givenPartner(['https://sponsor.example'])
    await signUp(slug, { people: [someone()], partner }, { origin: 'https://evil.example' })
    assert.equal(
      (await signUp(slug, { people: [someone()], partner }, { origin: 'https://sponsor.example' })).status,
      409,
    )
    assert.deepEqual(await counted(slug), [['', '2027-01-10', 0, 0, 1]])
  })
})

test('with allowed origins listed, other pages are not counted', async () => {
  const { app, context, givenTraining, rows, close } = await testApp('sqlite', {
    environment: { ALLOWED_ORIGINS: 'https://sponsor.example' },
  })
  const { slug } = await givenTraining()
  const post = (origin: string) =>
    app.request(`/api/v1/trainings/${slug}/seen`, { method: 'POST', headers: { origin }, body: '{"kind":"view"}' })
  assert.deepEqual(
    [(await post('https://evil.example')).status, (await post('https://sponsor.example')).status],
    [403, 204],
  )
  await context.impressions.write()
  const [views, ...others] = await rows('impression_count')
  assert.deepEqual([views?.views, others], [1, []])
  await close()
})
