import assert from 'node:assert/strict'
import { test } from 'mocha'
import { closeDay } from '../../../core/attendance/close-day.ts'
import { countUntilEnd } from '../../../core/attendance/count-until-end.ts'
import { everything } from '../../../platform/access/caller.ts'
import { copyPerson } from '../../../testing/generated/copy-person.ts'
import { askAs } from '../../../testing/keys.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mostRows, recordStatements } from '../../../testing/traces/statements.ts'
import { readSheet } from './sheet.ts'
import { readDay } from './training-day.ts'

/** 9 AM to 3 PM in Chicago, on March 6. */
const key = '2027-03-06T09:00'
const starts = '2027-03-06T15:00:00.000Z'
const ends = '2027-03-06T21:00:00.000Z'
const evening = new Date('2027-03-07T00:00:00.000Z')
const reason = 'Forgot to check out'

onBothDatabases('the day of a training', (given) => {
  const givenPeople = async (people: Parameters<typeof someone>[0][], draft: object = {}) => {
    const fields = { agency: 'optional' as const }
    const { slug } = await given().givenTraining({ fields, seats: { capacity: null }, ...draft })
    for (const one of people) await given().signUp(slug, { people: [someone(one)] })
    const { body } = await given().admin('GET', `/registrations?training=${slug}&sort=name`)
    const ids: string[] = body.registrations.map(({ id }: { id: string }) => id)
    given().clock.now = evening
    return { slug, ids }
  }
  const mark = async (slug: string, registration: string | undefined, kind: string, at: string, more: object = {}) => {
    const marks = [{ id: crypto.randomUUID(), registration, kind, at, ...more }]
    const { status, body } = await given().admin('POST', `/trainings/${slug}/marks`, { marks })
    assert.deepEqual([status, body.marks[0].outcome], [200, 'stored'])
  }
  const day = async (slug: string, headers?: Record<string, string>) =>
    (await given().admin('GET', `/trainings/${slug}/day`, undefined, headers)).body

  test('is said with what is open about it', async () => {
    const names = ['Adams', 'Brewer', 'Carter', 'Diaz', 'Ellis']
    const { slug, ids } = await givenPeople(
      names.map((familyName) => ({ familyName })),
      { attendance: 'in-and-out' },
    )
    await mark(slug, ids[0], 'in', starts, { device: 'North door' })
    await mark(slug, ids[1], 'in', starts)
    await mark(slug, ids[1], 'out', ends)
    await mark(slug, ids[2], 'in', starts)
    await mark(slug, ids[2], 'out', '2027-03-06T20:00:00.000Z')
    await mark(slug, ids[3], 'in', '2027-03-06T16:00:00.000Z')
    await mark(slug, ids[3], 'in', starts, { source: 'paper' })
    await mark(slug, ids[3], 'out', ends)
    const said = await day(slug)
    assert.deepEqual(said.open, { noOut: [{ session: key, people: 1 }], differs: 1, other: 0 })
    assert.deepEqual(said.people, { open: 2, short: 0, part: 1, complete: 1, away: 1 })
    const at = evening.toISOString()
    assert.deepEqual(
      said.doors.toSorted((one: { device: string | null }) => (one.device === null ? -1 : 1)),
      [
        { device: null, lastAt: at },
        { device: 'North door', lastAt: at },
      ],
    )
    const { id } = await given().row('training', { slug })
    const { rows } = await readSheet(given().context, id, everything)
    assert.deepEqual(
      rows.map(({ familyName, state, minutes }) => `${familyName} ${state} ${minutes}`),
      ['Adams open 0', 'Diaz open 360', 'Carter part 300', 'Brewer complete 360', 'Ellis away 0'],
    )
  })

  test('is closed once by two organizers together, and tells programs once', async () => {
    const { slug } = await givenPeople([{}])
    await given().admin('POST', '/webhooks', { url: 'https://hook.example.org/', events: ['attendance.closed'] })
    const before = (await given().rows('webhook_event')).length
    const closed = await Promise.all([1, 2, 3].map(() => closeDay(given().context, slug)))
    assert.equal(closed.filter(Boolean).length, 1)
    const events = (await given().rows('webhook_event')).slice(before).flatMap(({ events: some }) => JSON.parse(some))
    assert.deepEqual(events, [{ event: 'attendance.closed', training: slug }])
    assert.equal((await day(slug)).closedAt, evening.toISOString())
    const again = await given().admin('PUT', `/trainings/${slug}/day/closed`)
    assert.equal(again.status, 204)
    await given().admin('DELETE', `/trainings/${slug}/day/closed`)
    assert.equal((await day(slug)).closedAt, null)
  })

  test('cannot be closed before it begins, or if it was called off', async () => {
    const { slug } = await givenPeople([{}])
    given().clock.now = new Date('2027-03-06T14:00:00.000Z')
    assert.equal((await given().admin('PUT', `/trainings/${slug}/day/closed`)).status, 409)
    given().clock.now = evening
    const { slug: off } = await given().givenTraining({ status: 'cancelled' })
    assert.equal((await given().admin('PUT', `/trainings/${off}/day/closed`)).status, 409)
    assert.equal((await given().admin('PUT', '/trainings/none/day/closed')).status, 404)
  })

  test('is settled anew after a correction', async () => {
    const { slug, ids } = await givenPeople([{}])
    await closeDay(given().context, slug)
    await given().context.db.transaction((tx) =>
      tx.updateTable('training').set({ day_settled_at: ends }).where('slug', '=', slug).execute(),
    )
    const sessions = [{ session: key, in: starts, out: null }]
    const { status } = await given().admin('PUT', `/registrations/${ids[0]}/attendance`, { sessions, reason })
    assert.equal(status, 204)
    const { closedAt, settledAt } = await day(slug)
    assert.deepEqual([closedAt, settledAt], [evening.toISOString(), null])
  })

  test('keeps what was seen before a correction, with who corrected it and why', async () => {
    const { slug, ids } = await givenPeople([{}], { attendance: 'in-and-out' })
    await mark(slug, ids[0], 'in', '2027-03-06T16:30:00.000Z')
    const path = `/registrations/${ids[0]}`
    const sessions = [{ session: key, in: starts, out: ends }]
    const refused = await given().admin('PUT', `${path}/attendance`, { sessions, reason: ' ' })
    assert.equal(refused.status, 422)
    given().clock.later({ minutes: 1 })
    await given().admin('PUT', `${path}/attendance`, { sessions, reason })
    const { marks } = (await given().admin('GET', `${path}/marks`)).body
    const [seen, ...corrected] = marks
    assert.deepEqual([seen.kind, seen.at, seen.source], ['in', '2027-03-06T16:30:00.000Z', 'door'])
    assert.deepEqual(
      corrected.map(({ kind, at, voids, source, reason: why }: Record<string, string>) => ({
        kind,
        at,
        voids,
        source,
        why,
      })),
      [
        { kind: 'in', at: starts, voids: seen.id, source: 'correction', why: reason },
        { kind: 'out', at: ends, voids: null, source: 'correction', why: reason },
      ],
    )
    const [person] = (await given().admin('GET', `/trainings/${slug}/attendance`)).body.people
    assert.deepEqual([person.sessions[0].minutes, person.sessions[0].doubts], [360, []])
  })

  test('lets a coordinator see who of their agency did not come, and who was there, and no one else', async () => {
    const [harbor, jackson] = ['Harbor House', 'Jackson County']
    const { slug, ids } = await givenPeople([
      { familyName: 'Adams', agency: harbor },
      { familyName: 'Brewer', agency: harbor },
      { familyName: 'Carter', agency: jackson },
    ])
    await mark(slug, ids[0], 'in', starts)
    const headers = await askAs(given(), { role: 'agency', scope: { agency: 'harbor house' } })
    const noShows = async (own?: Record<string, string>) =>
      (await given().admin('GET', `/trainings/${slug}/no-shows`, undefined, own)).body.agencies
    const person = (id: string | undefined, familyName: string) => ({ id, givenName: someone().givenName, familyName })
    const ofHarbor = { agency: harbor, seats: 2, away: 1, people: [person(ids[1], 'Brewer')] }
    assert.deepEqual(await noShows(headers), [ofHarbor])
    assert.deepEqual(await noShows(), [
      ofHarbor,
      { agency: jackson, seats: 1, away: 1, people: [person(ids[2], 'Carter')] },
    ])
    const { people, doors } = await day(slug, headers)
    assert.deepEqual([people, doors], [{ open: 0, short: 0, part: 0, complete: 1, away: 1 }, []])
    const marks = await given().admin('GET', `/registrations/${ids[2]}/marks`, undefined, headers)
    assert.equal(marks.status, 404)
    assert.equal((await given().admin('PUT', `/trainings/${slug}/day/closed`, undefined, headers)).status, 403)
  })

  test('of 2,000 people is decided and closed in portions, and goes on after an interruption', async () => {
    const { slug, ids } = await givenPeople([{}], { attendance: 'in-and-out' })
    const { context } = given()
    const { id } = await given().row('training', { slug })
    await copyPerson(given(), ids[0] as string, 1999, (index) => ({
      reference: `R${index}`,
      active_person: null,
      family_name: `Person ${index}`,
    }))
    const everyone = await given().rows('registration', { training_id: id })
    for (let start = 0; start < everyone.length; start += 100) {
      const marks = everyone
        .slice(start, start + 100)
        .map((one) => ({ id: crypto.randomUUID(), registration: one.id, kind: 'in', at: starts }))
      await given().admin('POST', `/trainings/${slug}/marks`, { marks })
    }
    const until = { session: key, reason }
    let portions = 0
    const stopped = { ...context, isStopping: () => (portions += 1) > 3 }
    assert.equal(await countUntilEnd(stopped, slug, until), 300)
    assert.deepEqual((await readDay(context, id, everything)).open.noOut, [{ session: key, people: 1700 }])
    const [one, other] = await Promise.all([countUntilEnd(context, slug, until), countUntilEnd(context, slug, until)])
    assert.equal(one + other, 1700)
    const { people, open } = await readDay(context, id, everything)
    assert.deepEqual([people.complete, open.noOut], [2000, []])
    // One row, whatever the number of people.
    assert.ok((await mostRows(context, () => closeDay(context, slug))) <= 1)
    const { length } = await recordStatements(context, () => closeDay(context, slug))
    assert.ok(length <= 4, `${length} statements`)
  })
})
