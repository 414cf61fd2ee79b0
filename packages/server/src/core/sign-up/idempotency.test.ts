import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { forgetExpiredKeys } from './idempotency.ts'

let keys = 0
const newKey = () => ({ 'idempotency-key': `key-0123456789-${(keys += 1)}` })

onBothDatabases('a repeated request', (given) => {
  test('gets the first one’s answer, byte for byte, and no second registration', async () => {
    const { send, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const key = newKey()
    const body = { people: [someone()] }
    const post = async () => (await send('POST', `/api/v1/trainings/${slug}/registrations`, body, key)).text()
    const first = await post()
    assert.equal(await post(), first)
    assert.deepEqual((await admin('GET', `/trainings/${slug}`)).body.seats.counts, { confirmed: 1 })
    assert.deepEqual(
      (await admin('GET', `/registrations?training=${slug}&q=${body.people[0]?.familyName}`)).body.attempts,
      [],
    )
  })

  test('twenty at the same time with one key are one registration with one answer', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const key = newKey()
    const body = { people: [someone()] }
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(slug, body, key)))
    assert.equal(new Set(answers.map((answer) => answer.body.reference)).size, 1)
    assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 1)
  })

  test('with other answers under the same key is refused, at the same moment too', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    const key = newKey()
    const answers = await Promise.all([
      signUp(slug, { people: [someone()] }, key),
      signUp(slug, { people: [someone()] }, key),
    ])
    const [first, second] = answers.toSorted((a, b) => a.status - b.status)
    assert.deepEqual([first?.status, second?.status, second?.body.type], [201, 422, '/problems/key-reused'])
    assert.equal((await signUp(slug, { people: [someone()] }, key)).body.type, '/problems/key-reused')
  })

  test('is found again after the training has closed', async () => {
    const { signUp, givenTraining, clock } = given()
    const { slug } = await givenTraining({ closesAt: '2027-01-10T08:00' })
    const key = newKey()
    const body = { people: [someone()] }
    const first = await signUp(slug, body, key)
    clock.now = new Date('2027-01-10T20:00:00Z')
    assert.deepEqual(await signUp(slug, body, key).then(({ status, body: answer }) => [status, answer]), [
      201,
      first.body,
    ])
  })

  test('a key means its training only, and lives for a day', async () => {
    const { signUp, givenTraining, clock } = given()
    const [one, other] = [await givenTraining(), await givenTraining()]
    const key = newKey()
    const body = { people: [someone()] }
    const first = await signUp(one.slug, body, key)
    assert.equal((await signUp(other.slug, body, key)).status, 201)
    clock.later({ days: 1 })
    const next = await signUp(one.slug, { people: [someone()] }, key)
    assert.equal(next.status, 201)
    assert.notEqual(next.body.reference, first.body.reference)
  })

  test('a key is cleared away when its time is over, and no sooner', async () => {
    const { rows, signUp, context, givenTraining, clock } = given()
    const { slug } = await givenTraining()
    const key = newKey()
    await signUp(slug, { people: [someone()] }, key)
    const kept = async () => (await rows('idempotency', { key: key['idempotency-key'] })).length
    clock.later({ days: 1, ms: -1 })
    await forgetExpiredKeys(context)
    assert.equal(await kept(), 1)
    clock.later({ ms: 1 })
    await forgetExpiredKeys(context)
    assert.equal(await kept(), 0)
  })

  test('a refusal is not kept: the same key may be tried again', async () => {
    const { signUp, admin, givenTraining } = given()
    const { slug } = await givenTraining({ seats: { capacity: 0, waitlist: false } })
    const key = newKey()
    const body = { people: [someone()] }
    assert.equal((await signUp(slug, body, key)).status, 409)
    await admin('PATCH', `/trainings/${slug}`, { seats: { capacity: 1 } })
    assert.equal((await signUp(slug, body, key)).status, 201)
  })

  test('a key of another shape is refused, and one in quotes is the same key', async () => {
    const { signUp, givenTraining } = given()
    const { slug } = await givenTraining()
    for (const bad of ['short', 'a'.repeat(129), 'with space 0123456789', '"half-quoted-0123456789']) {
      const { status, body } = await signUp(slug, { people: [someone()] }, { 'idempotency-key': bad })
      assert.deepEqual([status, body.errors[0].parameter], [422, 'Idempotency-Key'])
    }
    const body = { people: [someone()] }
    const bare = await signUp(slug, body, { 'idempotency-key': 'quoted-key-0123456789' })
    assert.deepEqual((await signUp(slug, body, { 'idempotency-key': '"quoted-key-0123456789"' })).body, bare.body)
  })
})

onBothDatabases(
  'the answer to a sign-up',
  (given) => {
    test('is in ASCII, with the secret to correct it or to verify it, also when it is repeated', async () => {
      const { send, givenTraining } = given()
      for (const [verify, kept] of [
        ['never', 'correction'],
        ['everyone', 'verification'],
      ] as const) {
        const { slug } = await givenTraining({ audience: { verify } })
        const key = { 'idempotency-key': `in-ascii-${slug}` }
        const sent = JSON.stringify({ people: [someone({ email: `zoe@${slug}.müller.example` })], lang: 'es' })
        const ask = async () => (await send('POST', `/api/v1/trainings/${slug}/registrations`, sent, key)).text()
        const answer = await ask()
        assert.match(answer, /^[\x20-\x7E]+\\u[\x20-\x7E]+$/)
        assert.match(JSON.stringify(JSON.parse(answer)), new RegExp(`[^\\x20-\\x7E].*"${kept}"`))
        assert.equal(await ask(), answer)
      }
    })

    test('that an earlier version kept is sent with the same bytes, and with no secret that it did not keep', async () => {
      const { row, send, context, givenTraining } = given()
      const { slug } = await givenTraining()
      const key = newKey()
      const body = { people: [someone()], lang: 'es' }
      const ask = async () => (await send('POST', `/api/v1/trainings/${slug}/registrations`, body, key)).text()
      const first = await ask()
      const { answer } = await row('idempotency', { key: key['idempotency-key'] })
      const keep = async (kept: object) =>
        context.db.transaction((tx) =>
          tx
            .updateTable('idempotency')
            .set({ answer: JSON.stringify(kept) })
            .where('key', '=', key['idempotency-key'])
            .execute(),
        )
      await keep(JSON.parse(answer) as object)
      assert.equal(await ask(), first)
      await keep({ ...(JSON.parse(answer) as object), correction: true })
      const { correction: _, ...bare } = JSON.parse(first) as { correction: unknown }
      assert.deepEqual(JSON.parse(await ask()), bare)
    })
  },
  mailing,
)
