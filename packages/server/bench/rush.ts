// Measures an opening hour: pnpm bench:rush. Within a minute 2,000 visitors load the script and the form, and register,
// each from an address of their own, with limits on: first without a mail server, which tells what visitors take, then
// with one, until every confirmation has left.
// --visitors=2000 --seconds=60 --processes=1, and --postgres instead of SQLite.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import { startMailSink } from './mail-sink.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const { values } = parseArgs({
  options: {
    visitors: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '60' },
    processes: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
})
const [visitors, seconds, processes] = [values.visitors, values.seconds, values.processes].map(Number) as [
  number,
  number,
  number,
]
const longestMailMs = 10 * 60_000
const budget = { p99Ms: 500, cpuMs: 5 }

const statuses = new Map<string, number>()
const times: number[] = []

async function ask(what: string, url: string, options: RequestInit): Promise<void> {
  const response = await fetch(url, options).catch(() => undefined)
  await response?.arrayBuffer()
  const key = `${what} ${response?.status ?? 'lost'}`
  statuses.set(key, (statuses.get(key) ?? 0) + 1)
}

async function visit(origin: string, slug: string, index: number) {
  const headers = { 'x-forwarded-for': `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` }
  await ask('script', `${origin}/embed/v1/training-signup.js`, { headers })
  await ask('form', `${origin}/api/v1/trainings/${slug}?lang=en`, { headers })
  const person = { givenName: 'Ada', familyName: `Reyes${index}`, email: `ada.reyes.${index}@example.org` }
  const began = performance.now()
  await ask('register', `${origin}/api/v1/trainings/${slug}/registrations`, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      'idempotency-key': `key-of-visitor-${index}-0123456789`,
    },
    body: JSON.stringify({ people: [person], lang: 'en', elapsedMs: 41_000 }),
  })
  times.push(performance.now() - began)
}

/** CPU time in ms and memory in MB of some processes. */
function used(servers: BenchServer[]) {
  const tickMs = 1_000 / Number(execFileSync('getconf', ['CLK_TCK']))
  const cpuMs = servers.map(({ child }) => {
    const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * tickMs
  })
  const megabytes = servers.map(({ child }) => {
    const [, peak] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? []
    return Number(peak) / 1024
  })
  return { cpuMs: cpuMs.reduce((sum, one) => sum + one, 0), megabytes: Math.max(...megabytes) }
}

/** Everyone comes at their own time, however long the others wait. */
async function rush(servers: BenchServer[], slug: string) {
  const began = performance.now()
  await Promise.all(
    Array.from({ length: visitors }, async (_, index) => {
      await delay((index / visitors) * seconds * 1_000)
      await visit(`http://127.0.0.1:${servers[index % servers.length]?.port}`, slug, index)
    }),
  )
  return (performance.now() - began) / 1_000
}

function report(tookSeconds: number) {
  times.sort((one, other) => one - other)
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? Number.NaN).toFixed(0)
  console.log(`${visitors} visitors in ${tookSeconds.toFixed(0)} s: ${JSON.stringify(Object.fromEntries(statuses))}`)
  console.log(`Registering took ${at(0.5)} ms for half of them, ${at(0.99)} ms for 99 of 100 (budget ${budget.p99Ms})`)
  times.length = 0
  statuses.clear()
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-rush-'))
const postgres = values.postgres ? await startPostgres({ durable: true }) : undefined
const mails = await startMailSink()
const sending = { SMTP_URL: mails.url, MAIL_FROM: 'signup@example.org', MAILS_PER_HOUR: String(2 * visitors) }

async function waitForMails() {
  const began = performance.now()
  while (mails.count() < visitors && performance.now() - began < longestMailMs) await delay(500)
  const minutes = (performance.now() - began) / 60_000
  console.log(`${mails.count()} confirmations had left ${minutes.toFixed(1)} minutes later (budget 10)`)
}

/** Lets everyone come to a new database. Returns the CPU time a visitor, in ms. */
async function measure(name: string, mail: Record<string, string>) {
  const url = postgres ? await postgres.createDatabase() : `sqlite:${folder}/${name}.db`
  const [slug = ''] = await look(url, (db) =>
    seedTrainings(db, 'rush', 1, () => ({ seats: { capacity: 400, waitlist: true }, audience: { verify: 'never' } })),
  )
  const environment = { DATABASE_URL: url, RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1', ...mail }
  const servers = await Promise.all(Array.from({ length: processes }, () => startBenchServer(environment)))
  console.log(`\n${name}, load ${loadavg()[0]?.toFixed(2)}`)
  const before = used(servers)
  report(await rush(servers, slug))
  if (mail['SMTP_URL']) await waitForMails()
  const { cpuMs, megabytes } = used(servers)
  const aVisitor = (cpuMs - before.cpuMs) / visitors
  console.log(`CPU ${aVisitor.toFixed(1)} ms a visitor, at most ${megabytes.toFixed(0)} MB`)
  await Promise.all(servers.map(({ stop }) => stop()))
  return aVisitor
}

try {
  console.log(`${cpus().length} cores, Node ${process.versions.node}, ${processes} of us`)
  const answered = await measure('visits', {})
  const emailed = await measure('visits-and-emails', sending)
  console.log(
    `\nA visitor takes ${answered.toFixed(1)} ms of CPU (budget ${budget.cpuMs}), and their email ${(emailed - answered).toFixed(1)} ms`,
  )
} finally {
  await mails.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}
