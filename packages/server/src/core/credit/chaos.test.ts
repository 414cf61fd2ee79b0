import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { creditedDay } from '../../testing/credited-day.ts'
import { chaosPercent, failuresSoFar, inChaos } from '../../testing/databases/chaos.ts'
import { type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { settleDays } from './settle-days.ts'

const people = 24
const mostTries = 1_000
const leaving = '2027-01-05T22:00:00.000Z'

describe(`a day of which ${chaosPercent} of a hundred statements fail, or lose their connection`, () => {
  let app: TestApp
  before(async () => {
    app = await testApp('postgres', mailing)
  })
  after(() => app.close())

  /** Asks again for as long as it fails, as a phone and an organizer do. */
  async function insist(isDone: () => Promise<boolean>) {
    for (let tries = 0; tries < mostTries; tries++) if (await inChaos(isDone).catch(() => false)) return
    assert.fail('it never ends')
  }
  const ask = (method: string, path: string, body?: object) => async () => {
    const { status } = await app.admin(method, path, body)
    assert.ok(status < 500 || status === 503, `${method} ${path}: ${status}`)
    return status < 300
  }

  test('has each mark, and of each person one certificate, one email, and one event', async () => {
    const hook = { url: 'https://hook.example.org/', events: ['attendance.closed', 'certificate.issued'] }
    await app.admin('POST', '/webhooks', hook)
    const { id, slug, ids } = await creditedDay(
      app,
      Array.from({ length: people }, () => ({})),
    )
    const [earlier, arrived] = [failuresSoFar(), (await app.rows('mark', { training_id: id })).length]
    const known = (await app.rows('webhook_event')).length
    const leave = (registration: string) => ({ id: crypto.randomUUID(), registration, kind: 'out', at: leaving })
    const taps = ids.map((registration) => [leave(registration)])
    // Each from two doors, twelve at the same time.
    for (let from = 0; from < taps.length; from += 6)
      await Promise.all(
        taps
          .slice(from, from + 6)
          .flatMap((marks) => [1, 2].map(() => insist(ask('POST', `/trainings/${slug}/marks`, { marks })))),
      )
    assert.equal((await app.rows('mark', { training_id: id })).length, arrived + people)

    await Promise.all([1, 2].map(() => insist(ask('PUT', `/trainings/${slug}/day/closed`))))
    const settle = async () => {
      await settleDays(app.context)
      return (await app.row('training', { id })).day_settled_at !== null
    }
    await Promise.all([1, 2].map(() => insist(settle)))
    const ofEach = (rows: readonly { registration_id: string | null }[]) =>
      rows.map(({ registration_id }) => String(registration_id)).toSorted()
    const expected = ids.toSorted()
    assert.deepEqual(ofEach(await app.rows('certificate', { training_id: id })), expected)
    const mails = (await app.rows('outbox', { training_id: id })).filter(({ kind }) => kind === 'certificate')
    assert.deepEqual(ofEach(mails), expected)
    const events = (await app.rows('webhook_event')).slice(known).flatMap((row) => JSON.parse(row.events))
    assert.equal(events.filter(({ event }) => event === 'attendance.closed').length, 1)
    assert.deepEqual(
      events
        .flatMap(({ event, registration }) => (event === 'certificate.issued' ? String(registration) : []))
        .toSorted(),
      expected,
    )
    assert.ok(failuresSoFar() > earlier, 'nothing failed')
  })
})
