import assert from 'node:assert/strict'
import { MessageInput } from '@training-signup/contract'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { draftMessage } from './messages.ts'
import { enqueueMessages } from './send-message.ts'

const news = { subject: { en: 'Your badge' }, text: { en: 'It’s at the door.' }, about: 'seat' }

onBothDatabases('a message that names people', (given) => {
  /**
   * A training with two seats and a waiting list, and the people in it, in the order of their
   * sign-ups.
   */
  async function givenPeople(people: ReturnType<typeof someone>[]) {
    const { people: peopleOf, signUp, givenTraining, mails } = given()
    mails.length = 0
    const { slug } = await givenTraining({ seats: { capacity: 2, waitlist: true } })
    for (const person of people) assert.equal((await signUp(slug, { people: [person] })).status, 201)
    return { slug, ids: (await peopleOf(slug)).map(({ id }) => String(id)) }
  }
  const draft = (input: object) => given().admin('POST', '/messages', { ...news, ...input })
  async function drafted(input: object): Promise<string> {
    const { status, body } = await draft(input)
    assert.equal(status, 201, JSON.stringify(body))
    return body.id
  }
  const countOf = async (id: string) => (await given().admin('POST', `/messages/${id}/preview`, {})).body.people
  /** Sends it, and returns who got it. */
  async function sent(id: string): Promise<string[]> {
    await given().admin('POST', `/messages/${id}/send`)
    for (let round = 0; round < 4; round++) {
      await enqueueMessages(given().context)
      await deliverMails(given().context)
    }
    return got()
  }
  const got = () =>
    given()
      .mails.filter(({ subject }) => subject === news.subject.en)
      .map(({ to }) => to)
      .toSorted()

  test('goes to exactly these, whatever their statuses are', async () => {
    const [ada, luis, waiting] = [someone(), someone(), someone()]
    const { slug, ids } = await givenPeople([ada, luis, waiting])
    const { admin } = given()
    const [first = '', , third = ''] = ids
    const id = await drafted({ training: slug, registrations: [third, first, first] })
    const { message, totals } = (await admin('GET', `/messages/${id}`)).body
    assert.deepEqual(message.registrations, [first, third])
    assert.deepEqual(message.filter.status.toSorted(), ['confirmed', 'waitlisted'])
    assert.deepEqual(totals, { waiting: 0, sent: 0, failed: 0, dropped: 0 })
    assert.equal(await countOf(id), 2)
    assert.deepEqual(await sent(id), [ada.email, waiting.email].toSorted())
    const report = (await admin('GET', `/messages/${id}`)).body
    assert.deepEqual([report.totals.sent, report.remaining, report.mails.length], [2, 0, 2])
  })

  test('stays with them when its words change, and can be for others, or for everyone', async () => {
    const { slug, ids } = await givenPeople([someone(), someone(), someone()])
    const { admin } = given()
    const change = async (input: object) => (await admin('PATCH', `/messages/${id}`, input)).body
    const id = await drafted({ training: slug, registrations: ids.slice(0, 1) })
    assert.deepEqual((await change({ text: { en: 'Ask at the door.' } })).registrations, ids.slice(0, 1))
    const other = await change({ registrations: ids.slice(2) })
    assert.deepEqual([other.registrations, other.filter], [ids.slice(2), { status: ['waitlisted'] }])
    const narrowed = await change({ registrations: ids, filter: { status: ['confirmed'] } })
    assert.deepEqual(narrowed.filter, { status: ['confirmed'] })
    assert.equal(await countOf(id), 2)
    const everyone = await change({ registrations: null })
    assert.deepEqual([everyone.registrations, everyone.filter], [null, { status: ['confirmed'] }])
    assert.equal(await countOf(id), 2)
  })

  test('leaves out people who have another status by then, as every filter does', async () => {
    const [ada, luis] = [someone(), someone()]
    const { slug, ids } = await givenPeople([ada, luis])
    const id = await drafted({ training: slug, registrations: ids })
    await given().admin('POST', `/registrations/${ids[0]}/cancel`)
    assert.equal(await countOf(id), 1)
    assert.deepEqual(await sent(id), [luis.email])
  })

  test('goes to no one, and not to everyone, when all of them have been deleted', async () => {
    const { slug, ids } = await givenPeople([someone(), someone()])
    const { admin } = given()
    const id = await drafted({ training: slug, registrations: ids.slice(0, 1) })
    await admin('DELETE', `/registrations/${ids[0]}`)
    assert.deepEqual((await admin('GET', `/messages/${id}`)).body.message.registrations, [])
    assert.equal(await countOf(id), 0)
    assert.deepEqual(await sent(id), [])
  })

  test('does not go over to someone else with the same address when its recipient is deleted', async () => {
    const ada = someone()
    const { slug, ids } = await givenPeople([ada, someone({ email: ada.email })])
    const { context, admin } = given()
    await deliverMails(context)
    const id = await drafted({ training: slug, registrations: ids.slice(0, 1) })
    await admin('POST', `/messages/${id}/send`)
    await enqueueMessages(context)
    await admin('DELETE', `/registrations/${ids[0]}`)
    await deliverMails(context)
    assert.deepEqual(got(), [])
  })

  test('does not follow someone who moved to another training', async () => {
    const { slug, ids } = await givenPeople([someone()])
    const { slug: other } = await given().givenTraining()
    const id = await drafted({ training: slug, registrations: ids })
    assert.equal((await given().admin('POST', `/registrations/${ids[0]}/move`, { training: other })).status, 200)
    assert.equal(await countOf(id), 0)
  })

  test('is refused with someone of another training or out of reach, with too many, or with no one', async () => {
    const { slug, ids } = await givenPeople([someone()])
    const other = await givenPeople([someone()])
    const statusOf = async (registrations: string[]) => (await draft({ training: slug, registrations })).status
    assert.equal(await statusOf([...ids, ...other.ids]), 404)
    assert.equal(await statusOf([]), 422)
    assert.equal(await statusOf(Array.from({ length: 1001 }, () => crypto.randomUUID())), 422)
    const { context } = given()
    const input = MessageInput.parse({ ...news, training: slug, registrations: ids })
    const scope = { trainings: 'all', agency: 'another' } as const
    await assert.rejects(draftMessage(context, scope, input), { problemName: 'not-found' })
    const id = await drafted({ training: slug, registrations: ids })
    assert.equal((await given().admin('PATCH', `/messages/${id}`, { registrations: other.ids })).status, 404)
    assert.equal(await countOf(id), 1)
  })
})
