import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterTest } from '../servers/after-test.ts'
import { freePort } from '../servers/free-port.ts'
import { scratchFolder } from '../servers/scratch-folder.ts'
import { until } from '../servers/until.ts'
import { installedPostgres } from './postgres.ts'

const run = promisify(execFile)
const nobody = 65534

const as = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=32MB', 'hot_standby=on']

/** Where the data is, and how its programs are run. */
function prepare() {
  const folder = scratchFolder('training-signup-standby-')
  if (as.uid) chownSync(folder, as.uid, as.gid)
  const child = { ...as, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } }
  const program = (name: string) => join(installedPostgres() ?? '', name)
  return {
    folder,
    run: (name: string, ...args: string[]) => run(program(name), args, child),
    /** Returns what ends it. It ends with the test. */
    start(data: string, port: number) {
      const args = ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])]
      const server = spawn(program('postgres'), args, { ...child, stdio: 'ignore' })
      const stop = async (signal: 'SIGINT' | 'SIGQUIT' = 'SIGQUIT') => {
        if (server.exitCode !== null || server.signalCode !== null) return
        const ended = once(server, 'exit')
        server.kill(signal)
        await ended
      }
      afterTest(() => stop())
      return stop
    },
  }
}

async function ask(port: number, text: string) {
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows as unknown[]
  } finally {
    await client.end()
  }
}

const untilReady = (port: number) => until(async () => (await ask(port, 'select 1').catch(() => [])).length === 1)

/** A primary PostgreSQL and a standby that has each commit before it is answered. Both end with the test. */
export async function startWithStandby() {
  const place = prepare()
  const [primaryPort, standbyPort] = [await freePort(), await freePort()]
  const data = { primary: join(place.folder, 'primary'), standby: join(place.folder, 'standby') }
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8']
  await place.run('initdb', '-D', data.primary, '-U', 'postgres', '--auth=trust', '--no-sync', ...locale)
  const losePrimary = place.start(data.primary, primaryPort)
  await untilReady(primaryPort)
  const from = ['-h', '127.0.0.1', '-p', String(primaryPort), '-U', 'postgres']
  await place.run('pg_basebackup', ...from, '-D', data.standby, '-R', '-X', 'stream', '-c', 'fast')
  const loseStandby = place.start(data.standby, standbyPort)
  await untilReady(standbyPort)
  const waitFor = async (standbys: string) => {
    await ask(primaryPort, `alter system set synchronous_standby_names = '${standbys}'`)
    await ask(primaryPort, 'select pg_reload_conf()')
  }
  await waitFor('*')
  const inStep = "select 1 from pg_stat_replication where sync_state = 'sync'"
  await until(async () => (await ask(primaryPort, inStep)).length === 1)
  afterTest(() => rmSync(place.folder, { recursive: true, force: true }))
  return {
    primaryPort,
    standbyPort,
    /** Ends all of its processes without a chance to write anything more. */
    losePrimary,
    loseStandby,
    /** Has each commit wait for these standbys from now on: `*` for any, nothing for none. */
    waitFor,
    /** As `pg_ctl restart` does. */
    async restartPrimary() {
      await losePrimary('SIGINT')
      place.start(data.primary, primaryPort)
      await untilReady(primaryPort)
    },
    startStandby: () => place.start(data.standby, standbyPort),
    promote: () => ask(standbyPort, 'select pg_promote()'),
  }
}
