import assert from 'node:assert/strict'
import { test } from 'mocha'
import { cancel } from '../../../core/seats/cancel.ts'
import { deliverMails } from '../../../delivery/deliver.ts'
import { onBothDatabases, someone, type TestApp } from '../../../testing/servers/test-app.ts'

/**
 * The mails about the training itself: their kinds and the families, or the groups, that they
 * reach.
 */
async function newsOf({ context }: TestApp, slug: string) {
  const rows = await context.db.reader
    .selectFrom('outbox')
    .innerJoin('training', 'training.id', 'outbox.training_id')
    .leftJoin('registration', 'registration.id', 'outbox.registration_id')
    .where('slug', '=', slug)
    .where('kind', 'in', ['training-changed', 'training-cancelled', 'training-restored'])
    .select(['outbox.id', 'kind', 'family_name', 'outbox.group_id'])
    .orderBy('outbox.created_at')
    .orderBy('family_name')
    .execute()
  return rows.map((row) => `${row.kind} ${row.group_id === null ? row.family_name : 'by way of a coordinator'}`)
}

async function givenPeople(app: TestApp) {
  const { slug } = await app.givenTraining({ seats: { capacity: 2, waitlist: true } })
  for (const familyName of ['Ames', 'Bell', 'Cole']) await app.signUp(slug, { people: [someone({ familyName })] })
  return slug
}

onBothDatabases('news of a training', (given) => {
  test('of a new time or place goes to everyone with a seat or in line, and to no one else', async () => {
    const { admin, people, context } = given()
    const slug = await givenPeople(given())
    const [{ id }] = await people(slug)
    await cancel(context, id)
    await admin('PATCH', `/trainings/${slug}`, { bring: { en: 'A pen' } })
    assert.deepEqual(await newsOf(given(), slug), [])
    await admin('PATCH', `/trainings/${slug}`, { venue: { name: 'City Hall' } })
    assert.deepEqual(await newsOf(given(), slug), ['training-changed Bell', 'training-changed Cole'])
  })

  test('comes once per coordinator for all who have no address of their own', async () => {
    const { admin, signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const members = ['Kim', 'Lee'].map((familyName) => ({ givenName: 'Grace', familyName }))
    const people = [someone({ familyName: 'Ames' }), ...members]
    await signUp(slug, { people, coordinator: { name: 'Pat', email: 'pat@kcpd.example' } })
    await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    assert.deepEqual((await newsOf(given(), slug)).toSorted(), [
      'training-cancelled Ames',
      'training-cancelled by way of a coordinator',
    ])
  })

  test('of two changes in a row goes out as one mail, unless the first has left', async () => {
    const { row, admin, context, clock } = given()
    const slug = await givenPeople(given())
    const moveTo = (start: string) => admin('PATCH', `/trainings/${slug}`, { start, end: '2027-03-06T18:00' })
    await moveTo('2027-03-06T10:00')
    await moveTo('2027-03-06T11:00')
    assert.equal((await newsOf(given(), slug)).length, 3)
    const training = await row('training', { slug })
    await context.db.transaction((tx) =>
      tx
        .updateTable('outbox')
        .set({ outcome: 'sent', sent_at: clock.now.toISOString() })
        .where('training_id', '=', training.id)
        .where('kind', '=', 'training-changed')
        .execute(),
    )
    await moveTo('2027-03-06T12:00')
    assert.equal((await newsOf(given(), slug)).length, 6)
    await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    const news = await newsOf(given(), slug)
    assert.equal(news.filter((one) => one.startsWith('training-cancelled')).length, 3)
    assert.equal(news.length, 6)
  })

  test('says that it takes place after all, also when it moves before that was sent', async () => {
    const { admin } = given()
    const slug = await givenPeople(given())
    const all = (kind: string) => ['Ames', 'Bell', 'Cole'].map((name) => `${kind} ${name}`)
    await admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    assert.deepEqual(await newsOf(given(), slug), all('training-cancelled'))
    await admin('PATCH', `/trainings/${slug}`, { status: 'published' })
    assert.deepEqual(await newsOf(given(), slug), all('training-restored'))
    await admin('PATCH', `/trainings/${slug}`, { venue: { name: 'City Hall' } })
    assert.deepEqual(await newsOf(given(), slug), all('training-restored'))
    await deliverMails(given().context)
    // Several emails leave side by side, in any order.
    const texts = given().mails.map(({ text }) => text.replaceAll(/\s+/g, ' '))
    assert.match(
      texts.join('\n'),
      /takes place after all .*It’s no longer canceled\. Place now: City Hall\. Before: Kauffman Stadium/,
    )
  })
})
