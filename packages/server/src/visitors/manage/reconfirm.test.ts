import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { test } from 'mocha'
import { lockTraining } from '../../core/seats/locked-training.ts'
import { copyPerson } from '../../testing/generated/copy-person.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { reconfirm } from './reconfirm.ts'

const hourMs = 3_600_000
const crowd = 600
const step = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const) }),
  fc.record({ kind: fc.constant('move' as const), hours: fc.constantFrom(-48, -24, -11, 1, 11, 12, 24, 72) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 12 }) }),
)

onBothDatabases('that people still come', (given) => {
  const localTime = (ms: number) => new Date(ms).toISOString().slice(0, 16)
  const givenPerson = async (startMs: number) => {
    const times = { start: localTime(startMs), end: localTime(startMs + hourMs), timeZone: 'UTC' }
    const { slug } = await given().givenTraining({ ...times, seats: { capacity: null } })
    await given().signUp(slug, { people: [someone()] })
    const [{ id }] = await given().people(slug)
    return { slug, id: id as string }
  }
  const moveTo = async (slug: string, startMs: number) =>
    assert.equal(
      (
        await given().admin('PATCH', `/trainings/${slug}`, {
          start: localTime(startMs),
          end: localTime(startMs + hourMs),
        })
      ).status,
      200,
    )
  const readAnswer = async (id: string) => (await given().admin('GET', `/registrations/${id}`)).body.reconfirmedAt
  const readRows = (slug: string) => given().rows('registration', { slug })
  /** Whether a statement waits for a lock of another. */
  const isWaiting = async () =>
    (
      await sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
        given().context.db.reader,
      )
    ).rows.length > 0
  const startMs = () => given().clock.now.getTime() + 90 * hourMs

  test('counts for the day that they said it about, and a move writes nothing about them', async () => {
    const { slug, id } = await givenPerson(startMs())
    const saidAt = given().clock.now.toISOString()
    await copyPerson(given(), id, crowd - 1, (index) => ({
      reference: given().context.newId(),
      email: null,
      active_person: null,
      reconfirmed_at: saidAt,
      family_name: `One ${index}`,
    }))
    await reconfirm(given().context, id)
    const before = await readRows(slug)
    assert.equal(await readAnswer(id), saidAt)
    await moveTo(slug, startMs() - 24 * hourMs)
    assert.deepEqual(await readRows(slug), before)
    const list = await given().people(slug)
    assert.deepEqual(new Set(list.map((one: { reconfirmedAt: unknown }) => one.reconfirmedAt)), new Set([null]))
    const { events } = (await given().admin('GET', `/registrations/${id}/history`)).body
    assert.ok(events.every(({ kind }: { kind: string }) => kind !== 'reconfirmed'))
  })

  test('is the first answer since the last move to another day, whatever came between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        let start = Math.ceil(startMs() / hourMs) * hourMs
        const { slug, id } = await givenPerson(start)
        let expected: string | null = null
        const { clock } = given()
        for (const one of steps) {
          clock.later({ seconds: 1 })
          if (one.kind === 'wait') clock.later({ hours: one.hours })
          const now = clock.now.getTime()
          if (one.kind === 'move') {
            const next = start + one.hours * hourMs
            if (next <= now + hourMs) continue
            await moveTo(slug, next)
            start = next
            if (Math.abs(one.hours) >= 12) expected = null
          }
          const asksFrom = new Date(start - 96 * hourMs).toISOString()
          const at = clock.now.toISOString()
          if (one.kind === 'answer') {
            await reconfirm(given().context, id)
            if (at >= asksFrom && (expected === null || expected < asksFrom)) expected = at
          }
          assert.equal(await readAnswer(id), expected)
        }
      }),
      { numRuns: 15 },
    )
  })

  test('is not said about a new day by an answer that waited while the training was moved', async () => {
    const { slug, id } = await givenPerson(startMs())
    const { row, context, clock } = given()
    const { training_id } = await row('registration', { id })
    const answering: Promise<void>[] = []
    await context.db.transaction(async (tx) => {
      await lockTraining(context.db, tx, training_id)
      answering.push(reconfirm(context, id))
      const day_set_at = clock.now.toISOString()
      // The answer has read the day, and waits for the training.
      if (context.db.name === 'postgres') await until(isWaiting)
      clock.later({ seconds: 1 })
      await tx.updateTable('training').set({ day_set_at }).where('slug', '=', slug).execute()
    })
    await Promise.all(answering)
    assert.equal(await readAnswer(id), context.db.name === 'postgres' ? null : clock.now.toISOString())
  })
})
