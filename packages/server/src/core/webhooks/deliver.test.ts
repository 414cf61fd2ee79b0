import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from 'node:tls'
import { describe, test } from 'mocha'
import { resolveHost } from '../../platform/http/outgoing-call.ts'
import type { ResolveHost } from '../../platform/system.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { cert, key } from '../../testing/servers/certificate.ts'
import { startReceiver } from '../../testing/servers/receiver.ts'
import { postTo } from './deliver.ts'

// Long enough for a busy machine; where no one answers, the wait is short.
const patienceMs = 10_000
const shortMs = 300

const unknownHost: ResolveHost = async () => []

/** A delivery with only these places allowed, to hosts that are where `resolve` says. */
const post = async (
  url: string,
  allowed: string[] = [],
  resolve: ResolveHost = unknownHost,
  timeoutMs = patienceMs,
) => {
  const config = { webhookAllow: allowed, webhookTimeoutMs: timeoutMs } as never
  const { status } = await postTo({ config, resolveHost: resolve }, url, { 'webhook-id': 'one' }, '{}')
  return status
}

const refused = { code: 'address-refused' }

/** Counts who comes, and hangs up. */
async function startTrap(answer = '') {
  let visits = 0
  const server = createServer((socket) => {
    visits += 1
    socket.on('error', () => {}).write(answer)
    if (answer === '') socket.destroy()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterTest(() => server.close())
  return { port: (server.address() as AddressInfo).port, visits: () => visits }
}

describe('where webhooks go', () => {
  test('not to this machine or its network, however the address is written', async () => {
    const { port, visits } = await startTrap()
    const hosts = [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '0',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '169.254.169.254',
      '10.0.0.1',
    ]
    for (const host of hosts) await assert.rejects(post(`https://${host}:${port}/`), refused, host)
    assert.equal(visits(), 0)
  })

  test('not where one of the addresses of a name is inward', async () => {
    const places = [
      ['127.0.0.1'],
      ['8.8.8.8', '10.0.0.1'],
      ['2606:4700:4700::1111', 'fd00::1'],
      ['::ffff:10.0.0.1'],
      [],
    ]
    for (const addresses of places)
      await assert.rejects(
        post('https://receiver.example/', [], async () => addresses),
        refused,
        String(addresses),
      )
  })

  test('plain http only where the operator allows exactly this host and port', async () => {
    const { url, port, place } = await startReceiver()
    assert.equal(await post(url, [place]), 200)
    await assert.rejects(post(url), { code: 'not-https' })
    await assert.rejects(post(url, [`127.0.0.1:${port + 1}`, `localhost:${port}`, '127.0.0.1']), { code: 'not-https' })
    await assert.rejects(
      post('http://receiver.example/', [], async () => ['8.8.8.8']),
      { code: 'not-https' },
    )
  })

  test('to exactly the address that was checked, under the name that was asked for', async () => {
    const { port, received } = await startReceiver()
    const asked: string[] = []
    // A second lookup leads elsewhere.
    const rebinding: ResolveHost = async (host) => (asked.push(host) === 1 ? ['127.0.0.1'] : ['127.0.0.2'])
    const place = `receiver.example:${port}`
    assert.equal(await post(`http://${place}/`, [place], rebinding), 200)
    assert.deepEqual(asked, ['receiver.example'])
    assert.equal(received[0]?.headers.host, place)
  })

  test('not to an address that a name is changed to after it was checked', async () => {
    const { port, visits } = await startTrap()
    let questions = 0
    // A public address that is not assigned yet.
    const rebinding: ResolveHost = async () => ((questions += 1) === 1 ? ['2d00::1'] : ['127.0.0.1'])
    await assert.rejects(
      post(`https://receiver.example:${port}/`, [], rebinding, shortMs),
      ({ code }: { code: string }) => code !== 'address-refused',
    )
    assert.deepEqual([questions, visits()], [1, 0])
  })

  test('with TLS for the name, and to no other server that answers', async () => {
    const own = getCACertificates('default')
    const names: unknown[] = []
    const server = createHttpsServer({ cert, key }, (request, response) => {
      names.push((request.socket as TLSSocket).servername, request.headers.host)
      response.end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    afterTest(() => {
      setDefaultCACertificates(own)
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const places = ['receiver.example', 'other.example', '127.0.0.1'].map((host) => `${host}:${port}`)
    const [named, other, bare] = places as [string, string, string]
    const knock = (place: string) => post(`https://${place}/`, places, async () => ['127.0.0.1'])
    await assert.rejects(knock(named), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    setDefaultCACertificates([...own, cert])
    assert.equal(await knock(named), 200)
    assert.deepEqual(names, ['receiver.example', named])
    for (const place of [other, bare]) await assert.rejects(knock(place), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    assert.equal(names.length, 2)
  })

  test('follows no redirect', async () => {
    const trap = await startTrap()
    for (const status of [301, 302, 303, 307, 308]) {
      const location = `http://127.0.0.1:${trap.port}/`
      const { url, place } = await startReceiver((response) => response.writeHead(status, { location }).end())
      assert.equal(await post(url, [place]), status)
    }
    assert.equal(trap.visits(), 0)
  })

  test('waits only so long for a name, a connection and an answer', async () => {
    const { url, place, answer: _, ...receiver } = await startReceiver(() => {})
    await assert.rejects(post(url, [place], unknownHost, shortMs), { code: 'timeout' })
    assert.equal(receiver.received.length, 1)
    await assert.rejects(
      post('https://receiver.example/', [], () => new Promise(() => {}), shortMs),
      { code: 'timeout' },
    )
  })

  test('reads no more than the status from a server that floods, and accepts no broken answer', async () => {
    let sent = 0
    const { url, place } = await startReceiver((response) => {
      const chunk = Buffer.alloc(64 * 1024)
      const pour = () => {
        while (!response.destroyed && response.write(chunk)) sent += chunk.length
      }
      response
        .on('drain', pour)
        .on('error', () => {})
        .writeHead(200)
      pour()
    })
    assert.equal(await post(url, [place]), 200)
    assert.ok(sent < 16 * 1024 * 1024, `${sent} bytes`)
    const answers = {
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n': /no-answer|ECONNRESET|HPE/,
      [`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}`]: /HPE_HEADER_OVERFLOW/,
      'hello\r\n\r\n': /HPE/,
    }
    for (const [answer, code] of Object.entries(answers)) {
      const { port } = await startTrap(answer)
      await assert.rejects(post(`http://127.0.0.1:${port}/`, [`127.0.0.1:${port}`]), { code })
    }
    const { port } = await startTrap()
    await assert.rejects(post(`http://127.0.0.1:${port}/`, [`127.0.0.1:${port}`]), { code: 'ECONNRESET' })
  })
})

test('names of this machine count for the operator’s exceptions only', async () => {
  assert.ok((await resolveHost('localhost', { isTrusted: true })).every((address) => /^(127\.|::1$)/.test(address)))
})
