import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedDay, officers } from '../../testing/credited-day.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { closeDay, reopenDay } from '../attendance/close-day.ts'
import { correctTimes } from '../attendance/correct.ts'
import { trainingRule } from '../attendance/read-attendance.ts'
import { saveEvaluation } from '../evaluation/evaluations.ts'
import { takeTest } from '../evaluation/post-test.ts'
import { submitEvaluation } from '../evaluation/submit.ts'
import { usualEvaluation } from '../evaluation/usual.ts'
import { revokeCertificate } from './certificates.ts'
import { replaceProfile } from './profiles.ts'
import { settleDays } from './settle-days.ts'

onBothDatabases('a closed day', (given) => {
  const certificates = (training_id: string) => given().rows('certificate', { training_id })
  const settledAt = async (id: string) => (await given().row('training', { id })).day_settled_at
  const closed = async (...of: [Parameters<typeof creditedDay>[1], Parameters<typeof creditedDay>[2]?]) => {
    const { id, ids, profile } = await creditedDay(given(), ...of)
    const { slug } = await given().row('training', { id })
    await closeDay(given().context, slug)
    return { id, ids, slug, profile }
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

  test('takes back the certificate of someone who was not there after all, and brings it if they were', async () => {
    const { id, ids, slug } = await closed([{}, {}])
    await settleDays(given().context)
    const gone = (await certificates(id)).find(({ registration_id }) => registration_id === ids[0])
    const { sessions } = await trainingRule(given().context.db.reader, id)
    const times = sessions.map(({ key }) => ({ session: key, in: null, out: null }))
    await correctTimes(given().context, ids[0] ?? '', () => ({ times, reason: 'Someone else signed' }))
    const listed = (await given().admin('GET', `/trainings/${slug}/standings`)).body.standings
    assert.equal(listed.length, 2, 'an organizer sees it until then')
    await settleDays(given().context)
    const valid = async () => (await certificates(id)).filter(({ valid_for }) => valid_for !== null)
    assert.deepEqual(
      [(await valid()).map(({ registration_id }) => registration_id), await settledAt(id)],
      [[ids[1]], given().clock.now.toISOString()],
    )
    assert.equal((await given().row('certificate', { serial: gone?.serial ?? '' })).replaced_by, null)
    await correct(id, ids[0], 0)
    await settleDays(given().context)
    assert.equal((await valid()).length, 2)
  })

  test('brings no other certificate for one that was taken back, until something is corrected', async () => {
    const { id, ids } = await closed([{}, { licenceNumber: '' }])
    const { context, admin, clock } = given()
    await settleDays(context)
    const [first] = await certificates(id)
    clock.later({ minutes: 1 })
    await revokeCertificate(context, first?.serial ?? '')
    await admin('PATCH', `/registrations/${ids[1]}`, { person: { licenceNumber: '50001' } })
    await settleDays(context)
    const owners = async () =>
      (await certificates(id))
        .filter(({ valid_for }) => valid_for !== null)
        .map(({ registration_id }) => registration_id)
    assert.deepEqual(await owners(), [ids[1]])
    await admin('PATCH', `/registrations/${ids[0]}`, { person: { familyName: 'Quintana' } })
    await settleDays(context)
    assert.deepEqual(new Set(await owners()), new Set(ids))
  })

  test('brings a certificate later, once nothing is missing: evaluation, test, license', async () => {
    const rule = { minimumShare: 90, license: true, evaluation: true, postTest: true }
    const { id, ids } = await closed([{}, { licenceNumber: '' }, {}], { profile: { ...officers, rule } })
    const { context, admin } = given()
    const question = { id: 'stop', label: { en: 'What first?' }, topic: { en: 'First' }, right: 'a' }
    const options = ['a', 'b'].map((value) => ({ value, label: { en: value } }))
    const postTest = { questions: [{ ...question, options }], pass: 1, tries: null }
    await saveEvaluation(context, id, { ...usualEvaluation(), anonymous: true, test: postTest })
    await settleDays(context)
    for (const one of ids.slice(0, 2)) await submitEvaluation(context, one, { answers: {}, later: false })
    await settleDays(context)
    assert.equal((await certificates(id)).length, 0)
    for (const [one, stop] of [
      [ids[0], 'a'],
      [ids[1], 'a'],
      [ids[2], 'b'],
    ] as const)
      await takeTest(context, one ?? '', { answers: { stop }, tried: 0 })
    await settleDays(context)
    const owners = async () => (await certificates(id)).map(({ registration_id }) => registration_id ?? '')
    assert.deepEqual(await owners(), [ids[0]])
    await admin('PATCH', `/registrations/${ids[1]}`, { person: { licenceNumber: '50001' } })
    assert.equal(await settledAt(id), null)
    await settleDays(context)
    assert.deepEqual((await owners()).toSorted(), ids.slice(0, 2).toSorted())
    assert.notEqual(await settledAt(id), null)
  })

  test('looks again at what changes while it is settled', async () => {
    const { id, ids } = await closed([{}, { licenceNumber: '' }])
    const { context, admin } = given()
    let isLate = true
    const during = new Proxy(context, {
      get: (target, name) => {
        const found = Reflect.get(target, name)
        if (name !== 'newId' || !isLate) return found
        isLate = false
        void admin('PATCH', `/registrations/${ids[1]}`, { person: { licenceNumber: '50001' } })
        return found
      },
    })
    await settleDays(during)
    assert.equal(isLate, false)
    await until(async () => {
      await settleDays(context)
      return (await certificates(id)).length === 2
    })
  })

  test('replaces what a corrected name or license makes wrong, and leaves alone what only its profile makes other', async () => {
    const { id, ids, profile } = await closed([{}, {}, {}])
    const { context, admin } = given()
    await settleDays(context)
    const stricter = { minimumShare: 100, license: true, evaluation: true }
    await replaceProfile(context, profile, (input) => ({
      ...input,
      rule: { ...input.rule, ...stricter, evaluation: false },
    }))
    await admin('PATCH', `/registrations/${ids[0]}`, { person: { familyName: 'Quintana' } })
    await admin('PATCH', `/registrations/${ids[1]}`, { person: { licenceNumber: '50001' } })
    await settleDays(context)
    const of = async (one: string | undefined) =>
      (await certificates(id)).filter(({ registration_id }) => registration_id === one)
    for (const one of ids.slice(0, 2)) {
      const all = await of(one)
      assert.deepEqual([all.length, all.filter(({ replaced_by }) => replaced_by !== null).length], [2, 1])
    }
    await replaceProfile(context, profile, (input) => ({ ...input, rule: { ...input.rule, ...stricter } }))
    await admin('PATCH', `/registrations/${ids[0]}`, { person: { agency: 'Another agency' } })
    await settleDays(context)
    const valid = (await certificates(id)).filter(({ valid_for }) => valid_for !== null)
    assert.equal(valid.length, 3)
    assert.equal((await of(ids[2])).length, 1)
  })
})
