import { pino } from 'pino'
import { readConfig } from '../src/config.ts'
import { type Database, openDatabase } from '../src/db/database.ts'
import { createIds } from '../src/ops/new-id.ts'
import { randomBytes } from '../src/ops/random-bytes.ts'
import { activePerson } from '../src/people/person.ts'
import { decideBatch } from '../src/sign-up/decide-batch.ts'
import type { SignUpRequest } from '../src/sign-up/request.ts'
import type { System } from '../src/system.ts'

export interface RawResult {
  /** Sign-ups per second. */
  perSecond: number
  medianBatchMs: number
  p99BatchMs: number
}

const quantile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? Number.NaN

/** Decides and writes sign-ups as the server does, one batch after another, without HTTP. */
export async function runRaw(
  url: string,
  slug: string,
  order: { batch: number; warmMs: number; measuredMs: number },
): Promise<RawResult> {
  const db = await openDatabase(url)
  const system = partsOn(db)
  const training = await db.reader.selectFrom('training').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()
  const commit = async () => {
    const requests = Array.from({ length: order.batch }, () => newRequest(training))
    const began = performance.now()
    await db.transaction((tx) => decideBatch(system, tx, requests))
    return performance.now() - began
  }
  await repeat(commit, order.warmMs)
  const times = await repeat(commit, order.measuredMs)
  await db.close()
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000
  const perSecond = (times.length * order.batch) / seconds
  return { perSecond, medianBatchMs: quantile(times, 0.5), p99BatchMs: quantile(times, 0.99) }
}

async function repeat(work: () => Promise<number>, forMs: number): Promise<number[]> {
  const times: number[] = []
  for (const until = performance.now() + forMs; performance.now() < until; ) times.push(await work())
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
function newRequest(training: { id: string; revision: number }): SignUpRequest {
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
    isCorrectable: false,
    replaces: undefined,
    idempotency: { key: `key-raw-${process.pid}-${String(people).padStart(10, '0')}`, hash: 'h'.repeat(43) },
  }
}
