// Loads a server with all sorts of requests for long, to see whether its memory keeps growing: pnpm bench:soak.
// --minutes=60 tells; 3, unless given, only show that it runs. --perSecond=20 requests, and --postgres instead of SQLite.
// The first 20 minutes ask four times as often: at 20 a second, the compiler alone takes an hour until it is done.
// Prints each minute where the memory is, how much it grew an hour after the first 20 minutes, and how much of it lives: Node
// throws away late what nothing holds, so that memory can grow for an hour without anything that is kept.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import { startMailSink } from './mail-sink.ts'
import { type BenchServer, startBenchServer } from './server.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '3' },
    perSecond: { type: 'string', default: '20' },
    postgres: { type: 'boolean', default: false },
  },
})
const [minutes, perSecond] = [Number(values.minutes), Number(values.perSecond)]
/** Until then caches fill and code is compiled. So that both are done by then, it asks this many times as often. */
const warmMinutes = Math.min(20, minutes / 3)
const warmTimes = 4
const budget = 5
const adminToken = 'bench-token-0123456789-0123456789-0123456789'
/** As many are open at a time as an organizer holds in a year. */
const openTrainings = 100
/** Each round registers four people. Then the oldest training gives way to a new one, so that lists stay as long as they are. */
const roundsPerTraining = 15
const sampleMs = 10_000

const statuses = new Map<string, number>()
let sent = 0

interface Ask {
  path: string
  method?: string
  body?: object
  type?: string
  as?: 'organizer'
}

/** What the one request after the other asks for, by turns. */
const asks: ((count: number, slug: string) => Ask)[] = [
  (_, slug) => ({ path: `/api/v1/trainings/${slug}?lang=en` }),
  register,
  (_, slug) => ({ path: `/t/${slug}` }),
  (_, slug) => ({ path: `/t/${slug}/group?lang=es` }),
  register,
  (count, slug) => ({ path: `/api/v1/trainings/${slug}?lang=es&partner=made-up-${count}` }),
  () => ({ path: '/' }),
  (count) => ({ path: `/nothing/here/${count}` }),
  register,
  (_, slug) => ({ path: `/admin/trainings/${slug}`, as: 'organizer' }),
  (count, slug) => ({ path: `/embed?training=${slug}&partner=made-up-${count}&accent=` }),
  (_, slug) => ({ path: `/api/v1/admin/registrations.csv?training=${slug}`, as: 'organizer' }),
  register,
  (_, slug) => ({ path: `/t/${slug}/image.png` }),
  (count) => ({ path: `/r/${'A'.repeat(60)}${String(count).padStart(6, '0')}` }),
  (count, slug) => ({
    path: `/api/v1/trainings/${slug}/seen`,
    method: 'POST',
    body: { kind: 'view', partner: `made-up-${count}` },
    type: 'text/plain',
  }),
  (_, slug) => ({ path: `/api/v1/admin/trainings/${slug}/sign-in-sheet.pdf`, as: 'organizer' }),
  (count) => ({ path: `/api/v1/admin/registrations?q=reyes${count}`, as: 'organizer' }),
  () => ({ path: '/embed/v1/training-signup.js' }),
  (_, slug) => ({ path: `/t/${slug}/calendar.ics` }),
]

function register(count: number, slug: string): Ask {
  const person = { givenName: 'Ada', familyName: `Reyes${count}`, email: `ada.reyes.${count}@example.org` }
  const body = { people: [person], lang: 'en', elapsedMs: 41_000 }
  return { path: `/api/v1/trainings/${slug}/registrations`, method: 'POST', body }
}

/** Which training a round asks: one after the other of those that are open then. */
const trainingOf = (round: number) => Math.floor(round / roundsPerTraining) + (round % openTrainings)

async function ask({ port }: BenchServer, slugs: string[]): Promise<void> {
  const count = (sent += 1)
  const make = asks[count % asks.length] ?? register
  const {
    path,
    method = 'GET',
    body,
    type = 'application/json',
    as,
  } = make(count, slugs[trainingOf(Math.floor(count / asks.length))] ?? '')
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      'x-forwarded-for': `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`,
      ...(as === undefined ? {} : { authorization: `Bearer ${adminToken}` }),
      ...(body === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => undefined)
  await response?.arrayBuffer()
  const status = String(response?.status ?? 'lost')
  statuses.set(status, (statuses.get(status) ?? 0) + 1)
}

const megabytesOf = ({ child }: BenchServer) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024

interface Sample {
  minute: number
  megabytes: number
}

/** How much a line through the samples rises in an hour. */
function slopeAnHour(samples: Sample[]): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length
  const [minute, megabytes] = [mean((one) => one.minute), mean((one) => one.megabytes)]
  const rise = mean((one) => (one.minute - minute) * (one.megabytes - megabytes))
  return (60 * rise) / mean((one) => (one.minute - minute) ** 2)
}

interface Said {
  msg: string
  megabytes?: number
}

function readLines({ child }: BenchServer, read: (said: Said) => void): void {
  const { stdout } = child
  if (!stdout) throw new Error('The server says nothing.')
  createInterface(stdout).on('line', (line) => read(JSON.parse(line) as Said))
}

/** Has the server throw away what nothing holds. Returns the megabytes that live. */
function readLive(server: BenchServer): Promise<number> {
  return new Promise((resolve) => {
    readLines(server, ({ msg, megabytes = 0 }) => {
      if (msg === 'live') resolve(megabytes)
    })
    server.child.kill('SIGUSR2')
  })
}

async function soak(server: BenchServer, slugs: string[]): Promise<{ samples: Sample[]; live: number[] }> {
  const samples: Sample[] = []
  const began = performance.now()
  const minute = () => (performance.now() - began) / 60_000
  const sample = () => samples.push({ minute: minute(), megabytes: megabytesOf(server) })
  const sampling = setInterval(sample, sampleMs)
  readLines(server, ({ msg, ...memory }) => {
    if (msg === 'memory') console.log(`  minute ${minute().toFixed(0).padStart(3)}: ${JSON.stringify(memory)}`)
  })
  // Long before what is measured: what was thrown away is taken again within minutes.
  const warm = delay(warmMinutes * 30_000).then(() => readLive(server))
  const open = new Set<Promise<void>>()
  for (let due = 0; minute() < minutes; ) {
    due += 1_000 / perSecond / (due < warmMinutes * 60_000 ? warmTimes : 1)
    await delay(Math.max(0, began + due - performance.now()))
    const asked = ask(server, slugs)
    open.add(asked)
    void asked.then(() => open.delete(asked))
  }
  await Promise.all(open)
  clearInterval(sampling)
  return { samples: samples.filter((one) => one.minute >= warmMinutes), live: [await warm, await readLive(server)] }
}

const folder = mkdtempSync(join(tmpdir(), 'training-signup-soak-'))
const postgres = values.postgres ? await startPostgres({ durable: true }) : undefined
const mails = await startMailSink()
try {
  const url = postgres ? await postgres.createDatabase() : `sqlite:${folder}/soak.db`
  const requests = 60 * perSecond * (minutes + warmMinutes * (warmTimes - 1))
  const rounds = Math.ceil(requests / asks.length)
  const trainings = trainingOf(rounds) + openTrainings
  const slugs = await look(url, (db) =>
    seedTrainings(db, 'soak', trainings, () => ({
      seats: { capacity: 200, waitlist: true },
      audience: { verify: 'never' },
    })),
  )
  const server = await startBenchServer({
    DATABASE_URL: url,
    ADMIN_TOKEN: adminToken,
    RATE_LIMITS: 'on',
    TRUSTED_PROXIES: '127.0.0.1',
    SMTP_URL: mails.url,
    MAIL_FROM: 'signup@example.org',
    NODE_OPTIONS: `--max-semi-space-size=16 --expose-gc --import=${new URL('say-live-memory.ts', import.meta.url).href}`,
  })
  console.log(
    `${cpus().length} cores, load ${loadavg()[0]?.toFixed(2)}, Node ${process.versions.node}, ${minutes} minutes`,
  )
  const { samples, live } = await soak(server, slugs)
  console.log(`${sent} requests: ${JSON.stringify(Object.fromEntries(statuses))}, ${mails.count()} emails`)
  if (minutes < 60) console.log('An hour tells whether it grows: --minutes=60')
  const [first, last] = [samples[0]?.megabytes ?? 0, samples.at(-1)?.megabytes ?? 0]
  console.log(
    `Memory after minute ${warmMinutes.toFixed(0)}: ${first.toFixed(0)} → ${last.toFixed(0)} MB, ${slopeAnHour(samples).toFixed(1)} MB an hour (budget ${budget}).
What lives of it, after minute ${(warmMinutes / 2).toFixed(0)} and in the end: ${live.map((one) => one.toFixed(1)).join(' → ')} MB`,
  )
  await server.stop()
} finally {
  await mails.close()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
}
