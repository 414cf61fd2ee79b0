import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, type TestContext, test } from 'node:test'
import { announceMs } from '../../packages/server/src/platform/http/close-port.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { until } from '../kit/until.ts'

const docs = readFileSync(join(import.meta.dirname, '../../docs/operators.md'), 'utf8')
const site = 'signup.example.org'

/** Returns the settings of the docs in a language that have this in them. */
const documented = (language: string, has: string): string =>
  [...docs.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))]
    .map(([, text = '']) => text)
    .find((text) => text.includes(has)) ?? assert.fail(`the docs have no ${has}`)

const isThere = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
const missing = (program: string) => (isThere(program) ? false : `${program} is not on this machine`)

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
  const visits = () => seen.filter(({ path }) => path !== '/readyz')
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { port: (server.address() as AddressInfo).port, seen, visits, stop }
}

describe('the settings of the docs', { concurrency: false }, () => {
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

  /** The settings with this test's servers in them. */
  const withServers = (text: string) =>
    text.replaceAll('127.0.0.1:8787', `127.0.0.1:${one.port}`).replaceAll('127.0.0.1:8788', `127.0.0.1:${two.port}`)

  async function ask(port: number, path: string): Promise<number> {
    const sent = request({ host: '127.0.0.1', port, path, headers: { host: site } }).end()
    const [answer] = await once(sent, 'response')
    answer.resume()
    await once(answer, 'end')
    return answer.statusCode
  }

  async function start(context: TestContext, program: string, args: string[], port: number) {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder } })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += String(data)))
    const ended = once(child, 'exit')
    context.after(async () => {
      child.kill('SIGKILL')
      await ended
    })
    await until(program, async () => {
      assert.equal(child.exitCode, null, log)
      return (await ask(port, '/first').catch(() => 0)) === 200
    })
  }

  test('nginx keeps connections, passes the host on, and logs no link', {
    skip: missing('nginx'),
  }, async (t) => {
    const port = await freePort()
    const log = join(folder, 'access.log')
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => {
      mkdirSync(join(folder, name))
      return `${name}_temp_path ${join(folder, name)};`
    })
    const masked = documented('nginx', 'map $uri').replace('/var/log/nginx/access.log', log)
    const text = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr;
events {}
http {
${temporary.join('\n')}
${masked}
${withServers(documented('nginx', 'upstream signup'))}
server { listen 127.0.0.1:${port};
${documented('nginx', 'proxy_pass')}
}
}`
    writeFileSync(join(folder, 'nginx.conf'), text)
    await start(t, 'nginx', ['-e', 'stderr', '-c', join(folder, 'nginx.conf')], port)
    for (let count = 0; count < 8; count++) assert.equal(await ask(port, '/r/SECRET/cancel'), 200)
    const visits = [...one.visits(), ...two.visits()].filter(({ path }) => path === '/r/SECRET/cancel')
    assert.deepEqual(
      new Set(visits.map(({ version, host, from }) => `${version} ${host} ${from}`)),
      new Set([`1.1 ${site} 127.0.0.1`]),
    )
    assert.equal(
      new Set(visits.map(({ socket }, at) => `${one.visits().includes(visits[at] as Seen)} ${socket}`)).size,
      2,
    )
    await until('the log', async () => readFileSync(log, 'utf8').includes('/r/-'))
    assert.doesNotMatch(readFileSync(log, 'utf8'), /SECRET/)
  })

  test('Caddy passes the host and the visitor’s address on', { skip: missing('caddy') }, async (t) => {
    const port = await freePort()
    const file = join(folder, 'Caddyfile')
    const block = withServers(documented('caddy', 'reverse_proxy')).replace(site, `http://${site}:${port}`)
    writeFileSync(file, `{\n admin off\n}\n${block}`)
    await start(t, 'caddy', ['run', '--adapter', 'caddyfile', '--config', file], port)
    assert.equal(await ask(port, '/caddy'), 200)
    const visit = one.visits().find(({ path }) => path === '/caddy')
    assert.deepEqual([visit?.version, visit?.host, visit?.from], ['1.1', site, '127.0.0.1'])
  })

  test('HAProxy has left out a process that stops before its port closes', () => {
    const [, inter, fastInter, fall] =
      /\binter (\d+)s fastinter (\d+)s fall (\d+)\b/.exec(documented('haproxy', 'backend signup')) ?? []
    assert.ok(1000 * (Number(inter) + (Number(fall) - 1) * Number(fastInter)) < announceMs)
  })

  test('HAProxy leaves out the process that is not ready', { skip: missing('haproxy') }, async (t) => {
    const port = await freePort()
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(
      file,
      `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
frontend visitors
  bind 127.0.0.1:${port}
  default_backend signup
${withServers(documented('haproxy', 'backend signup'))}`,
    )
    await start(t, 'haproxy', ['-db', '-f', file], port)
    assert.ok(await until('a probe', async () => one.seen.find(({ path }) => path === '/readyz')))
    assert.equal(one.seen.find(({ path }) => path === '/readyz')?.host, site)
    ready = false
    let round = 0
    // Three probes are asked for before a no is believed.
    await until('only the other one', async () => {
      round += 1
      for (let count = 0; count < 4; count++) assert.equal(await ask(port, `/haproxy/${round}`), 200)
      return !one.visits().some(({ path }) => path === `/haproxy/${round}`)
    })
    assert.ok(two.visits().some(({ path, from }) => path === `/haproxy/${round}` && from === '127.0.0.1'))
    ready = true
  })

  test('the unit is one that systemd knows', { skip: missing('systemd-analyze') }, () => {
    const file = join(folder, 'signup.service')
    writeFileSync(file, documented('ini', '[Service]').replace(/(?<=^ExecStart=)\S+/m, process.execPath))
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
    assert.equal(status, 0, stderr)
    assert.doesNotMatch(stderr, /signup\.service/)
  })
})
