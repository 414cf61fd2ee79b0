import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { noteTap, undoTap } from './check-in.ts'
import { readAttendance } from './read-attendance.ts'
import { storeMarks } from './store-marks.ts'

/** 9 AM to 3 PM in Chicago, on March 6. */
const starts = '2027-03-06T15:00:00.000Z'
const ends = '2027-03-06T21:00:00.000Z'
const newId = () => crypto.randomUUID()

onBothDatabases('marks', (given) => {
  const givenPeople = async (names: string[], draft: object = {}) => {
    const { slug } = await given().givenTraining({ seats: { capacity: 2, waitlist: true }, ...draft })
    for (const familyName of names) await given().signUp(slug, { people: [someone({ familyName })] })
    const { body } = await given().admin('GET', `/registrations?training=${slug}&sort=name`)
    const ids = Object.fromEntries(
      body.registrations.map((one: { familyName: string; id: string }) => [one.familyName, one.id]),
    ) as Record<string, string>
    return { slug, ids }
  }
  const send = async (slug: string, marks: object[]) => {
    const { status, body } = await given().admin('POST', `/trainings/${slug}/marks`, { marks })
    assert.equal(status, 200, JSON.stringify(body))
    return body.marks
  }
  const attendance = async (slug: string) => (await given().admin('GET', `/trainings/${slug}/attendance`)).body.people
  const since = async (id: string) => (await given().row('registration', { id })).checked_in_at

  test('are stored once, however often and in whatever order they come', async () => {
    const { slug, ids } = await givenPeople(['Reyes'])
    const [registration, later, earlier] = [ids['Reyes'] as string, newId(), newId()]
    given().clock.now = new Date(ends)
    const marks = [
      { id: later, registration, kind: 'in', at: '2027-03-06T15:10:00.000Z' },
      { id: earlier, registration, kind: 'in', at: '2027-03-06T15:05:00.000Z' },
    ]
    const stored = [{ outcome: 'stored' }, { outcome: 'stored' }].map((one, index) => ({
      id: marks[index]?.id,
      ...one,
    }))
    assert.deepEqual(await send(slug, marks), stored)
    assert.equal(await since(registration), marks[1]?.at)
    assert.deepEqual(await send(slug, marks.toReversed()), stored.toReversed())
    assert.equal((await given().rows('mark', { registration_id: registration })).length, 2)
    const [reyes] = await attendance(slug)
    assert.deepEqual(reyes.sessions, [
      { start: starts, end: ends, minutes: 355, firstIn: marks[1]?.at, lastOut: null, doubts: [] },
    ])
    // Taking back the earlier leaves the other door’s.
    await send(slug, [{ id: newId(), registration, kind: 'undo', voids: earlier }])
    assert.equal(await since(registration), marks[0]?.at)
  })

  test('of someone without a seat are kept, and the door reads who it is', async () => {
    const { slug, ids } = await givenPeople(['Adams', 'Brewer', 'Carter'])
    await given().admin('POST', `/registrations/${ids['Adams']}/cancel`)
    given().clock.now = new Date(starts)
    const [canceled, seated] = await send(slug, [
      { id: newId(), registration: ids['Adams'], kind: 'in' },
      { id: newId(), registration: ids['Brewer'], kind: 'in' },
    ])
    assert.equal(canceled.outcome, 'stored')
    assert.deepEqual([canceled.status, canceled.name], ['cancelled', 'Ada Adams'])
    assert.deepEqual([seated.outcome, seated.status, seated.name], ['stored', undefined, undefined])
    assert.equal(await since(ids['Adams'] as string), null)
    given().clock.now = new Date(ends)
    const [adams] = await attendance(slug)
    assert.deepEqual(
      adams.sessions[0].doubts.map(({ kind }: { kind: string }) => kind),
      ['after-end'],
    )
  })

  test('from the future, another day, or years late are kept as doubtful', async () => {
    const { slug, ids } = await givenPeople(['Reyes'])
    const registration = ids['Reyes'] as string
    given().clock.now = new Date(starts)
    await send(slug, [
      { id: newId(), registration, kind: 'in', at: '2027-03-06T16:00:00.000Z' },
      { id: newId(), registration, kind: 'in', at: '2024-03-06T16:00:00.000Z' },
    ])
    assert.equal(await since(registration), starts)
    given().clock.now = new Date('2029-03-06T16:00:00.000Z')
    await send(slug, [{ id: newId(), registration, kind: 'out', at: '2027-03-06T20:00:00.000Z' }])
    const [reyes] = await attendance(slug)
    const [{ doubts, minutes }] = reyes.sessions
    assert.deepEqual(doubts.map(({ kind }: { kind: string }) => kind).toSorted(), ['future', 'no-in', 'other-day'])
    assert.equal(minutes, 0)
  })

  test('say what is wrong with them, each by itself, and the others are stored', async () => {
    const { slug, ids } = await givenPeople(['Adams', 'Brewer'])
    const other = await givenPeople(['Carter'])
    const used = newId()
    const outcomes = await send(slug, [
      { id: used, registration: ids['Adams'], kind: 'in' },
      { id: used, registration: ids['Brewer'], kind: 'in' },
      { id: newId(), registration: other.ids['Carter'], kind: 'in' },
      { id: newId(), registration: ids['Brewer'], kind: 'out' },
    ])
    assert.deepEqual(
      outcomes.map(({ outcome, why, name }: Record<string, string>) => [outcome, why, name]),
      [
        ['stored', undefined, undefined],
        ['refused', 'used-id', 'Ada Brewer'],
        ['refused', 'not-found', undefined],
        ['stored', undefined, undefined],
      ],
    )
  })

  test('take back no one else’s, at the door as on the sheet', async () => {
    const { slug, ids } = await givenPeople(['Adams', 'Brewer'])
    given().clock.now = new Date(starts)
    const [id, other] = [newId(), newId()]
    await send(slug, [{ id, registration: ids['Adams'], kind: 'in' }])
    const [late, together] = [
      await send(slug, [{ id: newId(), registration: ids['Brewer'], kind: 'undo', voids: id }]),
      await send(slug, [
        { id: other, registration: ids['Adams'], kind: 'in' },
        { id: newId(), registration: ids['Brewer'], kind: 'in', voids: other },
      ]),
    ]
    assert.deepEqual([late[0].why, together[1].why], ['used-id', 'used-id'])
    const { body } = await given().admin('GET', `/trainings/${slug}/door`)
    const marks = body.people.map((one: { familyName: string; marks: unknown[] }) => [one.familyName, one.marks.length])
    assert.deepEqual(Object.fromEntries(marks), { Adams: 2, Brewer: 0 })
  })

  test('of a training that was called off are refused by name', async () => {
    const { slug, ids } = await givenPeople(['Adams'])
    await given().admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    const [refused] = await send(slug, [{ id: newId(), registration: ids['Adams'], kind: 'in' }])
    assert.deepEqual([refused.why, refused.name], ['training-cancelled', 'Ada Adams'])
  })

  test('have a bound, for a batch and for a person', async () => {
    const { slug, ids } = await givenPeople(['Adams'])
    const some = (count: number) =>
      Array.from({ length: count }, () => ({ id: newId(), registration: ids['Adams'], kind: 'out' }))
    assert.equal((await given().admin('POST', `/trainings/${slug}/marks`, { marks: some(101) })).status, 422)
    await send(slug, some(100))
    await send(slug, some(100))
    assert.deepEqual(
      (await send(slug, some(2))).map(({ why }: { why: string }) => why),
      ['too-many', 'too-many'],
    )
  })

  test('reach every door, however many come together', async () => {
    const names = ['Adams', 'Brewer', 'Carter', 'Dixon', 'Evans', 'Foster']
    const { slug, ids } = await givenPeople(names, { seats: { capacity: null, waitlist: false } })
    given().clock.now = new Date(starts)
    const hear = async (after: string) => (await given().admin('GET', `/trainings/${slug}/marks${after}`)).body
    const sent = Object.values(ids).flatMap((registration) =>
      Array.from({ length: 200 }, () => ({ id: newId(), registration, kind: 'in' })),
    )
    let { after } = await hear('')
    for (let at = 0; at < sent.length; at += 100) await send(slug, sent.slice(at, at + 100))
    const heard = new Set<string>()
    for (let beat = 0; beat < 3; beat++) {
      given().clock.later({ seconds: 5 })
      const news = await hear(`?after=${after}`)
      for (const { id } of news.marks) heard.add(id)
      after = news.after
    }
    assert.equal(heard.size, sent.length)
    given().clock.later({ seconds: 30 })
    ;({ after } = await hear(`?after=${after}`))
    assert.deepEqual((await hear(`?after=${after}`)).marks, [])
  })

  test('say who tapped, where another account sends them', async () => {
    const { slug, ids } = await givenPeople(['Adams'])
    await send(slug, [{ id: newId(), registration: ids['Adams'], kind: 'in', tappedBy: 'sam', device: 'north' }])
    const { tapped_by, sent_by, device } = await given().row('mark', { registration_id: ids['Adams'] as string })
    assert.deepEqual([tapped_by, sent_by, device], ['sam', null, 'north'])
  })

  test('are counted by session, in the order of the day', async () => {
    const sessions = [
      { start: '2027-03-06T09:00', end: '2027-03-06T12:00', label: { en: 'Morning' } },
      { start: '2027-03-06T13:00', end: '2027-03-06T15:00' },
    ]
    const { slug, ids } = await givenPeople(['Adams'], { sessions, attendance: 'in-and-out' })
    const registration = ids['Adams']
    given().clock.now = new Date(ends)
    await send(slug, [
      { id: newId(), registration, kind: 'in', at: starts, session: '2027-03-06T09:00' },
      { id: newId(), registration, kind: 'out', at: '2027-03-06T17:00:00.000Z' },
      { id: newId(), registration, kind: 'in', at: '2027-03-06T19:00:00.000Z' },
    ])
    const [{ sessions: attended }] = await attendance(slug)
    assert.deepEqual(
      attended.map(({ minutes, doubts }: { minutes: number; doubts: { kind: string }[] }) => [
        minutes,
        ...doubts.map(({ kind }) => kind),
      ]),
      [[120], [0, 'no-out']],
    )
  })

  test('can be of someone who left and came back, and an undo takes back only the last', async () => {
    const { slug, ids } = await givenPeople(['Adams'])
    const [id, sessions] = [ids['Adams'] as string, [{ key: 'all', start: starts, end: ends }]]
    const tap = async (kind: 'in' | 'out', verb = noteTap) => {
      given().clock.later({ seconds: 60 })
      await verb(given().context, id, { kind, session: 'all' }, sessions)
    }
    given().clock.now = new Date(starts)
    for (const kind of ['in', 'in', 'out', 'in'] as const) await tap(kind)
    assert.equal((await given().rows('mark', { registration_id: id })).length, 3)
    await tap('in', undoTap)
    const kinds = (await attendance(slug))[0].sessions[0]
    assert.notEqual(kinds.firstIn, null)
    assert.notEqual(kinds.lastOut, null)
  })

  test('of an earlier version are the check-ins that it had', async () => {
    const { slug, ids } = await givenPeople(['Adams'])
    await given().admin('PUT', `/registrations/${ids['Adams']}/check-in`)
    await given().admin('PUT', `/registrations/${ids['Adams']}/check-in`)
    assert.equal((await given().rows('mark', { registration_id: ids['Adams'] as string })).length, 1)
    await given().admin('DELETE', `/registrations/${ids['Adams']}/check-in`)
    assert.equal(await since(ids['Adams'] as string), null)
    assert.equal((await attendance(slug))[0].sessions[0].firstIn, null)
  })

  test('reach no one outside an agency, for its coordinators', async () => {
    const { slug, ids } = await givenPeople(['Adams', 'Brewer'], { fields: { agency: 'optional' } })
    await given().admin('PATCH', `/registrations/${ids['Adams']}`, { person: { agency: 'Harbor House' } })
    const { id } = await given().row('training', { slug })
    const scope = { trainings: 'all' as const, agency: 'harbor house' }
    const reached = await readAttendance(given().context, id, scope)
    assert.deepEqual(
      reached.map(({ familyName }) => familyName),
      ['Adams'],
    )
    const sent = { registration: ids['Brewer'] as string, kind: 'in' as const, source: 'door' as const }
    const [refused] = await storeMarks(given().context, slug, [{ id: newId(), ...sent }], scope)
    assert.equal(refused?.why, 'not-found')
  })
})

const session = (start: string, end: string) => ({ start: `2027-03-06T${start}`, end: `2027-03-06T${end}` })

onBothDatabases('sessions of a training', (given) => {
  for (const [what, sessions, path] of [
    ['before it', [session('08:00', '12:00')], 'sessions.0.start'],
    ['after it', [session('09:00', '16:00')], 'sessions.0.end'],
    ['that end before they start', [session('12:00', '10:00')], 'sessions.0.end'],
    ['that overlap', [session('09:00', '12:00'), session('11:00', '15:00')], 'sessions.1.start'],
  ] as const)
    test(`are refused ${what}`, async () => {
      const { slug } = await given().givenTraining()
      const { status, body } = await given().admin('PATCH', `/trainings/${slug}`, { sessions })
      assert.equal(status, 422)
      assert.match(JSON.stringify(body), new RegExp(path.replaceAll('.', '\\W+')))
    })
})
