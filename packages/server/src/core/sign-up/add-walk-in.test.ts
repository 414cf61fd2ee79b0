import assert from 'node:assert/strict'
import { beforeEach, test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { askAs } from '../../testing/keys.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { forgetExpiredKeys } from './idempotency.ts'

/** 9 AM to 3 PM in Chicago. */
const starts = '2027-03-06T15:00:00.000Z'
const tapped = '2027-03-06T14:52:00.000Z'
const newId = () => crypto.randomUUID()
const kim = { givenName: 'Kim', familyName: 'Brewer' }

onBothDatabases('walk-ins that a door sends later', (given) => {
  beforeEach(() => {
    given().clock.now = new Date(starts)
  })
  const send = async (slug: string, sent: object = {}, id = newId()) => {
    const walkIn = { id, person: kim, at: tapped, session: '2027-03-06T09:00', ...sent }
    const { status, body } = await given().admin('POST', `/trainings/${slug}/walk-ins`, walkIn)
    assert.equal(status, 200, JSON.stringify(body))
    return body as { id: string; outcome: string; registration?: string; why?: string }
  }
  /** Visitors registered the day before. */
  const register = async (slug: string, ...names: Record<string, string>[]) => {
    given().clock.now = new Date(Date.parse(starts) - 24 * 60 * 60_000)
    for (const name of names) assert.equal((await given().signUp(slug, { people: [someone(name)] })).status, 201)
    given().clock.now = new Date(starts)
  }
  const people = (slug: string) => given().rows('registration', { slug })
  const marksOf = (registration = '') => given().rows('mark', { registration_id: registration })
  const training = async (seats: object = { capacity: 2, waitlist: true }, more: object = {}) =>
    (await given().givenTraining({ seats, fields: { agency: 'optional' }, ...more })).slug

  test('are registered with a seat, and came when they were added', async () => {
    const slug = await training()
    const id = newId()
    const person = { ...kim, agency: 'Harbor House', email: 'kim@example.org' }
    const { outcome, registration } = await send(slug, { person, tappedBy: 'sam', lang: 'es' }, id)
    assert.equal(outcome, 'added')
    const { status, channel, checked_in_at, agency, lang } = await given().row('registration', {
      id: registration ?? '',
    })
    assert.deepEqual(
      [status, channel, checked_in_at, agency, lang],
      ['confirmed', 'walk-in', tapped, 'Harbor House', 'es'],
    )
    const [mark, ...others] = await marksOf(registration)
    assert.deepEqual([mark?.id, mark?.at, mark?.tapped_by, others.length], [id, tapped, 'sam', 0])
  })

  test('are added once, however often and by which account they are sent, and whatever was typed then', async () => {
    const slug = await training()
    const id = newId()
    const sent = { id, person: kim, at: tapped }
    const path = `/api/v1/admin/trainings/${slug}/walk-ins`
    const headers = { ...(await askAs(given(), { role: 'door' })), 'content-type': 'application/json' }
    const ask = async () => {
      const body = JSON.stringify({ ...sent, at: starts })
      const response = await given().app.request(path, { method: 'POST', headers, body })
      return (await response.json()) as { registration: string }
    }
    const answers = await Promise.all([send(slug, {}, id), ask(), send(slug, {}, id), ask()])
    const { registration = '' } = answers[0]
    assert.deepEqual(new Set(answers.map((one) => one.registration)), new Set([registration]))
    given().clock.later({ days: 9 })
    const late = await send(slug, { person: { givenName: '', email: 'no' } }, id)
    assert.deepEqual([late.outcome, late.registration], ['added', registration])
    assert.equal((await people(slug)).length, 1)
    assert.equal((await marksOf(registration)).length, 1)
  })

  test('came when the server heard of them, where the clock of the phone is wrong', async () => {
    const slug = await training()
    const { registration = '' } = await send(slug, { at: '2031-03-06T15:00:00.000Z' })
    assert.equal((await given().row('registration', { id: registration })).checked_in_at, starts)
    const attended = await given().admin('GET', `/trainings/${slug}/attendance`)
    assert.match(JSON.stringify(attended.body), /"future"/)
  })

  test('get seats that are kept for walk-ins, and never one that there is not', async () => {
    const slug = await training({ capacity: 3, walkIns: 2, waitlist: true })
    await register(slug, {}, {})
    const sent = await Promise.all(
      Array.from({ length: 5 }, (_, index) => send(slug, { person: { givenName: `Kim ${index}` } })),
    )
    assert.deepEqual(sent.map(({ outcome, why }) => why ?? outcome).toSorted(), [
      'added',
      'added',
      'no-seat-free',
      'no-seat-free',
      'no-seat-free',
    ])
    const statuses = (await people(slug)).map(({ status }) => status)
    assert.deepEqual(statuses.toSorted(), ['confirmed', 'confirmed', 'confirmed', 'waitlisted'])
    assert.deepEqual(await contradictions(given().context.db, slug), [])
  })

  test('are not added where no seat is free, with a waiting list or without', async () => {
    for (const waitlist of [true, false]) {
      const slug = await training({ capacity: 0, waitlist })
      assert.equal((await send(slug)).why, 'no-seat-free')
      assert.deepEqual(await people(slug), [])
    }
  })

  test('are asked about where someone of their name is on the list, also if two doors add them together', async () => {
    const slug = await training({ capacity: 9 })
    await register(slug, { givenName: 'Zoë', familyName: "O'Neil" })
    const same = await send(slug, { person: { givenName: 'ZOE', familyName: 'ONeil' } })
    assert.equal(same.why, 'already-registered')
    const both = await Promise.all([send(slug), send(slug)])
    assert.deepEqual(both.map(({ outcome, why }) => why ?? outcome).toSorted(), ['added', 'already-registered'])
    assert.equal((await people(slug)).length, 2)
  })

  for (const [typed, again] of [
    [
      { givenName: 'Mary Ann', familyName: 'de la Cruz' },
      { givenName: 'maryann', familyName: 'De La Cruz' },
    ],
    [{ givenName: 'Ben' }, { givenName: 'ben' }],
  ])
    test(`are known by a name as lists sort it: ${typed?.givenName}`, async () => {
      const slug = await training({ capacity: 9 })
      assert.equal((await send(slug, { person: typed })).outcome, 'added')
      assert.equal((await send(slug, { person: again })).why, 'already-registered')
    })

  for (const [what, person] of [
    ['a mistyped address', { ...kim, email: 'kim@example' }],
    ['no name', { familyName: 'Brewer' }],
    ['an answer to what is no longer asked', { ...kim, unknown: 'x' }],
  ] as const)
    test(`are not added with ${what}`, async () => {
      const slug = await training()
      assert.equal((await send(slug, { person })).why, 'invalid-answers')
      assert.deepEqual(await people(slug), [])
    })

  test('are not added to a training that was called off or withdrawn', async () => {
    for (const status of ['cancelled', 'withdrawn']) {
      const slug = await training()
      await given().admin('PATCH', `/trainings/${slug}`, { status })
      assert.equal((await send(slug)).why, 'training-cancelled', status)
    }
  })

  test('with the id of something else are not added', async () => {
    const [slug, other] = [await training(), await training()]
    const id = newId()
    await send(other, {}, id)
    assert.equal((await send(slug, {}, id)).why, 'used-id')
    assert.deepEqual(await people(slug), [])
  })

  test('who were erased in between are not added again, also without their name on the list', async () => {
    const slug = await training({ capacity: 1, waitlist: true })
    const [seated, waiting] = [newId(), newId()]
    const zoe = { person: { givenName: 'Zoe' }, mayWait: true, isOther: true }
    const added = [await send(slug, {}, seated), await send(slug, zoe, waiting)]
    assert.deepEqual(
      added.map(({ outcome }) => outcome),
      ['added', 'waits'],
    )
    for (const { registration } of added) await given().admin('DELETE', `/registrations/${registration}`)
    given().clock.later({ days: 400 })
    await forgetExpiredKeys(given().context)
    for (const again of [await send(slug, {}, seated), await send(slug, zoe, waiting)])
      assert.deepEqual([again.outcome, again.why, again.registration], ['refused', 'used-id', undefined])
    assert.deepEqual(await people(slug), [])
    const left = JSON.stringify(await given().rows('idempotency'))
    assert.doesNotMatch(left, new RegExp(`Kim|Brewer|Zoe|${added.map(({ registration }) => registration).join('|')}`))
    assert.equal((await send(slug, { person: kim })).outcome, 'added')
  })

  test('who wait are there once, however often they are sent', async () => {
    const slug = await training({ capacity: 0, waitlist: true })
    const id = newId()
    const sent = { mayWait: true, isOther: true }
    assert.deepEqual([(await send(slug, sent, id)).outcome, (await send(slug, sent, id)).why], ['waits', 'used-id'])
    assert.equal((await people(slug)).length, 1)
  })

  test('say in the audit log who tapped, that one was refused, and no name', async () => {
    const slug = await training({ capacity: 1 })
    const { registration } = await send(slug, { tappedBy: 'sam' })
    await send(slug, { person: { givenName: 'Zoe' }, tappedBy: 'sam' })
    const entries = (await given().rows('audit')).filter(
      ({ route, object_id }) => route.endsWith('/walk-ins') && [registration, slug].includes(object_id ?? ''),
    )
    assert.deepEqual(
      entries.map(({ object_kind, is_refused }) => [object_kind, is_refused]),
      [
        ['registration', 0],
        ['training', 1],
      ],
    )
    assert.equal(entries[0]?.object_id, registration)
    for (const { filters } of entries) assert.deepEqual(JSON.parse(filters), { training: slug, tappedBy: 'sam' })
    assert.doesNotMatch(JSON.stringify(entries), /Kim|Brewer|Zoe/)
  })
})
