import { sql } from 'kysely'
import { pino } from 'pino'
import { activePerson } from '../src/core/people/person.ts'
import { decideBatch } from '../src/core/sign-up/decide-batch.ts'
import type { SubmittedSignUp } from '../src/core/sign-up/submitted-sign-up.ts'
import { readConfig } from '../src/platform/config.ts'
import { type Database, openDatabase } from '../src/platform/db/database.ts'
import { createIds } from '../src/platform/ops/new-id.ts'
import { randomBytes } from '../src/platform/ops/random-bytes.ts'
import type { System } from '../src/platform/system.ts'

export interface RawResult {
  /** Sign-ups per second. */
  perSecond: number
  medianBatchMs: number
  p99BatchMs: number
  /** CPU time of this thread per sign-up, in microseconds. */
  cpuUs: number
}

const quantile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN

interface RawOrder {
  batch: number
  warmMs: number
  measuredMs: number
}

/** Decides and writes sign-ups as the server does, one batch after another, without HTTP. */
export async function runRaw(url: string, slug: string, order: RawOrder): Promise<RawResult> {
  const db = await openDatabase(url)
  const system = partsOn(db)
  const training = await db.reader.selectFrom('training').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()
  const result = await measureBatches(order, async () => {
    const requests = Array.from({ length: order.batch }, () => newRequest(training))
    await db.transaction((tx) => decideBatch(system, tx, requests))
  })
  await db.close()
  return result
}

/** About what the rows of a sign-up hold together, without their indexes. */
const bytesOfSignUp = 900

/**
 * Writes one row for each sign-up, of the bytes that a sign-up stores, with a primary and a unique
 * key. No change of the schema makes this slower, so it shows what the machine could do that day.
 */
export async function runOneRow(url: string, order: RawOrder): Promise<RawResult> {
  const db = await openDatabase(url)
  await db.transaction((tx) =>
    sql`create table one_row (id text primary key, name text not null unique, body text not null)`.execute(tx),
  )
  const newId = createIds({ now: () => new Date(), randomBytes })
  const body = 'x'.repeat(bytesOfSignUp)
  const newRow = () => sql`(${newId()}, ${Buffer.from(randomBytes(16)).toString('hex')}, ${body})`
  const result = await measureBatches(order, async () => {
    const rows = Array.from({ length: order.batch }, newRow)
    await db.transaction((tx) => sql`insert into one_row (id, name, body) values ${sql.join(rows)}`.execute(tx))
  })
  await db.close()
  return result
}

async function measureBatches(
  { batch, warmMs, measuredMs }: RawOrder,
  commit: () => Promise<void>,
): Promise<RawResult> {
  await repeat(commit, warmMs)
  const before = process.threadCpuUsage()
  const times = await repeat(commit, measuredMs)
  const { user, system } = process.threadCpuUsage(before)
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000
  const signUps = times.length * batch
  return {
    perSecond: signUps / seconds,
    medianBatchMs: quantile(times, 0.5),
    p99BatchMs: quantile(times, 0.99),
    cpuUs: (user + system) / signUps,
  }
}

async function repeat(work: () => Promise<void>, forMs: number): Promise<number[]> {
  const times: number[] = []
  for (const until = performance.now() + forMs; performance.now() < until; ) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return times
}

const partsOn = (db: Database): System => ({
  config: readConfig({ AUTH_SECRET: 'x'.repeat(32) }),
  db,
  log: pino({ enabled: false }),
  authSecret: 'x'.repeat(32),
  now: () => new Date(),
  newId: createIds({ now: () => new Date(), randomBytes }),
  randomBytes,
  sendMail: undefined,
  resolveHost: async () => [],
  steadyClock: { now: () => 0, until: async () => {} },
  isStopping: () => false,
})

let people = 0
function newRequest(training: { id: string; revision: number }): SubmittedSignUp {
  people += 1
  const familyName = `Reyes${people}`
  const email = `ada.reyes.raw${process.pid}.${people}@example.org`
  const empty = { phone: null, role: null, agency: null, answers: {}, sensitive: {} }
  const person = {
    givenName: 'Ada',
    familyName,
    email,
    ...empty,
    activePerson: activePerson(email, 'Ada', familyName),
    needsApproval: false,
  }
  return {
    trainingId: training.id,
    revision: training.revision,
    people: [person],
    coordinator: undefined,
    split: false,
    consents: [],
    partner: null,
    channel: 'embed',
    origin: 'https://partner.example',
    lang: 'en',
    byOrganizer: false,
    verifies: false,
    codeDigits: 6,
    isCorrectable: false,
    replaces: undefined,
    idempotency: { key: `key-raw-${process.pid}-${String(people).padStart(10, '0')}`, content: email },
  }
}
