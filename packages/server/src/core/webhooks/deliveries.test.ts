import assert from 'node:assert/strict'
import { test } from 'mocha'
import { givenWebhook, type Received, startReceiver, verify } from '../../testing/servers/receiver.ts'
import { adminToken, type Json, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { eraseExpired } from '../erasing/retention.ts'
import { acceptTransfer } from '../registrations/accept-transfer.ts'
import { offerTransfer } from '../registrations/offer-transfer.ts'
import { deliverWebhooks, forgetDeliveries } from './deliver-due.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

onBothDatabases('what webhooks are sent', (running) => {
  const idOf = ({ headers }: Received) => headers['webhook-id'] as string
  const told = (received: Received[]) => received.map(({ body }) => JSON.parse(body))
  const registrationOf = async (slug: string) => (await running().people(slug))[0]
  const deliveriesOf = async (id: string, query = '') =>
    (await running().admin('GET', `/webhooks/${id}/deliveries${query}`)).body

  test('verifies with the official library, and holds ids only', async () => {
    const server = running()
    const receiver = await startReceiver()
    const hook = await givenWebhook(server, receiver)
    const { slug } = await server.givenTraining()
    const ada = someone({ needs: 'insulin-in-the-fridge' })
    const { body } = await server.signUp(slug, { people: [someone()] })
    await server.signUp(slug, { people: [ada], lang: 'en' })
    await deliverWebhooks(server.context)
    const [first, second] = receiver.received as [Received, Received]
    assert.equal(receiver.received.length, 2)
    const registration = await registrationOf(slug)
    const sent = [first, second].map((one) => verify(hook.secret, one, server.clock.now) as Json)
    const own = sent.find(({ data }) => data.registration === registration.id)
    assert.deepEqual(own, {
      type: 'registration.created',
      id: own.id,
      timestamp: server.clock.now.toISOString(),
      data: { training: slug, registration: registration.id, group: null },
    })
    assert.deepEqual(
      sent.map(({ id }) => id),
      [idOf(first), idOf(second)],
    )
    assert.equal(first.headers['content-type'], 'application/json')
    const all = JSON.stringify(receiver.received) + server.logged.join('')
    for (const secret of [ada.email, ada.familyName, 'insulin', body.reference, 'key=a', hook.secret, adminToken])
      assert.ok(!all.replaceAll('/hook?key=a', '').includes(String(secret)), String(secret))
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 2)
  })

  test('reports every kind of event, with both statuses', async () => {
    const server = running()
    const receiver = await startReceiver()
    await givenWebhook(server, receiver)
    const { slug } = await server.givenTraining({ seats: { capacity: 1, waitlist: true } })
    await server.signUp(slug, { people: [someone()] })
    await server.signUp(slug, { people: [someone()] })
    const registrations = await server.people(slug)
    const [seated, waiting] = registrations
    await server.admin('PATCH', `/registrations/${seated.id}`, { person: { givenName: 'Bea' } })
    await server.admin('POST', `/registrations/${seated.id}/cancel`)
    await server.admin('DELETE', `/registrations/${seated.id}`)
    await server.admin('PATCH', `/trainings/${slug}`, { summary: { en: 'More' } })
    await server.admin('PATCH', `/trainings/${slug}`, { status: 'cancelled' })
    await deliverWebhooks(server.context)
    const summary = told(receiver.received).map(({ type, data }) => {
      assert.equal(data.training, slug)
      const who = { [seated.id]: 'seated', [waiting.id]: 'waiting' }[data.registration]
      return [type, who, 'from' in data ? { from: data.from, to: data.to } : {}]
    })
    const byText = (one: unknown, other: unknown) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1)
    assert.deepEqual(
      summary.toSorted(byText),
      [
        ['registration.created', 'seated', {}],
        ['registration.created', 'waiting', {}],
        ['registration.changed', 'seated', {}],
        ['registration.status_changed', 'seated', { from: 'confirmed', to: 'cancelled' }],
        ['registration.status_changed', 'waiting', { from: 'waitlisted', to: 'confirmed' }],
        ['registration.erased', 'seated', {}],
        ['training.changed', undefined, {}],
        ['training.cancelled', undefined, {}],
      ].toSorted(byText),
    )
  })

  test('reports a transfer: one leaves, another comes', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone()] })
    await givenWebhook(server, receiver)
    const sender = await registrationOf(slug)
    const colleague = { givenName: 'Luis', familyName: 'Ortega', email: 'luis.ortega@example.org' }
    await offerTransfer(server.context, sender.id, colleague, 'en')
    const transfer = await server.row('transfer', { registration_id: sender.id })
    const person = { ...colleague, phone: null, role: null, agency: null, answers: {}, sensitive: {} }
    const acceptance = { person, needsApproval: false, consents: [], lang: 'en' as const }
    const id = await acceptTransfer(server.context, transfer.id, acceptance)
    await deliverWebhooks(server.context)
    assert.deepEqual(
      new Map(told(receiver.received).map(({ type, data }) => [data.registration, type])),
      new Map([
        [sender.id, 'registration.status_changed'],
        [id, 'registration.created'],
      ]),
    )
    assert.ok(!JSON.stringify(receiver.received).includes('Ortega'))
  })

  test('is what was subscribed to; who is registered already, is off or came later hears nothing', async () => {
    const server = running()
    const [all, some, off] = [await startReceiver(), await startReceiver(), await startReceiver()]
    const { slug } = await server.givenTraining()
    const ada = someone()
    const before = await server.rows('webhook_event')
    await server.signUp(slug, { people: [ada] })
    assert.deepEqual(await server.rows('webhook_event'), before)
    await givenWebhook(server, all)
    await givenWebhook(server, some, { events: ['registration.status_changed', 'training.changed'] })
    const { id } = await givenWebhook(server, off)
    await server.admin('PATCH', `/webhooks/${id}`, { state: 'off' })
    await server.signUp(slug, { people: [ada] })
    await server.signUp(slug, { people: [someone()] })
    const registration = await registrationOf(slug)
    await server.admin('POST', `/registrations/${registration.id}/cancel`)
    await deliverWebhooks(server.context)
    assert.equal(all.received.length, 2)
    assert.deepEqual(
      new Set(told(all.received).map(({ type }) => type)),
      new Set(['registration.created', 'registration.status_changed']),
    )
    assert.deepEqual(
      told(some.received).map(({ type }) => type),
      ['registration.status_changed'],
    )
    assert.equal(off.received.length, 0)
  })

  test('shares the transaction of its cause: what is rolled back is never sent', async () => {
    const server = running()
    const receiver = await startReceiver()
    await givenWebhook(server, receiver)
    const { slug } = await server.givenTraining()
    const training = { slug, title: { en: 'x' }, start: '2027-03-06T09:00', end: '2027-03-06T15:00' }
    const bad = { ...training, timeZone: 'America/Chicago', venue: { name: 'x' }, sponsors: ['nobody-such'] }
    assert.equal((await server.admin('PUT', `/trainings/${slug}`, bad, { 'if-match': '*' })).status, 422)
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 0)
  })

  test('is tried again under the same id, signed again each time, and given up after three days', async () => {
    const server = running()
    const receiver = await startReceiver((response) => response.writeHead(503).end('nobody may see this'))
    const hook = await givenWebhook(server, receiver)
    const began = server.clock.now.getTime()
    await server.admin('POST', `/webhooks/${hook.id}/test`)
    for (let tries = 0; tries < 60; tries++) {
      await deliverWebhooks(server.context)
      const [delivery] = (await deliveriesOf(hook.id)).deliveries
      if (delivery.dueAt === null) break
      const pauseMs = Date.parse(delivery.dueAt) - server.clock.now.getTime()
      assert.ok(pauseMs >= minuteMs && pauseMs <= 7.2 * 60 * minuteMs)
      running().clock.later({ ms: pauseMs })
      verify(hook.secret, receiver.received.at(-1) as Received, new Date(server.clock.now.getTime() - pauseMs))
    }
    const days = (server.clock.now.getTime() - began) / dayMs
    assert.ok(days >= 3 && days < 4, `${days} days`)
    assert.equal(new Set(receiver.received.map(idOf)).size, 1)
    const times = receiver.received.map(({ headers }) => headers['webhook-timestamp'])
    assert.equal(new Set(times).size, receiver.received.length)
    const { deliveries } = await deliveriesOf(hook.id, '?status=failed')
    assert.equal(deliveries[0].lastStatus, 503)
    assert.equal(deliveries[0].attempts, receiver.received.length)
    assert.ok(!JSON.stringify(deliveries).includes('nobody'))
    assert.equal((await server.admin('GET', `/webhooks/${hook.id}`)).body.failed, 1)
    assert.match(server.logged.join(''), /gave up on a webhook delivery/)
  })

  test('reports what retention erases, too, and keeps nothing about the person', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { id } = await givenWebhook(server, receiver)
    const { slug } = await server.givenTraining()
    const [ada, bea] = [someone(), someone()]
    await server.signUp(slug, { people: [ada] })
    await server.signUp(slug, { people: [bea], lang: 'es' })
    const ids = (await server.people(slug)).map((one) => String(one.id))
    await deliverWebhooks(server.context)
    receiver.received.length = 0
    running().clock.later({ days: 365 })
    await eraseExpired(server.context)
    await deliverWebhooks(server.context)
    const erased = told(receiver.received).filter(({ data }) => data.training === slug)
    assert.deepEqual(new Set(erased.map(({ data }) => data.registration)), new Set(ids))
    assert.deepEqual(new Set(erased.map(({ type }) => type)), new Set(['registration.erased']))
    const kept = JSON.stringify([
      await server.rows('webhook_delivery', { webhook_id: id ?? '' }),
      await server.rows('webhook_event'),
    ])
    assert.ok(kept.includes(String(ids[0])))
    for (const { email, familyName } of [ada, bea])
      for (const personal of [email, familyName]) assert.ok(!kept.includes(personal), personal)
  })

  test('can be replayed, under the same id', async () => {
    const server = running()
    const receiver = await startReceiver()
    const hook = await givenWebhook(server, receiver)
    const { body } = await server.admin('POST', `/webhooks/${hook.id}/test`)
    assert.deepEqual([body.status, body.event, body.data], ['waiting', 'webhook.test', {}])
    await deliverWebhooks(server.context)
    const replayed = await server.admin('POST', `/webhooks/deliveries/${body.id}/replay`)
    assert.deepEqual([replayed.status, replayed.body.status, replayed.body.attempts], [202, 'waiting', 0])
    running().clock.later({ minutes: 1 })
    await deliverWebhooks(server.context)
    assert.deepEqual(receiver.received.map(idOf), [body.id, body.id])
    assert.equal(receiver.received[0]?.body, receiver.received[1]?.body)
    verify(hook.secret, receiver.received[1] as Received, server.clock.now)
    const [delivery] = (await deliveriesOf(hook.id)).deliveries
    assert.deepEqual([delivery.status, delivery.lastStatus, delivery.attempts], ['delivered', 200, 1])
    const unknown = '00000000-0000-7000-8000-000000000000'
    assert.equal((await server.admin('POST', `/webhooks/deliveries/${unknown}/replay`)).status, 404)
  })

  test('carries both signatures while the secret is exchanged', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { id, secret } = await givenWebhook(server, receiver)
    const send = async () => {
      await server.admin('POST', `/webhooks/${id}/test`)
      await deliverWebhooks(server.context)
      return receiver.received.at(-1) as Received
    }
    const fresh = (await server.admin('POST', `/webhooks/${id}/rotate`)).body.secret as string
    assert.match(fresh, /^whsec_[A-Za-z0-9+/]{43}=$/)
    const both = await send()
    assert.equal((both.headers['webhook-signature'] as string).split(' ').length, 2)
    for (const one of [secret, fresh]) verify(one, both, server.clock.now)
    assert.equal((await server.admin('POST', `/webhooks/${id}/rotate`)).body.type, '/problems/rotation-open')
    assert.equal((await server.admin('POST', `/webhooks/${id}/rotate/finish`)).body.rotating, false)
    const last = await send()
    verify(fresh, last, server.clock.now)
    assert.throws(() => verify(secret, last, server.clock.now), /No matching signature/)
  })

  test('is listed page by page, newest first, and forgotten after 30 days', async () => {
    const server = running()
    const receiver = await startReceiver()
    const { id } = await givenWebhook(server, receiver)
    const ids: string[] = []
    for (let count = 0; count < 5; count++) ids.push((await server.admin('POST', `/webhooks/${id}/test`)).body.id)
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 3; pages++) {
      const page = await deliveriesOf(id, `?limit=2${cursor}`)
      seen.push(...page.deliveries.map((delivery: { id: string }) => delivery.id))
      cursor = `&cursor=${page.nextCursor}`
      assert.equal(page.nextCursor === null, pages === 2)
    }
    assert.deepEqual(seen, ids.toReversed())
    running().clock.later({ days: 30 })
    await forgetDeliveries(server.context)
    assert.equal((await deliveriesOf(id)).deliveries.length, 5)
    running().clock.later({ ms: 1 })
    await forgetDeliveries(server.context)
    assert.equal((await deliveriesOf(id)).deliveries.length, 0)
  })
})
