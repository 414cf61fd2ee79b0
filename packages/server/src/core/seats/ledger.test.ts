import assert from 'node:assert/strict'
import { test } from 'mocha'
import type { Tx } from '../../platform/db/database.ts'
import { createErasedHash } from '../../platform/ops/erasure-journal.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { checkIn, undoCheckIn } from '../attendance/check-in.ts'
import { change, remove, setPromotionPending } from './ledger.ts'
import { type LockedTraining, lockTraining } from './locked-training.ts'

onBothDatabases('the ledger', (given) => {
  /** One person with the only seat, and one who waits. */
  async function registered() {
    const { givenTraining, signUp, rows } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true } })
    for (let person = 0; person < 2; person++) await signUp(slug, { people: [someone()] })
    const [seated, waiting] = await rows('registration', { slug })
    return { slug, seated: seated!, waiting: waiting! }
  }
  const locked = async (slug: string, work: (tx: Tx, training: LockedTraining) => Promise<unknown>) => {
    const { db } = given().context
    const { id } = await given().row('training', { slug })
    await db.transaction(async (tx) => work(tx, (await lockTraining(db, tx, id))!))
  }
  const seatsTaken = async (slug: string) => (await given().row('training', { slug })).seats_taken

  test('remembers who ever had a seat', async () => {
    const { seated, waiting } = await registered()
    assert.deepEqual([seated.was_confirmed, waiting.was_confirmed], [1, 0])
  })

  test('refuses a status to which an action does not lead, and changes nothing', async () => {
    const { slug, waiting } = await registered()
    const decline = locked(slug, (tx, training) =>
      change(given().context, tx, training, [waiting], { action: 'promote', to: 'declined' }),
    )
    await assert.rejects(decline, /promote does not lead from waitlisted to declined/)
    assert.deepEqual(await given().row('registration', { id: waiting.id }), waiting)
  })

  test('frees no seat of someone who has none, and one of someone who has', async () => {
    const { slug, seated, waiting } = await registered()
    await locked(slug, (tx, training) => remove(given().context, tx, training, [waiting]))
    assert.equal(await seatsTaken(slug), 1)
    await locked(slug, (tx, training) => remove(given().context, tx, training, [seated]))
    assert.equal(await seatsTaken(slug), 0)
  })

  test('keeps what it takes to erase people again from a backup, unless their time is over', async () => {
    const { slug, seated, waiting } = await registered()
    const hash = createErasedHash(given().context)
    const isNoted = async (erased: Parameters<typeof hash>[0]) =>
      (await given().rows('erased', { hash: hash(erased) })).length === 1
    const notedOf = async ({ id, training_id: training, email_canonical }: typeof seated) => [
      await isNoted({ kind: 'registration', id }),
      await isNoted({ kind: 'address', training, address: email_canonical ?? '' }),
    ]
    await locked(slug, (tx, training) => remove(given().context, tx, training, [waiting], { keepsCounts: true }))
    assert.deepEqual(await notedOf(waiting), [false, false])
    await locked(slug, (tx, training) => remove(given().context, tx, training, [seated]))
    assert.deepEqual(await notedOf(seated), [true, true])
    const { body } = await given().admin('GET', `/trainings/${slug}`)
    assert.deepEqual(body.seats.counts, { waitlisted: 1 })
  })

  test('notes who came, and takes it back, each with its event', async () => {
    const { slug, seated } = await registered()
    await given().admin('POST', '/webhooks', { url: 'https://receiver.example/hook' })
    const noted = async () => {
      const events = (await given().rows('webhook_event')).flatMap(
        (row) => JSON.parse(row.events) as { event: string; registration: string }[],
      )
      const own = events.filter(({ event, registration }) => /changed/.test(event) && registration === seated.id)
      return [(await given().row('registration', { id: seated.id })).checked_in_at, own.length]
    }
    await checkIn(given().context, seated.id)
    assert.deepEqual(await noted(), [given().clock.now.toISOString(), 1])
    await undoCheckIn(given().context, seated.id)
    assert.deepEqual(await noted(), [null, 2])
    assert.equal(await seatsTaken(slug), 1)
  })

  test('notes since when people who wait may fit, in the training at hand, too', async () => {
    const { slug } = await registered()
    const since = given().clock.now.toISOString()
    for (const one of [since, null]) {
      await locked(slug, async (tx, training) => {
        await setPromotionPending(tx, training, one)
        assert.equal(training.state.isPromotionPending, one !== null)
      })
      assert.equal((await given().row('training', { slug })).promotion_pending_since, one)
    }
  })
})
