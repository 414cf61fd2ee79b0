import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { afterTest } from './after-test.ts'
import { freePort } from './free-port.ts'
import { scratchFolder } from './scratch-folder.ts'
import { until } from './until.ts'

const path = `${process.env['PATH']}:/usr/sbin`
const nobody = 65534

/** Returns whether a program is on this machine. */
export const isThere = (program: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${program}`], { env: { PATH: path } }).status === 0

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

/**
 * Runs a program with a file of settings, and a folder that it may write to, until the test ends.
 * @returns the port on which it listens, and what ends it
 */
export async function run(
  program: string,
  settings: (port: number, folder: string) => string,
  args: (file: string) => string[],
) {
  const folder = scratchFolder(`training-signup-${program}-`)
  const port = await freePort()
  const file = join(folder, 'settings')
  writeFileSync(file, settings(port, folder))
  // As the user that runs PostgreSQL here, because pgbouncer refuses to run as root.
  const as = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  if (as.uid) chownSync(folder, as.uid, as.gid)
  chmodSync(file, 0o644)
  const child = spawn(program, args(file), { ...as, env: { PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (log += String(data)))
  afterTest(async () => {
    await end(child)
    rmSync(folder, { recursive: true, force: true })
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${program} ended: ${log}`)
    return answers(port)
  })
  return { port, lose: () => end(child) }
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const example = new URL('../../../../../examples/operators/haproxy.cfg', import.meta.url)

/** Starts HAProxy with the example's settings, without TLS, in front of these processes. Returns its address. */
export async function startHaproxy(ports: number[]): Promise<string> {
  const servers = ports.map((port, index) => `  server number-${index} 127.0.0.1:${port}`).join('\n')
  const settings = (port: number) =>
    readFileSync(example, 'utf8')
      .replace('bind :80', `bind 127.0.0.1:${port}`)
      .replace(/^.*(?:bind :443|ssl_fc).*\n/gm, '')
      .replace(/(?:^ {2}server .*\n?)+/m, `${servers}\n`)
  const { port: at } = await run('haproxy', settings, (file) => ['-db', '-f', file])
  return `http://127.0.0.1:${at}`
}

/** Starts HAProxy in front of some PostgreSQLs. It ends the sessions of one that fails its checks. */
async function startMoving(lines: string[]): Promise<number> {
  const settings = (port: number) => `
    defaults
      mode tcp
      timeout connect 2s
      timeout client 60s
      timeout server 60s
    listen postgres
      bind 127.0.0.1:${port}
      default-server check inter 200ms fall 1 rise 1 on-marked-down shutdown-sessions
      ${lines.join('\n      ')}\n`
  return (await run('haproxy', settings, (file) => ['-db', '-f', file])).port
}

/** Starts an address that moves from one PostgreSQL to the other once the first is gone. */
export const startMovingAddress = (first: number, second: number): Promise<number> =>
  startMoving([`server first 127.0.0.1:${first}`, `server second 127.0.0.1:${second} backup`])

/** Starts the address of the one that Patroni says is the primary, as its documentation does. */
export const startPrimaryAddress = (members: { port: number; api: number }[]): Promise<number> =>
  startMoving([
    'option httpchk OPTIONS /primary',
    'http-check expect status 200',
    ...members.map(({ port, api }) => `server number-${port} 127.0.0.1:${port} check port ${api}`),
  ])

/** Starts pgbouncer in transaction mode in front of a PostgreSQL. Returns the address of the same database. */
export async function startPgbouncer(databaseUrl: string): Promise<string> {
  const url = new URL(databaseUrl)
  const settings = (port: number) => `
[databases]
* = host=127.0.0.1 port=${url.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
`
  url.port = String((await run('pgbouncer', settings, (file) => [file])).port)
  return url.href
}
