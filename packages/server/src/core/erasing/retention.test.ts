import assert from 'node:assert/strict'
import { test } from 'mocha'
import { finishAgencyEdits } from '../../organizers/api/agencies/finish-agency-edits.ts'
import { curiousTraining, placesOf, searched, secrets, textsInFiles } from '../../testing/erased.ts'
import { onBothDatabases, someone, type TestApp } from '../../testing/servers/test-app.ts'
import { eraseExpired } from './retention.ts'
import { wipeFile } from './wipe-file.ts'

const extras = [
  secrets.phone,
  secrets.rank,
  secrets.needs,
  secrets.diet,
  secrets.licenceNumber,
  secrets.county,
] as string[]
const person = { ...secrets, credit: true }

/**
 * On the last evening before a day that comes so long after the training, and on its first morning.
 */
const lastEvening = new Date('2027-04-05T04:59:00.000Z')
const thirtiethDay = new Date('2027-04-05T05:00:00.000Z')
const ninetiethDay = new Date('2027-06-04T05:00:00.000Z')

async function signedUp(server: TestApp, training = {}) {
  const { slug } = await server.givenTraining({ ...curiousTraining, ...training })
  await server.signUp(slug, { people: [person] })
  await server.signUp(slug, { people: [person] })
  return slug
}

const countOf = async ({ rows }: TestApp, slug: string) => (await rows('registration', { slug })).length

onBothDatabases('after a training', (given) => {
  test('what was asked for the day goes thirty days later, the rest ninety days later, and the counts stay', async () => {
    const server = given()
    const slug = await signedUp(server)
    const walkIn = { givenName: 'Wilma', role: 'police', phone: secrets.phone, agency: secrets.agency }
    const added = await server.admin('POST', '/registrations', { training: slug, channel: 'phone', people: [walkIn] })
    assert.equal(added.status, 201, JSON.stringify(added.body))
    assert.equal((await server.admin('GET', `/trainings/${slug}`)).body.training.retention.extrasDays, 30)
    server.clock.now = lastEvening
    await eraseExpired(server.context)
    assert.equal(new Set([...(await placesOf(server, extras)).values()].flat()).size, extras.length)

    server.clock.now = thirtiethDay
    await eraseExpired(server.context)
    assert.deepEqual(await placesOf(server, extras), new Map())
    await wipeFile(server.context, { isLast: true })
    assert.deepEqual(textsInFiles(server, extras), [])
    const kept = (await placesOf(server, [secrets.email, secrets.agency])).get('registration.email')
    assert.deepEqual(kept, [secrets.email])
    const duplicate = (await server.admin('GET', `/registrations?q=${secrets.familyName}`)).body.attempts[0]
    assert.equal(duplicate.said.agency, secrets.agency)

    server.clock.now = ninetiethDay
    await Promise.all([eraseExpired(server.context), eraseExpired(server.context)])
    assert.deepEqual(await placesOf(server, [...searched, 'Wilma']), new Map())
    await wipeFile(server.context, { isLast: true })
    assert.deepEqual(textsInFiles(server, [...searched, 'Wilma']), [])
    const { seats } = (await server.admin('GET', `/trainings/${slug}`)).body
    assert.deepEqual([seats.taken, seats.counts], [0, { confirmed: 2 }])
    assert.equal((await server.admin('DELETE', `/trainings/${slug}`)).status, 204)
  })

  test('everything is erased on the day that visitors were promised', async () => {
    const server = given()
    const slug = await signedUp(server)
    const { training } = (await (await server.app.request(`/api/v1/trainings/${slug}`)).json()) as {
      training: { erasedOn: string }
    }
    assert.equal(training.erasedOn, '2027-06-04')
    server.clock.now = new Date(ninetiethDay.getTime() - 1)
    await eraseExpired(server.context)
    assert.equal(await countOf(server, slug), 1)
    server.clock.now = ninetiethDay
    await eraseExpired(server.context)
    assert.equal(await countOf(server, slug), 0)
  })

  test('never before its end, even with no day in between', async () => {
    const server = given()
    const slug = await signedUp(server, { retention: { extrasDays: 0, recordDays: 0 } })
    server.clock.now = new Date('2027-03-06T20:59:59.999Z')
    await eraseExpired(server.context)
    assert.equal(await countOf(server, slug), 1)
    server.clock.now = new Date('2027-03-06T21:00:00.000Z')
    await eraseExpired(server.context)
    assert.deepEqual(await placesOf(server, searched), new Map())
  })

  test('a training with which something is wrong does not keep the people of the others', async () => {
    const server = given()
    const slugs = [await signedUp(server), await signedUp(server)]
    server.clock.now = ninetiethDay
    const { db } = server.context
    let isFirst = true
    const transaction: typeof db.transaction = (work) => {
      if (!isFirst) return db.transaction(work)
      isFirst = false
      return Promise.reject(new TypeError(secrets.familyName))
    }
    await assert.rejects(eraseExpired({ ...server.context, db: { ...db, transaction } }))
    const left = await Promise.all(slugs.map((slug) => countOf(server, slug)))
    assert.deepEqual(
      left.toSorted((one, other) => one - other),
      [0, 1],
    )
    assert.equal(server.logged.join('').includes(secrets.familyName), false)
    await eraseExpired(server.context)
    assert.deepEqual(await Promise.all(slugs.map((slug) => countOf(server, slug))), [0, 0])
  })

  test('more people than one batch holds go too, and those who are added or corrected afterwards', async () => {
    const server = given()
    const { slug } = await server.givenTraining({ ...curiousTraining, seats: { capacity: null, waitlist: false } })
    const crowd = Array.from({ length: 450 }, () => ({ ...someone(), role: 'police', phone: '816-555-0199' }))
    await Promise.all(crowd.map((one) => server.signUp(slug, { people: [one] })))
    const phones = async () => (await placesOf(server, ['816-555-0199'])).size
    server.clock.now = thirtiethDay
    let batches = 0
    // This run stops after two of them; the next one continues from there.
    await eraseExpired({ ...server.context, isStopping: () => (batches += 1) > 2 })
    const withPhone = server.context.db.reader.selectFrom('registration').select('id').where('phone', 'is not', null)
    assert.equal((await withPhone.execute()).length, crowd.length - 200)
    await eraseExpired(server.context)
    assert.equal(await phones(), 0)

    const late = { givenName: 'Late', role: 'police', phone: '816-555-0199' }
    await server.admin('POST', '/registrations', { training: slug, channel: 'walk-in', people: [late] })
    const [{ id }] = (await server.admin('GET', `/registrations?training=${slug}&sort=created&limit=1`)).body
      .registrations
    const corrected = await server.admin('PATCH', `/registrations/${id}`, { person: { phone: '816-555-0199' } })
    assert.equal(corrected.status, 200, JSON.stringify(corrected.body))
    await eraseExpired(server.context)
    assert.equal(await phones(), 0)

    server.clock.now = ninetiethDay
    await eraseExpired(server.context)
    assert.equal(await countOf(server, slug), 0)
  })

  test('the seats are free again, for a training that is given a new date', async () => {
    const server = given()
    const slug = await signedUp(server, { seats: { capacity: 1, waitlist: true } })
    server.clock.now = ninetiethDay
    await eraseExpired(server.context)
    await server.admin('PATCH', `/trainings/${slug}`, { start: '2027-09-04T09:00', end: '2027-09-04T15:00' })
    const { body } = await server.signUp(slug, { people: [person] })
    assert.equal(body.people[0].status, 'confirmed', JSON.stringify(body))
  })

  test('merged spellings of an agency go with the last person from it, unless an account is limited to it', async () => {
    const server = given()
    const { slug } = await server.givenTraining(curiousTraining)
    for (const agency of ['Mound City Marshals', 'Zanesville PD'])
      await server.signUp(slug, { people: [someone({ agency, phone: '816-555-0111', role: 'police' })] })
    const known = async () => (await server.rows('agency_alias')).map(({ agency }) => agency)
    const merge = (spelling: string, name: string) =>
      server.admin('POST', '/agencies/merge', { spellings: [spelling], name })
    await merge('Mound City', 'Mound City Marshals')
    await merge('ZPD', 'Zanesville PD')
    const account = { name: 'Sam Park', email: 'sam@zpd.example', role: 'agency', agency: 'Zanesville PD' }
    const { id } = (await server.admin('POST', '/accounts', account)).body
    server.clock.later({ minutes: 1 })
    await finishAgencyEdits(server.context)
    server.clock.now = thirtiethDay
    await eraseExpired(server.context)
    assert.deepEqual(new Set(await known()), new Set(['Mound City Marshals', 'Zanesville PD']))
    server.clock.now = ninetiethDay
    await eraseExpired(server.context)
    assert.deepEqual(new Set(await known()), new Set(['Zanesville PD']))
    await server.admin('DELETE', `/accounts/${id}`)
    const key = { name: 'Nightly', role: 'agency', agency: 'Zanesville PD', days: 90 }
    const { body } = await server.admin('POST', '/keys', key)
    await eraseExpired(server.context)
    assert.deepEqual(new Set(await known()), new Set(['Zanesville PD']))
    await server.admin('DELETE', `/keys/${body.id}`)
    await eraseExpired(server.context)
    assert.deepEqual(await known(), [])
  })

  test('merged spellings of an agency stay while someone is from it, and for 90 days after the merge', async () => {
    const server = given()
    const { slug } = await server.givenTraining({
      fields: { agency: 'optional' },
      start: '2027-12-04T09:00',
      end: '2027-12-04T15:00',
    })
    await server.signUp(slug, { people: [someone({ agency: 'Yates PD' })] })
    const known = async () => new Set((await server.rows('agency_alias')).map(({ agency }) => agency))
    const merge = (spelling: string, name: string) =>
      server.admin('POST', '/agencies/merge', { spellings: [spelling], name })
    await merge('YPD', 'Yates PD')
    await merge('NPD', 'Nowhere PD')
    await merge('WPD', 'Wherever PD')
    await server.context.db.writer
      .updateTable('agency_edit')
      .set({ finished_at: server.context.now().toISOString() })
      .where('agency', '!=', 'Wherever PD')
      .execute()
    server.clock.later({ days: 90 })
    await eraseExpired(server.context)
    assert.deepEqual(await known(), new Set(['Yates PD', 'Nowhere PD', 'Wherever PD']))
    server.clock.later({ ms: 1 })
    await eraseExpired(server.context)
    // A merge that is under way is not forgotten.
    assert.deepEqual(await known(), new Set(['Yates PD', 'Wherever PD']))
    const edits = await server.rows('agency_edit')
    assert.deepEqual(new Set(edits.map(({ agency }) => agency)), new Set(['Yates PD', 'Wherever PD']))
  })
})
