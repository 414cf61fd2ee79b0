import assert from 'node:assert/strict'
import { test } from 'mocha'
import { creditedTraining, creditProfile, profileInput } from '../../testing/contract/credit-cases.ts'
import { organizerPages } from '../../testing/pages/organizer-pages.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { exampleNames, exampleOf } from './examples.ts'
import { profilesFor, readTakenProfiles } from './training-credits.ts'

onBothDatabases('a credit profile', (given) => {
  test('is deleted if no training uses it, and else archived', async () => {
    const { admin } = given()
    const { id } = await creditProfile(given())
    assert.equal((await admin('DELETE', `/credit-profiles/${id}`)).status, 204)
    assert.equal((await admin('GET', `/credit-profiles/${id}`)).status, 404)

    const { slug, profile } = await creditedTraining(given())
    assert.equal((await admin('DELETE', `/credit-profiles/${profile}`)).status, 204)
    assert.equal((await admin('GET', `/credit-profiles/${profile}`)).body.archived, true)
    const take = (at: string) =>
      admin('PUT', `/trainings/${at}/credit`, { credits: [{ profile }] }, { 'If-Match': '*' })
    assert.equal((await take(slug)).status, 200, 'the training keeps it')
    const other = await given().givenTraining()
    const refused = await take(other.slug)
    assert.deepEqual([refused.status, refused.body.errors[0].pointer], [422, '/credits/0/profile'])
  })

  test('is taken or deleted, whichever comes first, when two organizers do both together', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    for (let times = 0; times < 10; times++) {
      const { id } = await creditProfile(given())
      const [taken, deleted] = await Promise.all([
        admin('PUT', `/trainings/${slug}/credit`, { credits: [{ profile: id }] }, { 'If-Match': '*' }),
        admin('DELETE', `/credit-profiles/${id}`),
      ])
      assert.equal(deleted.status, 204)
      assert.ok([200, 422].includes(taken.status), JSON.stringify(taken.body))
      const { status, body } = await admin('GET', `/credit-profiles/${id}`)
      assert.deepEqual([status, body.archived ?? false], taken.status === 200 ? [200, true] : [404, false])
    }
  })

  test('says on its page what becomes of it, and what it makes of real minutes', async () => {
    const pages = organizerPages(given())
    const { profile } = await creditedTraining(given())
    assert.match(await pages.open(`/profiles/${profile}/remove`), /1 training uses it, so it is archived instead/)
    const { text } = await pages.post('/profiles/new', {
      'name.en': 'Officers',
      kind: 'certificate',
      'rule.minimumShare': '90',
      'rule.round': '0.25',
      'rule.rounding': 'nearest',
      'rule.minutesPerHour': '60',
      keepYears: '6',
      'areas.0': '1',
      'areas.0.name.en': 'Legal studies',
      'areas.0.hours': '7',
      do: 'look',
    })
    assert.match(text, /420 of 420 minutes: 7\.00 hours/)
    assert.match(text, /396 minutes, 94%: 7\.00 hours/)
    assert.match(text, /341 minutes, 81%: no credit, 37 minutes missing/)
  })

  test('claims no approval without its number, and no number without an approval', async () => {
    const { admin, givenTraining } = given()
    const [{ slug }, { id }] = [await givenTraining(), await creditProfile(given())]
    const put = async (credit: object) =>
      (await admin('PUT', `/trainings/${slug}/credit`, { credits: [{ profile: id, ...credit }] }, { 'If-Match': '*' }))
        .status
    assert.equal(await put({ approval: 'confirmed' }), 422)
    assert.equal(await put({ approval: 'applied', number: '26-0457' }), 422)
    assert.equal(await put({ approval: 'confirmed', number: '26-0457' }), 200)
  })

  test('is for the roles that name it, and one without roles for everyone else', async () => {
    const { admin, givenTraining, context } = given()
    const { slug } = await givenTraining()
    const ids = await Promise.all([1, 2, 3].map(async () => (await creditProfile(given())).id))
    const credits = [
      { profile: ids[0], roles: ['police', 'fire'] },
      { profile: ids[1], roles: ['fire'] },
      { profile: ids[2] },
    ]
    await admin('PUT', `/trainings/${slug}/credit`, { credits }, { 'If-Match': '*' })
    const { id } = await context.db.reader
      .selectFrom('training')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    const taken = await readTakenProfiles(context.db.reader, id)
    const forRole = (role: string | null) => profilesFor(taken, role).map((one) => ids.indexOf(one.id))
    assert.deepEqual(['police', 'fire', 'medical', null].map(forRole), [[0], [0, 1], [2], [2]])
  })
})

test('examples of profiles can be stored as they are, and say where they were read', () => {
  for (const name of exampleNames) {
    const { kind, source } = exampleOf(name)
    assert.ok(kind === 'letter' || (source?.text && source.asOf), name)
  }
  assert.equal(profileInput.areas.length, 1)
})
