import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { request as requestTls } from 'node:https'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { announceMs } from '../../packages/server/src/platform/http/close-port.ts'
import { createFinder } from '../../packages/server/src/platform/http/limits/visitor-address.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { nginxAround } from '../kit/nginx.ts'
import { until } from '../kit/until.ts'

const examples = join(import.meta.dirname, '../../examples/operators')
const example = (name: string) => readFileSync(join(examples, name), 'utf8')
const site = 'signup.example.org'
const secret = '/r/SECRET/cancel'
/** What else no one may read who reads the log of a proxy. */
const others = [
  '/c/SECRET?lang=es',
  '/c?number=SECRET',
  '/partner-report/SECRET',
  '/unsubscribe/SECRET',
  '/admin/sign-in/link?token=SECRET',
  '/admin/find?q=SECRET',
]
// The proxy is at another address of this machine than its visitor, who claims to be someone else.
const [proxy, visitor, claimed] = ['127.0.0.1', '127.0.0.2', '192.0.2.1']

const isThere = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
/** Returns why a test is skipped: without its programs there is nothing to try the example with. */
function missing(...programs: string[]) {
  const absent = programs.filter((program) => !isThere(program))
  return absent.length === 0 ? false : `not on this machine: ${absent.join(', ')}`
}

interface Seen {
  path: string
  version: string
  host: string | undefined
  from: string | undefined
  socket: number
}

/** A server behind the proxy that notes what reaches it. */
async function startServer(isReady: () => boolean) {
  const seen: Seen[] = []
  const sockets = new WeakMap<object, number>()
  let count = 0
  const server = createServer((incoming, answer) => {
    const { url = '', httpVersion: version, headers, socket } = incoming
    if (!sockets.has(socket)) sockets.set(socket, (count += 1))
    seen.push({
      path: url,
      version,
      host: headers.host,
      from: headers['x-forwarded-for'] as string | undefined,
      socket: sockets.get(socket) ?? 0,
    })
    answer.writeHead(url === '/readyz' && !isReady() ? 503 : 200).end(url)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, seen, stop }
}

/** Makes a certificate for TLS, as one file and as two. */
function makeCertificate(folder: string) {
  const [key, cert, both] = ['key.pem', 'cert.pem', 'both.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', `/CN=${site}`]
  const { status, stderr } = spawnSync('openssl', [...how, '-keyout', key, '-out', cert], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  writeFileSync(both, readFileSync(cert, 'utf8') + readFileSync(key, 'utf8'))
  return { key, cert, both }
}

/** Returns the address that the server counts a request for that came through the proxy with this header. */
const countedFor = (forwarded: string | undefined) => {
  const visit = { env: { incoming: { socket: { remoteAddress: proxy } } }, req: { header: () => forwarded } }
  const find = createFinder({ publicUrl: `https://${site}`, trustedProxies: [proxy] })
  return find(visit as unknown as Parameters<typeof find>[0]).map(({ key }) => key)
}

describe('the examples for operators', { concurrency: false }, () => {
  let folder: string
  let ready: boolean
  let one: Awaited<ReturnType<typeof startServer>>
  let two: Awaited<ReturnType<typeof startServer>>
  before(async () => {
    folder = scratchFolder('training-signup-proxies-')
    ready = true
    one = await startServer(() => ready)
    two = await startServer(() => true)
  })
  after(() => {
    one?.stop()
    two?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Writes an example with this test's servers and files in it. */
  function write(name: string, changes: [RegExp | string, string][]): string {
    const servers: typeof changes = [
      ['# server', 'server'],
      ['127.0.0.1:8787', `127.0.0.1:${one.port}`],
      ['127.0.0.1:8788', `127.0.0.1:${two.port}`],
    ]
    let text = example(name)
    for (const [from, to] of [...servers, ...changes]) text = text.replace(from, to)
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  async function ask({ port, path, tls = true }: { port: number; path: string; tls?: boolean }): Promise<number> {
    const headers = { host: site, 'x-forwarded-for': claimed }
    const options = { host: proxy, localAddress: visitor, port, path, headers }
    const sent = tls ? requestTls({ ...options, rejectUnauthorized: false }) : request(options)
    const [answer] = await once(sent.end(), 'response')
    answer.resume()
    await once(answer, 'end')
    return answer.statusCode
  }

  /** Has the program check its settings, and starts it. Returns its log so far. */
  async function start(
    context: TestContext,
    program: string,
    run: { check: string[]; start: string[]; port: number; tls?: boolean },
  ) {
    const env = { ...process.env, HOME: folder }
    const checked = spawnSync(program, run.check, { encoding: 'utf8', env })
    assert.equal(checked.status, 0, checked.stderr + checked.stdout)
    const child = spawn(program, run.start, { stdio: ['ignore', 'pipe', 'pipe'], env })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += String(data)))
    const ended = once(child, 'exit')
    context.after(async () => {
      child.kill('SIGKILL')
      await ended
    })
    await until(program, async () => {
      assert.equal(child.exitCode, null, log)
      return (await ask({ ...run, path: '/first' }).catch(() => 0)) === 200
    })
    return () => log
  }

  /** Asks for a link of an email some times, and returns what reached the servers. */
  async function openLink(to: { port: number; tls?: boolean }) {
    const earlier = [one.seen.length, two.seen.length]
    for (let count = 0; count < 8; count++) assert.equal(await ask({ ...to, path: secret }), 200)
    const visits = [one, two].flatMap(({ seen, port }, at) =>
      seen
        .slice(earlier[at])
        .filter(({ path }) => path === secret)
        .map((visit) => ({ ...visit, server: port })),
    )
    assert.equal(visits.length, 8)
    for (const path of others) assert.equal(await ask({ ...to, path }), 200)
    for (const { version, host, from } of visits) {
      assert.deepEqual([version, host], ['1.1', site])
      assert.deepEqual(countedFor(from), [visitor], from)
    }
    return visits
  }

  async function checkLog(readLog: () => string) {
    for (const masked of ['/r/-', '/c/-', '/partner-report/-', '/unsubscribe/-', '/admin/sign-in/link', '/admin/find'])
      await until(masked, async () => readLog().includes(masked))
    assert.doesNotMatch(readLog(), /SECRET/)
  }

  test('nginx keeps connections, passes the host and the visitor on, and logs no link', {
    skip: missing('nginx', 'openssl'),
  }, async (t) => {
    const [port, plain] = [await freePort(), await freePort()]
    const log = join(folder, 'access.log')
    const { key, cert } = makeCertificate(folder)
    const file = write('nginx.conf', [
      ['/var/log/nginx/training-signup.log', log],
      ['listen 80;', `listen 127.0.0.1:${plain};`],
      ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
      [/(?<=ssl_certificate )[^;]+/, cert],
      [/(?<=ssl_certificate_key )[^;]+/, key],
    ])
    // Where answers are kept: nginx makes that folder, and none above it.
    const [, kept = ''] = /^# proxy_cache_path (\S+) /m.exec(example('nginx.conf')) ?? []
    assert.ok(existsSync(dirname(kept)), kept)
    const args = nginxAround(folder, file)
    await start(t, 'nginx', { check: ['-t', ...args], start: args, port })
    const visits = await openLink({ port })
    assert.equal(new Set(visits.map(({ server, socket }) => `${server} ${socket}`)).size, 2)
    assert.equal(await ask({ port: plain, path: secret, tls: false }), 301)
    await checkLog(() => readFileSync(log, 'utf8'))
  })

  test('HAProxy has left out a process that stops before its port closes', () => {
    const [, inter, fastInter, fall] = /\binter (\d+)s fastinter (\d+)s fall (\d+)\b/.exec(example('haproxy.cfg')) ?? []
    assert.ok(1000 * (Number(inter) + (Number(fall) - 1) * Number(fastInter)) < announceMs)
  })

  test('HAProxy leaves out the process that is not ready, passes the visitor on, and logs no link', {
    skip: missing('haproxy', 'openssl'),
  }, async (t) => {
    const [port, plain] = [await freePort(), await freePort()]
    const file = write('haproxy.cfg', [
      ['bind :80', `bind 127.0.0.1:${plain}`],
      ['bind :443', `bind 127.0.0.1:${port}`],
      ['/etc/haproxy/signup.example.org.pem', makeCertificate(folder).both],
    ])
    const log = await start(t, 'haproxy', { check: ['-c', '-f', file], start: ['-db', '-f', file], port })
    assert.ok(await until('a probe', async () => one.seen.find(({ path }) => path === '/readyz')))
    assert.equal(one.seen.find(({ path }) => path === '/readyz')?.host, site)
    await openLink({ port })
    assert.equal(await ask({ port: plain, path: secret, tls: false }), 301)
    await checkLog(log)
    ready = false
    let round = 0
    // Three probes are asked for before a no is believed.
    await until('only the other one', async () => {
      round += 1
      for (let count = 0; count < 4; count++) assert.equal(await ask({ port, path: `/haproxy/${round}` }), 200)
      return !one.seen.some(({ path }) => path === `/haproxy/${round}`)
    })
    assert.ok(two.seen.some(({ path }) => path === `/haproxy/${round}`))
    ready = true
  })

  test('Caddy passes the host and the visitor on, and logs no link', { skip: missing('caddy') }, async (t) => {
    const port = await freePort()
    const file = write('Caddyfile', [
      ['{\n', '{\n\tadmin off\n'],
      [`${site} {`, `http://${site}:${port} {`],
    ])
    const how = ['--adapter', 'caddyfile', '--config', file]
    const log = await start(t, 'caddy', { check: ['validate', ...how], start: ['run', ...how], port, tls: false })
    const visits = await openLink({ port, tls: false })
    assert.equal(new Set(visits.map(({ socket }) => socket)).size, 1)
    await checkLog(log)
    // Errors repeat what was asked for, too.
    one.stop()
    assert.equal(await ask({ port, path: secret, tls: false }), 502)
    await until('the error', async () => /"level":"error"/.test(log()))
    assert.doesNotMatch(log(), /SECRET/)
  })

  test('the unit is one that systemd knows, and leaves little to attack', { skip: missing('systemd-analyze') }, () => {
    const file = write('training-signup.service', [['/usr/bin/node', process.execPath]])
    const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
    assert.equal(verified.status, 0, verified.stderr)
    assert.doesNotMatch(verified.stderr, /training-signup\.service/)
    const limited = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=15', file], {
      encoding: 'utf8',
    })
    assert.equal(limited.status, 0, limited.stdout)
  })
})
