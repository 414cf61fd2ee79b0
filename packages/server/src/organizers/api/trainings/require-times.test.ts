import assert from 'node:assert/strict'
import { test } from 'mocha'
import { eraseExpired } from '../../../core/erasing/retention.ts'
import { type Json, newSlug, onBothDatabases, readJson, someone } from '../../../testing/servers/test-app.ts'
import { importTrainings } from './import-trainings.ts'

const training = (more: object) => ({
  slug: newSlug(),
  status: 'published',
  title: { en: 'Night shift' },
  start: '2027-03-14T01:30',
  end: '2027-03-14T06:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
  ...more,
})

/** Times that the clocks skip, each in the member that is named. */
const skipped: Record<string, object> = {
  start: { start: '2027-03-14T02:30' },
  end: { end: '2027-03-14T02:00' },
  doors: { start: '2027-03-14T03:30', doors: '02:59' },
  opensAt: { start: '2027-03-20T09:00', end: '2027-03-20T15:00', opensAt: '2027-03-14T02:30' },
  closesAt: { start: '2027-03-20T09:00', end: '2027-03-20T15:00', closesAt: '2027-03-14T02:30' },
}

onBothDatabases('a time that the clocks skip', (given) => {
  for (const [member, more] of Object.entries(skipped)) {
    test(`is refused as ${member} of a new and of a changed training`, async () => {
      const { admin, givenTraining } = given()
      const refused = [
        await admin('POST', '/trainings', training(more)),
        await admin('PATCH', `/trainings/${(await givenTraining()).slug}`, training({ ...more, slug: undefined })),
      ]
      for (const { status, body } of refused) {
        assert.equal(status, 422)
        assert.deepEqual(
          body.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]),
          [[`/${member}`, 'skipped-time']],
        )
        assert.match(
          body.errors[0].message,
          /^There is no 2027-03-14T02:\d\d in America\/Chicago: the clocks go from 2027-03-14T02:00 to 2027-03-14T03:00\. Use a time before 2027-03-14T02:00, or 2027-03-14T03:00 or later\.$/,
        )
      }
    })
    test(`is refused as ${member} in a file to import`, async () => {
      const file = { trainings: [training(more)] }
      await assert.rejects(
        importTrainings(given().context, file, { replace: false }),
        new RegExp(`/${member} There is no 2027-03-14T02:`),
      )
    })
  }

  test('is refused also where only the time zone makes it one', async () => {
    const { admin } = given()
    const { slug, ...input } = training({ start: '2027-03-14T02:30', timeZone: 'America/Phoenix' })
    const created = await admin('POST', '/trainings', { slug, ...input })
    assert.equal(created.status, 201)
    const path = `/trainings/${slug}`
    const patched = await admin('PATCH', path, { timeZone: 'America/Denver' })
    const tag = { 'if-match': created.headers.get('etag') ?? '' }
    const replaced = await admin('PUT', path, { slug, ...input, timeZone: 'America/Denver' }, tag)
    for (const { status, body } of [patched, replaced]) {
      assert.equal(status, 422)
      assert.equal(body.errors[0].pointer, '/start')
    }
    assert.equal((await admin('GET', path)).body.training.timeZone, 'America/Phoenix')
  })

  test('that an earlier version took stays, so that the training can be called off', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining({ start: '2027-03-14T02:30', end: '2027-03-14T06:00' })
    assert.equal((await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })).status, 200)
    assert.equal((await admin('PATCH', `/trainings/${slug}`, { end: '2027-03-14T02:45' })).status, 422)
  })
})

onBothDatabases('a time next to the skipped hour', (given) => {
  test('is fine, to the minute', async () => {
    const { admin, send } = given()
    const input = training({ start: '2027-03-14T01:59', end: '2027-03-14T03:00', doors: '01:30' })
    assert.equal((await admin('POST', '/trainings', input)).status, 201)
    const { training: shown } = await readJson(await send('GET', `/api/v1/trainings/${input.slug}`))
    assert.deepEqual([shown.when.start, shown.when.end], ['2027-03-14T01:59:00-06:00', '2027-03-14T03:00:00-05:00'])
  })
})

onBothDatabases('a start that has passed', (given) => {
  const past = { start: '2027-01-09T09:00', end: '2027-01-11T15:00' }
  const isRefused = ({ status, body }: { status: number; body: Json }) => {
    assert.equal(status, 422)
    assert.deepEqual(
      body.errors.map(({ pointer, code }: Json) => [pointer, code]),
      [['/start', 'past-time']],
    )
    assert.match(body.errors[0].message, /2027-01-09T09:00 in America\/Chicago, has passed/)
  }

  test('is refused of a new training, and nothing is made', async () => {
    const { admin } = given()
    const input = training(past)
    isRefused(await admin('POST', '/trainings', input))
    isRefused(await admin('POST', '/trainings', { ...input, status: 'draft' }))
    assert.equal((await admin('GET', `/trainings/${input.slug}`)).status, 404)
  })
  test('is refused of a draft that becomes public', async () => {
    const { admin, clock } = given()
    const input = training({ status: 'draft' })
    const path = `/trainings/${input.slug}`
    assert.equal((await admin('POST', '/trainings', input)).status, 201)
    isRefused(await admin('PATCH', path, { ...past, status: 'published' }))
    assert.equal((await admin('PATCH', path, past)).status, 200)
    isRefused(await admin('PUT', path, { ...input, ...past, status: 'published' }, { 'if-match': '*' }))
    assert.equal((await admin('PATCH', path, { status: 'published', start: '2027-01-10T09:00' })).status, 200)
    // What is public can be changed and called off at any time.
    clock.now = new Date('2027-01-10T20:00:00Z')
    assert.equal((await admin('PATCH', path, { bring: { en: 'A pen' } })).status, 200)
    assert.equal((await admin('PATCH', path, { status: 'cancelled' })).status, 200)
  })
  test('is no reason to refuse a file of past trainings', async () => {
    const { past: taken } = await importTrainings(
      given().context,
      { trainings: [training({ ...past, end: '2027-01-09T15:00' })] },
      { replace: false },
    )
    assert.equal(taken, 1)
  })
})

onBothDatabases('a change that would delete people right away', (given) => {
  const held = async () => {
    const { slug } = await given().givenTraining({ retention: { extrasDays: 3, recordDays: 90 } })
    await given().signUp(slug, { people: [someone()] })
    return { slug, change: (changes: object) => given().admin('PATCH', `/trainings/${slug}`, changes) }
  }
  const peopleOf = async (slug: string) => {
    await eraseExpired(given().context)
    return (await given().people(slug)).length
  }
  const faultsOf = ({ status, body }: { status: number; body: Json }) => {
    assert.equal(status, 422)
    return body.errors.map(({ pointer, code, message }: Json) => [pointer, code, /\d+\.$/.exec(message)?.[0]])
  }

  test('is refused: a day in a year that was mistyped', async () => {
    const { slug, change } = await held()
    const answer = await change({ start: '2026-03-06T09:00', end: '2026-03-06T15:00' })
    assert.deepEqual(faultsOf(answer), [['/start', 'past-time', undefined]])
    assert.equal(await peopleOf(slug), 1)
  })

  test('is refused: fewer days than have passed, and says how many it takes', async () => {
    const { slug, change } = await held()
    given().clock.now = new Date('2027-03-16T12:00:00Z')
    assert.deepEqual(faultsOf(await change({ retention: { extrasDays: 3, recordDays: 5 } })), [
      ['/retention/recordDays', 'deletes-now', '11.'],
    ])
    assert.equal((await change({ retention: { extrasDays: 3, recordDays: 11 } })).status, 200)
    assert.equal(await peopleOf(slug), 1)
    given().clock.later({ days: 1 })
    assert.equal(await peopleOf(slug), 0)
    assert.equal((await change({ retention: { extrasDays: 0, recordDays: 0 } })).status, 200)
  })

  test('is not to set the hours or the day right afterward, or the day back to one to come', async () => {
    const { slug, change } = await held()
    given().clock.now = new Date('2027-03-07T12:00:00Z')
    assert.equal((await change({ start: '2027-03-06T09:30', end: '2027-03-06T14:00' })).status, 200)
    assert.equal((await change({ start: '2027-03-05T09:30', end: '2027-03-05T14:00' })).status, 200)
    assert.equal((await change({ start: '2027-04-06T09:30', end: '2027-04-06T14:00' })).status, 200)
    assert.equal((await change({ start: '2027-03-20T09:30', end: '2027-03-20T14:00' })).status, 200)
    assert.equal(await peopleOf(slug), 1)
  })
})
