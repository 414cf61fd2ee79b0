// Measures whether response times reveal who is already registered, or who has an account: pnpm bench:timing [sqlite |
// postgres] [how many, 1000 unless given]. Sends that many registered and that many new addresses
// in random order over one connection, and prints how often a registered one takes longer than a
// new one: 0.5 reveals nothing. Run it on a quiet machine.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TrainingDraft } from '@training-signup/contract'
import { newReference } from '../src/core/people/reference.ts'
import { startPostgres } from '../src/testing/databases/postgres.ts'
import { look, seedTrainings } from '../src/testing/servers/server.ts'
import { startBenchServer } from './server.ts'

const [engine = 'sqlite', given = '1000'] = process.argv.slice(2)
const count = Number(given)
if (!['sqlite', 'postgres'].includes(engine) || !(count >= 1))
  throw new Error('Say sqlite or postgres, and how many addresses, like: sqlite 1000')
const adminToken = 'x'.repeat(48)
const lowest = 0.45
const highest = 0.55

interface Case {
  name: string
  training: Partial<TrainingDraft>
  /** Makes an address known. Omitted: signs it up. */
  know?: (slug: string, email: string) => string
  /** A request about the address, right before the measured one. */
  before?: (slug: string, email: string) => string
  /** The measured request, once the known addresses exist. */
  ask: (slug: string, email: string) => string
}

const cases: Case[] = [
  { name: 'sign-up, room', training: { seats: { capacity: null, waitlist: false } }, ask: signUp },
  { name: 'sign-up, waiting list', training: { seats: { capacity: 1, waitlist: true } }, ask: signUp },
  { name: 'sign-up, approval', training: { audience: { access: 'approval' } }, ask: signUp },
  { name: 'sign-up, full', training: { seats: { capacity: count, waitlist: false } }, ask: signUp },
  { name: 'send me my link', training: { seats: { capacity: null, waitlist: false } }, ask: findLink },
  { name: 'by reference and name', training: { seats: { capacity: null, waitlist: false } }, ask: findByReference },
  {
    name: 'by reference alone',
    training: { seats: { capacity: null, waitlist: false } },
    ask: (slug, email) => findByReference(slug, email, 'Rivera'),
  },
  { name: 'sign in', training: {}, know: addAccount, ask: signIn },
  { name: 'after a sign-in', training: {}, know: addAccount, before: signIn, ask: askAlive },
]

const post = (path: string, type: string, body: string, more = '') =>
  `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`

function addAccount(slug: string, email: string): string {
  const account = { email: `${slug}.${email}`, name: 'Dana Ortiz', role: 'door' }
  const token = `Authorization: Bearer ${adminToken}\r\n`
  return post('/api/v1/admin/accounts', 'application/json', JSON.stringify(account), token)
}

function signIn(slug: string, email: string): string {
  const body = new URLSearchParams({ email: `${slug}.${email}` }).toString()
  return post('/admin/sign-in', 'application/x-www-form-urlencoded', body)
}

function askAlive(): string {
  return 'GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
}

function signUp(slug: string, email: string): string {
  const people = [{ givenName: 'Ada', familyName: 'Reyes', email }]
  return post(`/api/v1/trainings/${slug}/registrations`, 'application/json', JSON.stringify({ people, consents: [] }))
}

function findLink(slug: string, email: string): string {
  return post(`/t/${slug}/find`, 'application/x-www-form-urlencoded', new URLSearchParams({ email }).toString())
}

/** What known addresses were given, and what none was. */
const references = new Map<string, string>()

function findByReference(slug: string, email: string, name = 'Reyes'): string {
  const reference = references.get(email) ?? newReference({ randomBytes })
  const body = new URLSearchParams({ reference, name }).toString()
  return post(`/t/${slug}/find?by=reference`, 'application/x-www-form-urlencoded', body)
}

interface Answer {
  text: string
  status: string
  ms: number
}

/** Opens one connection for one request at a time. The server always declares lengths. */
async function openConnection(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let received = ''
  let answered: (() => void) | undefined
  socket.setEncoding('latin1').on('data', (data: string) => {
    received += data
    const headEnd = received.indexOf('\r\n\r\n')
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(received)?.[1])
    if (headEnd !== -1 && received.length >= headEnd + 4 + length) answered?.()
  })
  const ask = async (request: string): Promise<Answer> => {
    received = ''
    const whole = new Promise<void>((resolve) => (answered = resolve))
    const began = performance.now()
    socket.write(request, 'latin1')
    await whole
    return { ms: performance.now() - began, status: received.slice(9, 12), text: received }
  }
  return { ask, close: () => socket.end() }
}

function shuffle<T>(items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1))
    ;[items[last], items[other]] = [items[other]!, items[last]!]
  }
  return items
}

/**
 * Returns the share of pairs in which the value of `left` is greater: the area under the ROC curve,
 * computed from rank sums.
 */
function areaUnderCurve(left: number[], right: number[]): number {
  const pairs = left.map((one) => right.reduce((sum, other) => sum + (one > other ? 1 : one === other ? 0.5 : 0), 0))
  return pairs.reduce((sum, one) => sum + one, 0) / (left.length * right.length)
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function measure(port: number, slug: string, { name, know = signUp, before, ask }: Case) {
  const connection = await openConnection(port)
  const known = Array.from({ length: count }, (_, index) => `known.${index}@example.org`)
  for (const email of known) {
    const { status, text } = await connection.ask(know(slug, email))
    references.set(email, /"reference":"([^"]+)"/.exec(text)?.[1] ?? '')
    if (status !== '201') throw new Error(`${name}: an address that was to be known was answered ${status}`)
  }
  // The new addresses look like the registered ones and have the same length.
  const all = shuffle([
    ...known.map((email) => ({ email, isKnown: true })),
    ...known.map((email) => ({ email: email.replace('known', 'other'), isKnown: false })),
  ])
  const times = { known: [] as number[], new: [] as number[] }
  const statuses = new Set<string>()
  for (const { email, isKnown } of all) {
    if (before) await connection.ask(before(slug, email))
    const { ms, status } = await connection.ask(ask(slug, email))
    times[isKnown ? 'known' : 'new'].push(ms)
    statuses.add(status)
  }
  connection.close()
  if (statuses.size !== 1) throw new Error(`${name}: answered ${[...statuses].join(' and ')}`)
  return { area: areaUnderCurve(times.known, times.new), known: median(times.known), new: median(times.new) }
}

async function run(databaseUrl: string) {
  const slugs = await look(databaseUrl, (db) => seedTrainings(db, 'timing', cases.length, (at) => cases[at]!.training))
  const mail = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'signup@example.org' }
  const server = await startBenchServer({
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'info',
    ADMIN_TOKEN: adminToken,
    ...mail,
  })
  console.log(`${engine}, ${count} known and ${count} new, load ${loadavg()[0]?.toFixed(2)}\n`)
  console.log(`${''.padEnd(24)}${['known ms', 'new ms', 'AUC'].map((head) => head.padStart(10)).join('')}`)
  for (const [at, one] of cases.entries()) {
    const result = await measure(server.port, slugs[at]!, one)
    const isNeutral = result.area >= lowest && result.area <= highest
    const figures = [result.known.toFixed(3), result.new.toFixed(3), result.area.toFixed(3)]
    console.log(
      `${one.name.padEnd(24)}${figures.map((cell) => cell.padStart(10)).join('')}${isNeutral ? '' : '  tells'}`,
    )
    if (!isNeutral) process.exitCode = 1
  }
  console.log(`\nBudget: ${lowest} to ${highest}. Load ${loadavg()[0]?.toFixed(2)} after.`)
  await server.stop()
}

if (engine === 'postgres') {
  const postgres = await startPostgres({ durable: true })
  try {
    await run(await postgres.createDatabase())
  } finally {
    await postgres.stop()
  }
} else {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-timing-'))
  try {
    await run(`sqlite:${folder}/timing.db`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
