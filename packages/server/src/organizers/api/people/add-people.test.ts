import assert from 'node:assert/strict'
import { test } from 'mocha'
import { hasBegun } from '../../../testing/contract/asked.ts'
import { askAs } from '../../../testing/keys.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('a program that adds people', (given) => {
  const withKey = () => ({ 'idempotency-key': given().context.newId() })
  const idsIn = async (slug: string): Promise<string[]> => (await given().people(slug)).map(({ id }) => id)

  test('adds someone without an address once with a key, and twice without', async () => {
    const { slug } = await given().givenTraining()
    const sent = { training: slug, channel: 'phone', people: [{ givenName: 'Ada' }] }
    const headers = withKey()
    const first = await given().admin('POST', '/registrations', sent, headers)
    const again = await given().admin('POST', '/registrations', sent, headers)
    assert.deepEqual([again.status, again.body], [201, first.body])
    assert.deepEqual(await idsIn(slug), [first.body.registrations[0].id])
    await given().admin('POST', '/registrations', sent)
    assert.equal((await idsIn(slug)).length, 2)
  })

  test('gets a whole group again, and nothing of people who were deleted since', async () => {
    const { slug } = await given().givenTraining()
    const coordinator = { name: 'Kim Doe', email: 'kim@kcpd.example' }
    const sent = { training: slug, channel: 'phone', people: [someone(), someone()], coordinator }
    const headers = withKey()
    const first = await given().admin('POST', '/registrations', sent, headers)
    const again = await given().admin('POST', '/registrations', sent, headers)
    assert.deepEqual(again.body, first.body)
    const alone = { training: slug, channel: 'phone', people: [{ givenName: 'Ada' }] }
    const other = withKey()
    const { body } = await given().admin('POST', '/registrations', alone, other)
    await given().admin('DELETE', `/registrations/${body.registrations[0].id}`)
    const added = await given().admin('POST', '/registrations', alone, other)
    assert.notEqual(added.body.registrations[0].id, body.registrations[0].id)
  })

  test('has the door add who has come, checked in, once', async () => {
    const { slug } = await given().givenTraining({ seats: { capacity: 1, waitlist: true } })
    await given().admin('PATCH', `/trainings/${slug}`, hasBegun)
    const door = await askAs(given(), { role: 'door' })
    const post = (path: string, body: object) => given().admin('POST', path, body, door)
    const path = `/trainings/${slug}/walk-ins`
    const ada = { id: given().context.newId(), person: { givenName: 'Ada', familyName: 'Reyes' } }
    const first = await post(path, ada)
    assert.deepEqual([first.status, first.body.outcome], [200, 'added'])
    assert.deepEqual((await post(path, ada)).body, first.body)
    const ben = { id: given().context.newId(), person: { givenName: 'Ben' } }
    assert.equal((await post(path, ben)).body.why, 'no-seat-free')
    const waiting = await post(path, { ...ben, mayWait: true })
    assert.equal(waiting.body.outcome, 'waits')
    assert.equal((await post(path, { ...ben, mayWait: true })).body.why, 'already-registered')
    const other = { ...ben, id: given().context.newId(), isOther: true }
    const seated = await post(path, { ...other, extraSeat: 'The speaker' })
    assert.equal(seated.body.outcome, 'added')
    const one = await given().admin('GET', `/registrations/${waiting.body.registration}`)
    assert.equal(one.body.status, 'waitlisted')
    const { people } = (await given().admin('GET', `/trainings/${slug}/door`)).body
    const here = people.filter(({ checkedInAt }: { checkedInAt: string | null }) => checkedInAt !== null)
    const added: string[] = [first, seated].map(({ body }) => body.registration)
    assert.deepEqual(new Set(here.map(({ id }: { id: string }) => id)), new Set(added))
    assert.equal((await post('/registrations', { training: slug, channel: 'phone', people: [someone()] })).status, 403)
  })
})
