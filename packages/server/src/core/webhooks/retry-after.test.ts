import assert from 'node:assert/strict'
import { test } from 'mocha'
import { givenWebhook, startReceiver } from '../../testing/servers/receiver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { deliverWebhooks } from './deliver-due.ts'
import { readRetryAfter } from './retry-after.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

test('Retry-After is read in seconds and as an HTTP date, and counts for a day at most', () => {
  const now = new Date('2027-01-10T12:00:00.000Z')
  const read = (header: string | undefined) => readRetryAfter(header, now)
  assert.equal(read('120'), '2027-01-10T12:02:00.000Z')
  assert.equal(read('0'), now.toISOString())
  assert.equal(read('Sun, 10 Jan 2027 13:30:00 GMT'), '2027-01-10T13:30:00.000Z')
  for (const longer of ['86401', '9'.repeat(400), 'Sun, 10 Jan 2038 13:30:00 GMT'])
    assert.equal(read(longer), '2027-01-11T12:00:00.000Z', longer)
  for (const unreadable of [undefined, '', '-1', '1.5', 'soon', '2027-01-10T13:30:00Z', 'some GMT'])
    assert.equal(read(unreadable), undefined, unreadable)
})

onBothDatabases('a receiver that refuses with Retry-After', (running) => {
  /** A webhook with one delivery, which its receiver refuses so. */
  const refused = async (status: number, retryAfter: string) => {
    const { context, admin, clock, givenTraining, signUp } = running()
    const receiver = await startReceiver((r) => r.writeHead(status, { 'retry-after': retryAfter }).end())
    const { id } = await givenWebhook(running(), receiver)
    const { slug } = await givenTraining()
    const begun = clock.now.getTime()
    await signUp(slug, { people: [someone()] })
    await deliverWebhooks(context)
    assert.equal(receiver.received.length, 1)
    receiver.answer = (r) => r.end()
    return {
      id,
      slug,
      receiver,
      /** How many requests came until so long after the refusal. */
      countAt: async (ms: number) => {
        clock.now = new Date(begun + ms)
        await deliverWebhooks(context)
        return receiver.received.length
      },
      nextTryMs: async () => {
        const { deliveries } = (await admin('GET', `/webhooks/${id}/deliveries`)).body
        return Date.parse(deliveries[0].dueAt) - begun
      },
    }
  }

  for (const [status, header, ms] of [
    [429, '1800', 30 * minuteMs],
    [503, 'Sun, 10 Jan 2027 13:00:00 GMT', hourMs],
    [400, '999999', dayMs],
  ] as const)
    test(`${status} is tried again at its time: ${header}`, async () => {
      const { countAt, nextTryMs } = await refused(status, header)
      assert.equal(await nextTryMs(), ms)
      assert.equal(await countAt(ms - 1), 1)
      assert.equal(await countAt(ms), 2)
    })

  test('is not tried again earlier than any other', async () => {
    const { countAt, nextTryMs } = await refused(503, '1')
    assert.ok((await nextTryMs()) >= minuteMs)
    assert.equal(await countAt(minuteMs - 1), 1)
    assert.equal(await countAt(2 * minuteMs), 2)
  })

  test('gets nothing else before that time either, unless an organizer asks', async () => {
    const { admin, signUp } = running()
    const { id, slug, receiver, countAt, nextTryMs } = await refused(429, '3600')
    await signUp(slug, { people: [someone()] })
    assert.equal(await countAt(30 * minuteMs), 1)
    assert.equal(await nextTryMs(), hourMs)
    await admin('POST', `/webhooks/${id}/test`)
    assert.equal(await countAt(30 * minuteMs), 4)
    const types = receiver.received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
    assert.deepEqual(types.slice(1).toSorted(), ['registration.created', 'registration.created', 'webhook.test'])
    assert.equal(await countAt(hourMs), 4)
  })

  test('has not asked for a pause once its address is another', async () => {
    const { admin, signUp } = running()
    const { id, slug, receiver, countAt } = await refused(503, '3600')
    await admin('PATCH', `/webhooks/${id}`, { url: receiver.url.replace('key=a', 'key=b') })
    await signUp(slug, { people: [someone()] })
    assert.equal(await countAt(minuteMs / 2), 2)
    // What the receiver of before refused waits no longer than any other.
    assert.equal(await countAt(2 * minuteMs), 3)
  })

  test('is left alone until then where only the events are others', async () => {
    const { admin } = running()
    const { id, countAt } = await refused(503, '3600')
    await admin('PATCH', `/webhooks/${id}`, { events: ['registration.created'] })
    assert.equal(await countAt(30 * minuteMs), 1)
    assert.equal(await countAt(hourMs), 2)
  })

  test('asked for a pause also where its events changed while it refused', async () => {
    const { context, admin, clock, givenTraining, signUp } = running()
    const receiver = await startReceiver(async (response) => {
      await admin('PATCH', `/webhooks/${id}`, { events: ['registration.created'] })
      response.writeHead(503, { 'retry-after': '3600' }).end()
    })
    const { id } = await givenWebhook(running(), receiver)
    const { slug } = await givenTraining()
    await signUp(slug, { people: [someone()] })
    await deliverWebhooks(context)
    clock.later({ minutes: 30 })
    await deliverWebhooks(context)
    assert.equal(receiver.received.length, 1)
  })
})
