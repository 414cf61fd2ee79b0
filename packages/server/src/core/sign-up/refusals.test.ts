import assert from 'node:assert/strict'
import { test } from 'mocha'
import { type Json, onBothDatabases, readJson, someone } from '../../testing/servers/test-app.ts'

onBothDatabases('a registration that a training cannot take', (given) => {
  const send = async (slug: string, body: unknown, headers: Record<string, string> = {}): Promise<Json> =>
    readJson(await given().send('POST', `/api/v1/trainings/${slug}/registrations`, body, headers))
  const faulty = [
    { people: [{}] },
    { people: [{ givenName: 7 }] },
    {},
    { people: 'Ada' },
    { people: [someone()], trap: 'x' },
  ]

  test('is told why before its answers are looked at', async () => {
    const { givenTraining, signUp } = given()
    const seats = { capacity: 1, waitlist: false }
    const full = await givenTraining({ seats })
    await signUp(full.slug, { people: [someone()] })
    for (const [slug, status, type] of [
      ['nowhere', 404, 'not-found'],
      [(await givenTraining({ status: 'draft' })).slug, 404, 'not-found'],
      [(await givenTraining({ status: 'cancelled' })).slug, 409, 'training-cancelled'],
      [(await givenTraining({ status: 'withdrawn' })).slug, 410, 'training-withdrawn'],
      [(await givenTraining({ closesAt: '2027-01-01T00:00' })).slug, 409, 'registration-closed'],
      [(await givenTraining({ opensAt: '2027-02-01T00:00' })).slug, 409, 'registration-not-open'],
      [full.slug, 409, 'training-full'],
    ] as const) {
      for (const body of faulty) {
        const problem = await send(slug, body)
        assert.deepEqual([problem.status, problem.type], [status, `/problems/${type}`], JSON.stringify(body))
      }
    }
    const { slug } = await givenTraining()
    for (const body of faulty) assert.equal((await send(slug, body)).status, 422)
  })

  test('keeps the answer that it had before the training closed', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const key = { 'idempotency-key': `closed-0123456789-${slug}` }
    const body = { people: [someone()] }
    const first = await send(slug, body, key)
    await admin('PATCH', `/trainings/${slug}`, { closesAt: '2027-01-01T00:00' })
    assert.deepEqual(await send(slug, body, key), first)
  })
})

onBothDatabases('a group that is divided', (given) => {
  test('tells people with a seat to come', async () => {
    const { givenTraining, signUp } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true }, audience: { verify: 'never' } })
    const coordinator = { name: 'Grace', email: 'grace@example.org' }
    for (const [lang, title, text] of [
      ['en', 'Not everyone has a seat yet', /^People who have a seat can come\. Anyone else should stay home/],
      ['es', 'No todas las personas tienen cupo todavía', /^Quienes tienen un cupo pueden venir\./],
    ] as const) {
      const other = lang === 'en' ? slug : (await givenTraining({ seats: { capacity: 1, waitlist: true } })).slug
      const { body } = await signUp(other, { people: [someone(), someone()], coordinator, split: true, lang })
      assert.equal(body.next?.title, title, JSON.stringify(body))
      assert.match(body.next.text, text)
      assert.equal(body.status, 'waitlisted')
    }
  })

  test('tells all of them to wait where none has a seat', async () => {
    const { givenTraining, signUp } = given()
    const { slug } = await givenTraining({ seats: { capacity: 1, waitlist: true }, audience: { verify: 'never' } })
    const coordinator = { name: 'Grace', email: 'grace@example.org' }
    const { body } = await signUp(slug, { people: [someone(), someone()], coordinator })
    assert.equal(body.next.title, 'You’re on the list, but you do not have a seat yet')
  })
})
