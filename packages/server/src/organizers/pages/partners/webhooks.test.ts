import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverWebhooks } from '../../../core/webhooks/deliver-due.ts'
import { organizerPages, valueOf } from '../../../testing/pages/organizer-pages.ts'
import { startReceiver } from '../../../testing/servers/receiver.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

onBothDatabases('the pages of webhooks', (given) => {
  test('add one, show its secret once, test it, and delete it', async () => {
    const server = given()
    const { open, ask, post } = organizerPages(server)
    const receiver = await startReceiver()
    server.context.config.webhookAllow.push(receiver.place)
    assert.match(await open('/webhooks'), /No webhooks yet/)

    const led = await post('/webhooks', { url: receiver.url, events: ['registration.created', 'training.changed'] })
    assert.equal(led.status, 303)
    const made = await ask(led.location?.slice('/admin'.length) ?? '')
    const secret = /whsec_[A-Za-z0-9+/]{43}=/.exec(made.text)?.[0] ?? assert.fail('no secret')
    // Loading the page again shows the same one, as long as it may be copied.
    assert.ok((await open(led.location?.slice('/admin'.length) ?? '')).includes(secret))
    assert.equal((await server.admin('GET', '/webhooks')).body.webhooks.length, 1)
    server.clock.now = new Date(server.clock.now.getTime() + 11 * 60_000)
    assert.equal((await ask(led.location?.slice('/admin'.length) ?? '')).status, 303)
    const [, path = ''] = /href="\/admin(\/webhooks\/[\da-f-]{36})"/.exec(made.text) ?? []
    const page = await open(path)
    assert.ok(![page, await open('/webhooks')].join('').includes(secret))
    assert.match(page, /value="registration\.created" checked[^]*value="training\.changed" checked/)

    const test1 = await post(`${path}/test`)
    const result = test1.location?.slice('/admin'.length) ?? ''
    assert.match(await open(result), /The test is on its way[^]*|data-live/)
    assert.match(await open(result), /<noscript><meta http-equiv="refresh" content="3"><\/noscript>/)
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 1)
    const delivered = await open(result)
    assert.match(delivered, /The test arrived\. Your program answered 200/)
    assert.doesNotMatch(delivered, /data-live|http-equiv/)
    // The clock is the organizer's, as everywhere else.
    assert.match(delivered, /January 10, 2027[^<]* \(Central Time\)/)

    const replay = /action="\/admin([^"]*\/replay)"/.exec(delivered)?.[1] ?? assert.fail('no button')
    assert.match((await post(replay)).location ?? '', /done=replayed$/)
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 2)

    receiver.answer = (response) => response.writeHead(500).end()
    const failing = (await post(`${path}/test`)).location?.slice('/admin'.length) ?? ''
    await deliverWebhooks(server.context)
    assert.match(await open(failing), /The test didn’t arrive: answered 500\. It’s tried again/)
    assert.match(await open(`${path}?status=waiting`), /answered 500\s· 1 try/)
    assert.match(await open(`${path}?status=failed`), /None in this state/)

    assert.match((await post(`${path}/delete`)).location ?? '', /done=deleted$/)
    assert.equal((await ask(path)).status, 404)
    assert.match(await open('/webhooks'), /No webhooks yet/)
  })

  test('turn one off and on, and rotate its secret', async () => {
    const server = given()
    const { open, ask, post } = organizerPages(server)
    const receiver = await startReceiver()
    server.context.config.webhookAllow.push(receiver.place)
    const led = await post('/webhooks', { url: receiver.url, events: '*' })
    const made = await ask(led.location?.slice('/admin'.length) ?? '')
    const [, path = ''] = /href="\/admin(\/webhooks\/[\da-f-]{36})"/.exec(made.text) ?? []

    await post(`${path}/off`)
    assert.match(await open(path), /class="state ">Off/)
    const { slug } = await server.givenTraining()
    await server.signUp(slug, { people: [someone()] })
    await deliverWebhooks(server.context)
    assert.equal(receiver.received.length, 0)
    assert.match((await post(`${path}/test`)).location ?? '', /done=isOff$/)
    await post(`${path}/on`)

    const rotated = await ask((await post(`${path}/rotate`)).location?.slice('/admin'.length) ?? '')
    assert.match(rotated.text, /whsec_/)
    assert.notEqual(/whsec_[^<]+/.exec(rotated.text)?.[0], /whsec_[^<]+/.exec(made.text)?.[0])
    assert.match(await open(path), /Two secrets sign each request/)
    assert.match((await post(`${path}/rotate`)).location ?? '', /done=rotation$/)
    await post(`${path}/finish`)
    assert.doesNotMatch(await open(path), /Two secrets sign/)

    const base = valueOf(await open(path), '_base')
    await post(path, { url: receiver.url, events: ['training.cancelled'], _base: base })
    const read = (await server.admin('GET', path)).body
    assert.deepEqual([read.events, read.state, read.rotating], [['training.cancelled'], 'on', false])
    await post(`${path}/delete`)
  })

  test('refuse what the API refuses, and keep what was typed', async () => {
    const server = given()
    const { open, post } = organizerPages(server)
    for (const url of ['https://127.0.0.1/hook', 'http://receiver.example/', 'https://localhost/', 'receiver', '']) {
      const answer = await post('/webhooks', { url, events: ['training.changed'] })
      assert.equal(answer.status, 422, url)
      assert.ok(answer.text.includes(`name="url" value="${url}"`), url)
      assert.match(answer.text, /id="f-url-fault"/)
      assert.match(answer.text, /id="f-url"[^>]* aria-describedby="f-url-hint f-url-fault" aria-invalid="true"/)
      assert.match(answer.text, /value="training\.changed" checked/)
    }
    const none = await post('/webhooks', { url: 'https://receiver.example/' })
    assert.match(none.text, /Choose at least one event/)
    assert.match(await open('/webhooks?lang=es'), /Todavía no hay webhooks/)
  })
})
