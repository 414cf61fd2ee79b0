// Measures sign-ups per second, and their cost compared to the bare work: pnpm bench. Takes about a
// minute. Run it on a quiet machine, or other programs distort every figure.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import type { LoadOrder, LoadResult } from './load.ts'
import { type RawResult, runOneRow, runRaw } from './raw.ts'

const warmMs = 2000
const measuredMs = 4000
const connections = 64
const batch = 32
const slug = 'bench-0'
const path = `/api/v1/trainings/${slug}/registrations`
const loadBefore = loadavg()[0]?.toFixed(2)
const file = (name: string) => join(import.meta.dirname, name)

interface Subject {
  port: number
  /** Returns the CPU time that it has used, in microseconds. */
  cpuUs: () => Promise<number>
  end: () => Promise<void>
}

async function startSubject(kind: 'echo' | 'storage-less' | 'durable' | 'whole', url: string): Promise<Subject> {
  // PROFILE=folder writes a CPU profile of each server to that folder.
  const profile = process.env['PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['PROFILE']}/${kind}`] : []
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', DATABASE_URL: url, RATE_LIMITS: 'off' }
  const child = spawn(process.execPath, [...profile, file('subject.ts'), kind], {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const gone = once(child, 'exit').finally(() => process.off('exit', kill))
  const [line] = await Promise.race([
    once(child.stdout!, 'data'),
    gone.then(() => Promise.reject(new Error(`${kind} ended`))),
  ])
  const end = async () => {
    child.kill('SIGTERM')
    await gone
  }
  const cpuUs = async () => {
    child.send('cpu')
    const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage]
    return user + system
  }
  return { port: Number(String(line).replace('port ', '')), cpuUs, end }
}

async function load(subjects: Subject[], order: Partial<LoadOrder> = {}): Promise<LoadResult> {
  const whole: LoadOrder = { ports: subjects.map(({ port }) => port), path, connections, measuredMs, ...order }
  const { stdout } = await promisify(execFile)(process.execPath, [file('load.ts'), JSON.stringify(whole)])
  const result = JSON.parse(stdout) as LoadResult
  const others = Object.keys(result.statuses).filter((status) => status !== '201')
  if (others.length > 0) throw new Error(`Not every sign-up got a 201: ${JSON.stringify(result.statuses)}`)
  return result
}

async function measure(
  kind: Parameters<typeof startSubject>[0],
  url: string,
  processes = 1,
  order: Partial<LoadOrder> = {},
) {
  const subjects = await Promise.all(Array.from({ length: processes }, () => startSubject(kind, url)))
  // The server is still being compiled, so the first answers are not measured.
  await load(subjects, { ...order, measuredMs: warmMs })
  const before = await sumOfCpu(subjects)
  const result = await load(subjects, order)
  result.cpuUs = ((await sumOfCpu(subjects)) - before) / result.answered
  await Promise.all(subjects.map((subject) => subject.end()))
  return result
}

const sumOfCpu = async (subjects: Subject[]) =>
  (await Promise.all(subjects.map((subject) => subject.cpuUs()))).reduce((sum, one) => sum + one, 0)

const seed = (url: string) =>
  look(url, (db) => seedTrainings(db, 'bench', 1, () => ({ seats: { capacity: null, waitlist: false } })))

async function onSqlite(folder: string) {
  const fresh = async (name: string) => {
    const url = `sqlite:${folder}/${name}.db`
    await seed(url)
    return url
  }
  const echo = await measure('echo', '')
  const storageLess = await measure('storage-less', await fresh('storage-less'))
  const raw = await runRaw(await fresh('raw'), slug, { batch, warmMs, measuredMs })
  const oneRow = await runOneRow(await fresh('one-row'), { batch, warmMs, measuredMs })
  const durable = await measure('durable', await fresh('durable'))
  // Answers that wait leave a few connections idle, so there are more of them.
  const onGrid = await measure('whole', await fresh('on-grid'), 1, { connections: 4 * connections })
  const bare = await runRaw(await fresh('bare'), slug, { batch: 1, warmMs, measuredMs })
  const lone = await measure('durable', await fresh('lone'), 1, { connections: 1 })
  const loneOnGrid = await measure('whole', await fresh('lone-on-grid'), 1, { connections: 1 })
  return { echo, storageLess, raw, oneRow, durable, onGrid, bare, lone, loneOnGrid }
}

async function onPostgres() {
  const postgres = await startPostgres({ durable: true })
  try {
    const fresh = async () => {
      const url = await postgres.createDatabase()
      await seed(url)
      return url
    }
    const trips = await roundTripsPerBatch(await fresh())
    const raw = await runRaw(await fresh(), slug, { batch, warmMs, measuredMs })
    const durable = await measure('durable', await fresh(), 2)
    return { raw, durable, trips }
  } finally {
    await postgres.stop()
  }
}

/**
 * Counts calls of `query`. Each is one round trip: with values, all its messages leave together.
 */
async function roundTripsPerBatch(url: string): Promise<number> {
  const { query } = pg.Client.prototype
  const sent: unknown[] = []
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    sent.push(args[0])
    return Reflect.apply(query, this, args)
  } as typeof query
  try {
    await runRaw(url, slug, { batch, warmMs: 0, measuredMs: 200 })
  } finally {
    pg.Client.prototype.query = query
  }
  const begins = sent.flatMap((text, index) => (String(text).startsWith('begin') ? [index] : []))
  return Math.max(...begins.slice(2).map((begin, index) => begin - (begins[index + 1] ?? 0)))
}

const whole = (value: number) => String(Math.round(value))
const ms = (value: number) => value.toFixed(2)
const served = (name: string, { perSecond, p50Ms, p99Ms, cpuUs = 0 }: LoadResult) => [
  name,
  whole(perSecond),
  ms(p50Ms),
  ms(p99Ms),
  cpuUs.toFixed(1),
]
const bareWork = (name: string, { perSecond, medianBatchMs, p99BatchMs, cpuUs }: RawResult) => [
  name,
  whole(perSecond),
  ms(medianBatchMs),
  ms(p99BatchMs),
  cpuUs.toFixed(1),
]

function printTable(rows: string[][]) {
  for (const [name = '', ...cells] of rows)
    console.log(name.padEnd(52) + cells.map((cell) => cell.padStart(11)).join(''))
}

type OnSqlite = Awaited<ReturnType<typeof onSqlite>>
type OnPostgres = Awaited<ReturnType<typeof onPostgres>>

function reportFigures(sqlite: OnSqlite, postgres: OnPostgres) {
  const { echo, storageLess, raw, oneRow, durable, onGrid, bare, lone, loneOnGrid } = sqlite
  console.log(
    `${cpus().length} cores, load ${loadBefore} before and ${loadavg()[0]?.toFixed(2)} after, Node ${process.versions.node}\n`,
  )
  printTable([
    ['', 'a second', 'p50 ms', 'p99 ms', 'CPU µs'],
    served('bare Hono, parses and echoes', echo),
    served('the same app without storage', storageLess),
    bareWork(`SQLite, statements in batches of ${batch}`, raw),
    bareWork('SQLite, one row of the same bytes and two keys', oneRow),
    served('SQLite, durable sign-ups', durable),
    served(`SQLite, durable, on the grid, ${4 * connections} connections`, onGrid),
    bareWork('SQLite, statements of a lone sign-up', bare),
    served('SQLite, lone sign-ups', lone),
    served('SQLite, lone sign-ups, on the grid', loneOnGrid),
    bareWork(`PostgreSQL, statements of one client, batches of ${batch}`, postgres.raw),
    served('PostgreSQL, durable sign-ups, two processes', postgres.durable),
  ])
}

/** Where the time of a sign-up goes: the processor's while many come, and all of it for one that comes alone. */
function reportParts({ echo, storageLess, raw, durable, bare, lone }: OnSqlite) {
  const cpu = (part: LoadResult) => part.cpuUs ?? 0
  const together = cpu(durable)
  const parts: [string, number][] = [
    ['HTTP and JSON, as bare Hono', cpu(echo)],
    ['routes, limits, checks, and the answer', cpu(storageLess) - cpu(echo)],
    [`decided and written in batches of ${batch}`, raw.cpuUs],
    ['the rest: waiting for a batch, and its turns', together - cpu(storageLess) - raw.cpuUs],
  ]
  const ofOne: [string, number][] = [
    ['its statements', bare.cpuUs / 1000],
    ['the disk', bare.medianBatchMs - bare.cpuUs / 1000],
    ['everything else', lone.p50Ms - bare.medianBatchMs],
  ]
  const share = (value: number, all: number) => `${((100 * value) / all).toFixed(0)} %`
  console.log()
  printTable([
    ['SQLite: where the time of a sign-up goes', 'CPU µs', ''],
    ...parts.map(([name, us]) => [`  ${name}`, us.toFixed(1), share(us, together)]),
    ['a lone sign-up', 'ms', ''],
    ...ofOne.map(([name, value]) => [`  ${name}`, ms(value), share(value, lone.p50Ms)]),
  ])
}

function reportBudgets(sqlite: OnSqlite, postgres: OnPostgres) {
  const { echo, storageLess, raw, oneRow, durable, onGrid, bare, lone, loneOnGrid } = sqlite
  const limit = 1 / (1 / storageLess.perSecond + 1 / raw.perSecond)
  // Compares like with like: the slowest of a hundred responses waited for the slowest of a hundred
  // batches.
  const batches = 2 * raw.p99BatchMs
  console.log()
  printTable([
    ['', 'measured', 'budget'],
    ['without storage ÷ echo', (storageLess.perSecond / echo.perSecond).toFixed(2), '≥ 0.70'],
    [`durable ÷ the limit of ${whole(limit)}`, (durable.perSecond / limit).toFixed(2), '≥ 0.90'],
    ['statements ÷ one row of the same bytes', (raw.perSecond / oneRow.perSecond).toFixed(2), 'reported'],
    ['on the grid ÷ durable', (onGrid.perSecond / durable.perSecond).toFixed(2), 'reported'],
    ['durable p99, ms', ms(durable.p99Ms), `≤ ${ms(storageLess.p99Ms + batches)}`],
    ['lone sign-up, median of all, ms', ms(lone.p50Ms), `≤ ${ms(bare.medianBatchMs + 1)}`],
    ['the same on the grid, ms', ms(loneOnGrid.p50Ms), `≤ ${ms(bare.medianBatchMs + 1 + 5)}`],
    ['PostgreSQL ÷ its statements', (postgres.durable.perSecond / postgres.raw.perSecond).toFixed(2), 'reported'],
    ['PostgreSQL, journeys a batch', whole(postgres.trips), '≤ 8'],
  ])
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-bench-'))
try {
  const [sqlite, postgres] = [await onSqlite(folder), await onPostgres()]
  reportFigures(sqlite, postgres)
  reportParts(sqlite)
  reportBudgets(sqlite, postgres)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
