import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing } from '../../testing/verify.ts'
import { readInput } from '../trainings/trainings.ts'

let coordinators = 0
const group = (people: Record<string, string>[], split = false) => ({
  people,
  split,
  coordinator: { name: 'Chief Reyes', email: `chief${(coordinators += 1)}@kcpd.example` },
})
/** People without an email address. */
const strangers = (count: number) => Array.from({ length: count }, (_, index) => ({ givenName: `Ada ${index}` }))
const somebodies = (count: number) => Array.from({ length: count }, () => someone() as Record<string, string>)
const hall = { seats: { capacity: 40, waitlist: true }, audience: { verify: 'groups' as const } }

onBothDatabases(
  'a group that no one has proven',
  (given) => {
    const signer = createSigner(given)

    test('of 50 people without addresses does not fill a training of 40', async () => {
      const { slug } = await given().givenTraining(hall)
      for (const split of [true, false]) {
        const { body } = await given().signUp(slug, group(strangers(50), split))
        assert.equal(body.status, 'pending_verification')
      }
      const { taken } = await signer.seats(slug)
      assert.ok(taken <= 5, `${taken} seats`)
      assert.equal((await given().signUp(slug, { people: [someone()] })).body.status, 'confirmed')
    })

    test('gets its seats once the coordinator types the code', async () => {
      const { slug } = await given().givenTraining(hall)
      const input = group(strangers(30))
      const named = await signer.begin(slug, input)
      const typed = await signer.type(named, await signer.codeTo(input.coordinator.email))
      assert.deepEqual([typed.status, typed.body.status], [200, 'confirmed'])
      assert.equal(typed.body.words.es.outcome, 'Todas las personas tienen cupo')
      assert.equal((await signer.seats(slug)).taken, 30)
    })

    test('is asked for its code if it has more than five people or someone without an address', async () => {
      const { slug } = await given().givenTraining(hall)
      const statusOf = async (input: Parameters<ReturnType<typeof given>['signUp']>[1]) =>
        (await given().signUp(slug, input)).body.status
      assert.equal(await statusOf({ people: [someone()] }), 'confirmed')
      assert.equal(await statusOf(group(somebodies(5))), 'confirmed')
      assert.equal(await statusOf(group(somebodies(6))), 'pending_verification')
      assert.equal(await statusOf(group([...somebodies(1), ...strangers(1)])), 'pending_verification')
      assert.equal(await statusOf(group(strangers(1))), 'pending_verification')
    })

    test('is not asked where the organizer wants no codes, in either spelling', async () => {
      for (const verify of ['never', false] as const) {
        const { slug } = await given().givenTraining({ ...hall, audience: { verify } })
        assert.equal((await given().signUp(slug, group(strangers(40)))).body.status, 'confirmed')
      }
    })

    test('is no reason to refuse a script that knows no codes, and only its form has the words for them', async () => {
      const { slug } = await given().givenTraining(hall)
      const wordsOf = async (use: string) => {
        const { form, words } = await readJson(await given().send('GET', `/api/v1/trainings/${slug}?${use}`))
        assert.deepEqual(form.requires, [])
        return Object.keys(words).filter((key) => key.startsWith('verify.')).length
      }
      assert.equal(await wordsOf(''), 0)
      assert.ok((await wordsOf('for=several')) > 10)
    })

    test('waits for its code in trainings that earlier versions stored without a wish for codes', async () => {
      const input = await given().givenTraining()
      const storedAs = (audience: object | undefined) =>
        readInput({ input: JSON.stringify({ ...input, audience }) }).audience.verify
      assert.deepEqual([undefined, {}, { verify: false }, { verify: true }, { verify: 'never' }].map(storedAs), [
        'groups',
        'groups',
        'groups',
        'everyone',
        'never',
      ])
    })
  },
  mailing,
)

onBothDatabases('a group that no one has proven, where no emails are sent,', (given) => {
  const taken = async (slug: string) => (await given().admin('GET', `/trainings/${slug}`)).body.seats.taken
  const statusesOf = async (slug: string, input: ReturnType<typeof group>) => {
    const { body } = await given().signUp(slug, input)
    return Object.entries(Object.groupBy(body.people as { status: string }[], ({ status }) => status)).map(
      ([status, people]) => `${people?.length} ${status}`,
    )
  }

  test('gets five seats; the organizer decides about the others, who hold none', async () => {
    const { slug } = await given().givenTraining(hall)
    for (const people of [strangers(50), somebodies(50)])
      assert.deepEqual(await statusesOf(slug, group(people, true)), ['5 confirmed', '45 pending_approval'])
    assert.equal(await taken(slug), 10)
  })

  test('that stays together waits for the organizer as a whole', async () => {
    const { slug } = await given().givenTraining(hall)
    assert.deepEqual(await statusesOf(slug, group(strangers(30))), ['30 pending_approval'])
    assert.equal(await taken(slug), 0)
    const registrations = await given().people(slug)
    const approved = await given().admin('POST', `/registrations/${registrations[0].id}/approve`)
    assert.deepEqual([approved.body.status, await taken(slug)], ['confirmed', 30])
  })

  test('of five gets its seats, as does one where the organizer wants no proof', async () => {
    const { slug } = await given().givenTraining(hall)
    assert.deepEqual(await statusesOf(slug, group(strangers(5))), ['5 confirmed'])
    const trusting = await given().givenTraining({ ...hall, audience: { verify: 'never' } })
    assert.deepEqual(await statusesOf(trusting.slug, group(strangers(20))), ['20 confirmed'])
  })

  test('is admitted whole when an organizer enters it', async () => {
    const { slug } = await given().givenTraining(hall)
    const input = { ...group(strangers(20)), training: slug, channel: 'phone' }
    const { status } = await given().admin('POST', '/registrations', input)
    assert.deepEqual([status, await taken(slug)], [201, 20])
  })
})
