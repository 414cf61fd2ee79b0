// Measures whether lists stay quick as registrations grow, what a large export costs, how long it
// takes to count agencies, and how many people a second are compared with the others: pnpm
// bench:growth [registrations, 100,000 unless given]. Takes a few minutes. Run it on a quiet
// machine, or other programs distort every figure.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { comparePeople } from '../src/core/registrations/compare-people.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import type { System } from '../src/platform/system.ts'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { fillDatabase, slug } from './fill.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const few = 1_000
const many = Number(process.argv[2] ?? 100_000)
if (!(many >= few)) throw new Error('Say how many registrations to make, like 100000.')
/** The ratio is for up to 100,000 registrations; of more, it is only reported. */
const budget = { ratio: 1.5, rowsPerSecond: 25_000, megabytes: 200 }

const warmRequests = 20
const measuredRequests = 60
const comparingRuns = 5
const adminToken = 'bench-token-0123456789-0123456789-0123456789'

const inTraining = {
  'whole list': '',
  'by name': 'sort=name',
  'by needs': 'sort=needs',
  'by source': 'sort=partner',
  status: 'status=waitlisted',
  role: 'role=fire',
  agency: 'agency=Police+Department+4',
  partner: 'partner=river',
  'search: address': 'q=ada77%40example.org',
  'search: reference': 'q=R0000077',
  'search: last name': 'q=garcia0000',
  'search: 2 letters': 'q=ga',
  '2 letters by name': 'q=sm&sort=name',
  'everyone’s address': 'q=ada',
  'the same by name': 'q=ada&sort=name',
  'first name': 'q=jose',
  'first name by name': 'q=jose&sort=name',
  'one in 100': 'q=chen&limit=10',
  'one in 100 by name': 'q=chen&limit=10&sort=name',
  'rare first name': 'q=zoe',
  'first, last name': 'q=ada+garcia',
  'both by name': 'q=ada+garcia0000&sort=name',
  'Last, First': 'q=Garcia0000%2C+Ada',
  'names turned': 'q=garcia+ada&sort=name',
  'rank and name': 'q=Sgt.+Ada+Garcia',
  'last digits': 'q=0077',
  'search: phone': 'q=816-000-0077',
  'search: agency': 'q=department4',
  'agency by name': 'q=department4&sort=name',
  'name, agency': 'q=ada+department4',
  coordinator: 'q=pat+lee&limit=10',
  'its address': 'q=pat7%40kcpd.example',
}
const lists: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries(inTraining).map(([name, query]) => [name, `registrations?training=${slug}&${query}`]),
  ),
  'first name, all': 'registrations?q=jose',
  'both names, all': 'registrations?q=ada+garcia',
  'find: name': 'find?q=garcia0000',
  'find: 2 letters': 'find?q=ga',
  'find: first, last': 'find?q=ada+garcia',
  'find: rank, agency': 'find?q=Det.+Jose+department4&limit=10',
  'find: phone': 'find?q=%28816%29+000-0077',
  'find: reference': 'find?q=R0000077',
  'find: coordinator': 'find?q=lee+pat&limit=10',
  'find: no one': 'find?q=ada+nowhere',
}

const headers = { authorization: `Bearer ${adminToken}` }
const urlOf = ({ port }: BenchServer, path: string) => `http://127.0.0.1:${port}/api/v1/admin/${path}`

/** Asks for a list once. Returns how long it took. */
async function timeList(server: BenchServer, query: string): Promise<number> {
  const began = performance.now()
  const response = await fetch(urlOf(server, query), { headers })
  if (response.status !== 200) throw new Error(`${query} answers ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
  return performance.now() - began
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** Asks both servers by turns, so that whatever else the machine does slows both. */
async function compareLists(small: BenchServer, large: BenchServer): Promise<void> {
  for (const [name, query] of Object.entries(lists)) {
    const [times, largeTimes]: [number[], number[]] = [[], []]
    for (let round = 0; round < warmRequests + measuredRequests; round++) {
      const pair = [await timeList(small, query), await timeList(large, query)] as const
      if (round < warmRequests) continue
      times.push(pair[0])
      largeTimes.push(pair[1])
    }
    const [before, after] = [median(times), median(largeTimes)]
    console.log(
      `  ${name.padEnd(18)} ${before.toFixed(1)} ms → ${after.toFixed(1)} ms, ${(after / before).toFixed(2)} times (budget ${budget.ratio})`,
    )
  }
}

/** What the system says about a process, on Linux: its memory, and the time it has computed. */
function readProcess({ child }: BenchServer) {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const ticksPerSecond = 100
  return {
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    cpuSeconds: (Number(stat[11]) + Number(stat[12])) / ticksPerSecond,
  }
}

/** Reads an answer to its end as fast as it comes. Returns its bytes. */
const drain = (url: string) =>
  new Promise<number>((resolve, reject) => {
    get(url, { headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length))
      response.on('end', () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`${url} answers ${response.statusCode}`)),
      )
      response.on('error', reject)
    }).on('error', reject)
  })

async function measureExport(server: BenchServer, query: string): Promise<void> {
  const before = readProcess(server)
  let most = before.megabytes
  const timer = setInterval(() => (most = Math.max(most, readProcess(server).megabytes)), 20)
  const began = performance.now()
  const bytes = await drain(urlOf(server, query))
  const seconds = (performance.now() - began) / 1000
  clearInterval(timer)
  const cpuSeconds = readProcess(server).cpuSeconds - before.cpuSeconds
  const thousands = (perSecond: number) => `${(perSecond / 1000).toFixed(1)}k`
  console.log(
    `  ${query.padEnd(18)} ${thousands(many / seconds)} rows/s, ${thousands(many / cpuSeconds)} per second of its own time (budget ${thousands(budget.rowsPerSecond)}); ${before.megabytes.toFixed(0)} MB + ${(most - before.megabytes).toFixed(0)} (budget ${budget.megabytes}); ${(bytes / 1e6).toFixed(0)} MB sent`,
  )
}

async function measureAgencies(server: BenchServer): Promise<void> {
  const began = performance.now()
  await drain(urlOf(server, 'agencies'))
  console.log(`  ${'agencies'.padEnd(18)} ${(performance.now() - began).toFixed(0)} ms`)
}

/**
 * Lets the job that looks for the same person twice run a few times, as if everyone had just
 * registered.
 */
async function measureComparing(url: string): Promise<void> {
  const db = await openDatabase(url)
  const system = { db, now: () => new Date(), newId: uuidv7, authSecret: 'x'.repeat(32), isStopping: () => false }
  await db.writer.updateTable('compared').set({ registration_id: '' }).execute()
  const began = performance.now()
  for (let run = 0; run < comparingRuns; run++) await comparePeople(system as unknown as System)
  const seconds = (performance.now() - began) / 1000
  const { compared } = await db.reader
    .selectFrom('likeness')
    .select(({ fn }) => fn.count('registration_id').distinct().as('compared'))
    .executeTakeFirstOrThrow()
  console.log(`  ${'comparing'.padEnd(18)} ${(Number(compared) / seconds).toFixed(0)} people/s`)
  await db.close()
}

async function measure(name: string, makeUrl: (name: string) => Promise<string>) {
  const urls = { small: await makeUrl('small'), large: await makeUrl('large') }
  await fillDatabase(urls.small, few)
  const began = performance.now()
  await fillDatabase(urls.large, many)
  console.log(
    `\n${name}: ${few} and ${many} registrations, filled in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
  const [small, large] = (await Promise.all(
    [urls.small, urls.large].map((url) =>
      startBenchServer({ DATABASE_URL: url, ADMIN_TOKEN: adminToken, HOST: '127.0.0.1' }),
    ),
  )) as [BenchServer, BenchServer]
  try {
    await compareLists(small, large)
    await delay(2000)
    for (const query of ['registrations.csv', 'registrations.xlsx']) await measureExport(large, query)
    await measureAgencies(large)
  } finally {
    await Promise.all([small.stop(), large.stop()])
  }
  await measureComparing(urls.large)
}

console.log(`Load ${loadavg()[0]?.toFixed(2)}, Node ${process.versions.node}`)
const folder = mkdtempSync(join(tmpdir(), 'training-signup-growth-'))
try {
  await measure('SQLite', async (name) => `sqlite:${folder}/${name}.db`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const postgres = await startPostgres()
try {
  await measure('PostgreSQL', () => postgres.createDatabase())
} finally {
  await postgres.stop()
}
