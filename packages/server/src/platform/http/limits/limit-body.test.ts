import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { limits } from '@training-signup/contract/limits'
import { Hono } from 'hono'
import { describe, test } from 'mocha'
import { afterTest } from '../../../testing/servers/after-test.ts'
import { onBothDatabases } from '../../../testing/servers/test-app.ts'
import { isProblem } from '../../problem.ts'
import { limitBodyTo } from './limit-body.ts'

describe('a body that is read from a connection', () => {
  /** A server that reads a body once `isReady` resolves, and notes how each request ended. */
  async function reading(isReady: () => Promise<void>) {
    const ended: string[] = []
    const arrived = Promise.withResolvers<{ destroyed: boolean }>()
    const app = new Hono<{ Bindings: { incoming: { destroyed: boolean } } }>()
    app.onError((error, c) => {
      ended.push(
        isProblem(error, 'malformed') ? 'malformed' : isProblem(error, 'too-large') ? 'too-large' : String(error),
      )
      return c.text('refused', 400)
    })
    app.use(async (c, next) => {
      arrived.resolve(c.env.incoming)
      await isReady()
      await next()
    })
    app.post('/', limitBodyTo(20), async (c) => {
      ended.push(await c.req.text())
      return c.text('read')
    })
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
    afterTest(() => new Promise((resolve) => server.close(resolve)))
    await once(server, 'listening')
    const client = connect((server.address() as { port: number }).port, '127.0.0.1')
    afterTest(() => void client.destroy())
    return { ended, client, arrived: arrived.promise }
  }
  const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n'
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await turn()
  }

  test('is what was sent, in one part or in several, with its length or without', async () => {
    for (const [body, parts] of [
      ['Content-Length: 6\r\n\r\n', ['Zoë', '!!']],
      ['Transfer-Encoding: chunked\r\n\r\n', ['4\r\nZoë\r\n', '2\r\n!!\r\n', '0\r\n\r\n']],
    ] as const) {
      const { ended, client } = await reading(async () => {})
      client.write(head + body)
      for (const part of parts) {
        await turn()
        client.write(part)
      }
      await until(() => ended.length > 0)
      assert.deepEqual(ended, ['Zoë!!'])
    }
  })

  test('is refused as soon as it is too large, whatever length it names', async () => {
    for (const sent of [
      'Content-Length: 21\r\n\r\n',
      `Transfer-Encoding: chunked\r\n\r\n15\r\n${'x'.repeat(21)}\r\n`,
    ]) {
      const { ended, client } = await reading(async () => {})
      client.write(head + sent)
      await until(() => ended.length > 0)
      assert.deepEqual(ended, ['too-large'])
    }
  })

  test('is no request if its sender leaves midway, also before it is looked at', async () => {
    for (const isLookedAtFirst of [true, false]) {
      const ready = Promise.withResolvers<void>()
      const { ended, client, arrived } = await reading(() => ready.promise)
      client.write(`${head}Content-Length: 10\r\n\r\nhalf`)
      const incoming = await arrived
      if (isLookedAtFirst) {
        ready.resolve()
        await turn()
      }
      client.destroy()
      await until(() => incoming.destroyed)
      await turn()
      ready.resolve()
      await until(() => ended.length > 0)
      assert.deepEqual(ended, ['malformed'])
    }
  })
})

onBothDatabases('the public API', (given) => {
  test('reads no body that is too large, whatever the route', async () => {
    const { app, givenTraining } = given()
    const { slug } = await givenTraining()
    const posts = app.routes.filter(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/'))
    assert.deepEqual(
      posts.map(({ path }) => path.replace('/api/v1/trainings/:slug/', '')),
      ['registrations', 'registrations/:reference/verification', 'registrations/:reference/verification/code', 'seen'],
    )
    for (const { path } of posts)
      for (const type of ['application/json', 'text/plain']) {
        const body = JSON.stringify({ people: 'x'.repeat(limits.bodyBytes) })
        const asked = path.replace(':slug', slug).replace(':reference', 'K7MQ-3FXA')
        const response = await app.request(asked, { method: 'POST', headers: { 'content-type': type }, body })
        const isOfAnotherType = path.endsWith('seen') && type === 'application/json'
        assert.equal(response.status, isOfAnotherType ? 415 : 413, `${path} ${type}`)
        assert.equal(response.headers.get('access-control-allow-origin'), '*')
      }
  })
})
