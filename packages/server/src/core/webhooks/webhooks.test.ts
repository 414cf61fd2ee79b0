import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'mocha'
import { afterTest } from '../../testing/servers/after-test.ts'
import { givenWebhook, startReceiver } from '../../testing/servers/receiver.ts'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { deliverWebhooks } from './deliver-due.ts'

const minuteMs = 60_000

onBothDatabases('webhooks', (running) => {
  const sendTest = (id: string) => running().admin('POST', `/webhooks/${id}/test`)
  const read = async (id: string) => (await running().admin('GET', `/webhooks/${id}`)).body

  test('are made, read, changed and deleted; the secret is shown once', async () => {
    const { admin } = running()
    const { status, body } = await admin('POST', '/webhooks', { url: 'https://receiver.example/hook' })
    afterTest(async () => void (await admin('DELETE', `/webhooks/${body.id}`)))
    const { secret, ...made } = body
    assert.equal(status, 201)
    assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
    assert.deepEqual([made.events, made.state, made.rotating, made.waiting, made.failed], [['*'], 'on', false, 0, 0])
    assert.deepEqual(await read(made.id), made)
    const listed = (await admin('GET', '/webhooks')).body.webhooks
    assert.deepEqual(listed, [made])
    const changes = { events: ['training.changed'], state: 'off', url: 'https://other.example/' }
    const changed = await admin('PATCH', `/webhooks/${made.id}`, changes)
    assert.deepEqual(changed.body, { ...made, ...changes, updatedAt: changed.body.updatedAt })
    assert.ok(!JSON.stringify([listed, changed.body]).includes('whsec_'))
    assert.equal((await sendTest(made.id)).body.type, '/problems/webhook-off')
    assert.equal((await admin('DELETE', `/webhooks/${made.id}`)).status, 204)
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/rotate'],
      ['POST', '/rotate/finish'],
      ['POST', '/test'],
      ['GET', '/deliveries'],
    ] as const)
      assert.equal(
        (await admin(method, `/webhooks/${made.id}${path}`, method === 'PATCH' ? {} : undefined)).status,
        404,
      )
  })

  test('are made once by a request that comes again, or twice at the same time', async () => {
    const { admin, clock } = running()
    const url = 'https://repeated.example/hook'
    const create = (input: object = {}) => admin('POST', '/webhooks', { url, ...input })
    const [{ body: first }, { body: second }] = await Promise.all([create(), create()])
    assert.deepEqual(second, first)
    assert.deepEqual((await create()).body, first)
    const { body: other } = await create({ events: ['training.changed'] })
    clock.later({ minutes: 1 })
    const { body: rotated } = await admin('POST', `/webhooks/${first.id}/rotate`)
    const { body: afterChange } = await create()
    clock.later({ minutes: 25 * 60 })
    const { body: nextDay } = await create()
    const made = [first, other, afterChange, nextDay]
    assert.equal(new Set(made.map(({ id }) => id)).size, 4)
    assert.ok(made.every(({ secret }) => secret !== rotated.secret))
    const { webhooks } = (await admin('GET', '/webhooks')).body
    for (const { id } of webhooks) await admin('DELETE', `/webhooks/${id}`)
    assert.equal(webhooks.length, 4)
  })

  test('are for organizers only', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/00000000-0000-7000-8000-000000000000/test'],
    ] as const)
      assert.equal((await running().send(method, `/api/v1/admin/webhooks${path}`)).status, 401)
  })

  test('are refused where nothing may be sent', async () => {
    const urls = [
      'http://receiver.example/',
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://[::1]/',
      'https://10.1.2.3:8443/',
      'https://169.254.169.254/latest/meta-data',
      'https://localhost/',
      'https://user:word@receiver.example/',
      'https://receiver.example/#part',
      'file:///etc/passwd',
      'receiver.example',
      '',
    ]
    for (const url of urls) {
      const { status, body } = await running().admin('POST', '/webhooks', { url })
      assert.deepEqual([status, body.errors?.[0]?.pointer], [422, '/url'], url)
    }
    for (const input of [{ events: [] }, { events: ['person.named'] }, { secret: 'mine' }])
      assert.equal((await running().admin('POST', '/webhooks', { url: 'https://a.example/', ...input })).status, 422)
    assert.deepEqual((await running().admin('GET', '/webhooks')).body, { webhooks: [], nextCursor: null })
  })

  test('that answer 410 are turned off, visibly, until an organizer turns them on again', async () => {
    const server = running()
    const receiver = await startReceiver((response) => response.writeHead(410).end())
    const { id } = await givenWebhook(server, receiver)
    await sendTest(id)
    await deliverWebhooks(server.context)
    assert.deepEqual([(await read(id)).state, (await read(id)).failed], ['gone', 1])
    assert.match(server.logged.join(''), /returned 410/)
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone()] })
    running().clock.later({ minutes: 60 })
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 1)
    receiver.answer = (response) => response.end()
    await server.admin('PATCH', `/webhooks/${id}`, { state: 'on' })
    const [failed] = (await server.admin('GET', `/webhooks/${id}/deliveries`)).body.deliveries
    await server.admin('POST', `/webhooks/deliveries/${failed.id}/replay`)
    await deliverWebhooks(server.context)
    assert.deepEqual([receiver.received.length, (await read(id)).failed], [2, 0])
  })

  test('that are slow keep neither others nor sign-ups waiting, and are asked little', async () => {
    const server = running()
    const held: (() => void)[] = []
    const slow = await startReceiver((response) => void held.push(() => response.end()))
    const quick = await startReceiver()
    const slowHook = await givenWebhook(server, slow)
    await givenWebhook(server, quick)
    const { slug } = await server.givenTraining()
    for (let count = 0; count < 5; count++) await server.signUp(slug, { people: [someone()] })
    const job = deliverWebhooks(server.context)
    while (quick.received.length < 5 || slow.received.length < 2) await delay(10)
    assert.equal(slow.received.length, 2)
    assert.equal((await server.signUp(slug, { people: [someone()] })).status, 201)
    // What happens in the meantime reaches the others all the same.
    while (quick.received.length < 6) await delay(10)
    assert.equal(slow.received.length, 2)
    slow.answer = (response) => response.end()
    for (const release of held) release()
    await job
    assert.equal(slow.received.length, 6)
    assert.equal((await read(slowHook.id)).waiting, 0)
  })

  test('that are dead are not tried for a while, and get everything once they are back', async () => {
    const server = running()
    const receiver = await startReceiver((response) => response.destroy())
    const { id } = await givenWebhook(server, receiver)
    for (let count = 0; count < 7; count++) await sendTest(id)
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 2)
    const { deliveries } = (await server.admin('GET', `/webhooks/${id}/deliveries?status=waiting`)).body
    assert.equal(deliveries.length, 7)
    assert.equal(deliveries.at(-1).lastError, 'ECONNRESET')
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 2)
    receiver.answer = (response) => response.writeHead(204).end()
    running().clock.later({ minutes: 2 })
    await deliverWebhooks(server.context)
    assert.deepEqual([receiver.received.length, (await read(id)).waiting], [9, 0])
  })

  test('that are not reached because of where they are say so', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { id } = await givenWebhook(server, receiver)
    server.context.config.webhookAllow.pop()
    await sendTest(id)
    await deliverWebhooks(server.context)
    const [delivery] = (await server.admin('GET', `/webhooks/${id}/deliveries`)).body.deliveries
    assert.deepEqual([delivery.status, delivery.lastStatus, delivery.lastError], ['waiting', null, 'not-https'])
    assert.equal(receiver.received.length, 0)
  })

  test('get each event once, although several processes and runs send', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { id } = await givenWebhook(server, receiver)
    for (let count = 0; count < 20; count++) await sendTest(id)
    await Promise.all(Array.from({ length: 4 }, () => deliverWebhooks(server.context)))
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 20)
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 20)
  })

  test('are taken over from a process that died', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { id } = await givenWebhook(server, receiver)
    await sendTest(id)
    const dead = new Date(server.clock.now.getTime() + 3 * minuteMs).toISOString()
    await server.context.db.transaction((tx) =>
      tx.updateTable('webhook').set({ busy_until: dead }).where('id', '=', id).execute(),
    )
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 0)
    running().clock.later({ minutes: 3 })
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 1)
  })
})
