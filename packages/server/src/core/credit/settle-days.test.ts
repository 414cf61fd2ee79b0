import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { closeDay, reopenDay } from '../attendance/close-day.ts'
import { correctTimes } from '../attendance/correct.ts'
import { trainingRule } from '../attendance/read-attendance.ts'
import { settleDays } from './settle-days.ts'

onBothDatabases('a closed day', (given) => {
  const certificates = (training_id: string) => given().rows('certificate', { training_id })
  const settledAt = async (id: string) => (await given().row('training', { id })).day_settled_at
  const closed = async (people: Parameters<typeof creditedDay>[1]) => {
    const { id, ids } = await creditedDay(given(), people)
    const { slug } = await given().row('training', { id })
    await closeDay(given().context, slug)
    return { id, ids, slug }
  }
  /** Makes someone come late, by an organizer’s word. */
  const correct = async (id: string, registration: string | undefined, minutes: number) => {
    const { sessions } = await trainingRule(given().context.db.reader, id)
    const [{ key, start, end }] = sessions as [(typeof sessions)[number]]
    const from = new Date(Date.parse(start) + minutes * 60_000).toISOString()
    const times = [{ session: key, in: from, out: end }]
    await correctTimes(given().context, registration ?? '', () => ({ times, reason: 'The desk was late' }))
  }

  test('brings certificates once, and says when everything is done', async () => {
    const { id, slug } = await closed([{}, {}, { late: 200 }])
    assert.equal((await certificates(id)).length, 0)
    const day = async () => (await given().admin('GET', `/trainings/${slug}/day`)).body
    assert.deepEqual((await day()).certificates, { ready: 2, evaluation: 0, short: 1, other: 0 })
    assert.equal((await day()).settledAt, null)
    await Promise.all([settleDays(given().context), settleDays(given().context)])
    await settleDays(given().context)
    assert.equal((await certificates(id)).length, 2)
    assert.equal(await settledAt(id), given().clock.now.toISOString())
  })

  test('is settled to its end by the next run, where a process died in the middle', async () => {
    const { id } = await closed(Array.from({ length: 90 }, () => ({})))
    const { context } = given()
    let left = 50
    const dying = new Proxy(context, {
      get: (target, name) => {
        if (name === 'newId' && (left -= 1) < 0) throw new Error('killed')
        return Reflect.get(target, name)
      },
    })
    await assert.rejects(settleDays(dying), /could not be settled/)
    assert.equal((await certificates(id)).length, 0)
    assert.equal(await settledAt(id), null)
    await settleDays(context)
    const rows = await certificates(id)
    assert.equal(rows.length, 90)
    assert.equal(new Set(rows.map(({ registration_id }) => registration_id)).size, 90)
    assert.notEqual(await settledAt(id), null)
  })

  for (const [what, reopens] of [
    ['after it was opened again', true],
    ['while it stays closed', false],
  ] as const)
    test(`replaces what was issued when times are corrected ${what}, and never changes it`, async () => {
      const { id, ids, slug } = await closed([{}])
      await settleDays(given().context)
      const [before] = await certificates(id)
      if (reopens) await reopenDay(given().context, slug)
      await correct(id, ids[0], 10)
      if (reopens) {
        await settleDays(given().context)
        assert.deepEqual(await certificates(id), [before])
        await closeDay(given().context, slug)
      }
      await settleDays(given().context)
      const after = await certificates(id)
      const replaced = after.find((one) => one.id === before?.id)
      assert.equal(after.length, 2)
      assert.deepEqual([replaced?.content, replaced?.revoked_at === null], [before?.content, false])
      assert.equal(replaced?.replaced_by, after.find((one) => one.id !== before?.id)?.serial)
    })
})
