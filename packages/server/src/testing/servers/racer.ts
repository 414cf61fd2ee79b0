// A process that races others for seats in one shared database, as the messages of a test say.
import { setTimeout as delay } from 'node:timers/promises'
import type { RegistrationResult } from '@training-signup/contract'
import type { KyselyPlugin } from 'kysely'
import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { createContext } from '../../core/context.ts'
import { cancel } from '../../core/seats/cancel.ts'
import { expireRegistrations } from '../../core/seats/expire.ts'
import { readConfig } from '../../platform/config.ts'
import { type Database, openDatabase, type Tx } from '../../platform/db/database.ts'
import { isProblem } from '../../platform/problem.ts'
import { createApp } from '../../start/app.ts'

export interface Round {
  /** Trainings to sign up for, several at a time. */
  slugs: string[]
  atOnce: number
  /** Sign-ups of each racer for each training. */
  each: number
  /** Differs from the names of all other racers and rounds. */
  name: string
  lock: 'on' | 'off'
  /** Whether every other confirmed seat is given back right away. */
  cancels: boolean
}

/** Lets everything lapse that will have by then, an ISO instant. */
export interface Lapse {
  lapseAt: string
  lock: Round['lock']
}

/** Gives back the places of these registrations, by their ids, unless another was first. */
export interface GiveBack {
  giveBack: string[]
}

export interface Ended {
  slug: string
  email: string
  status: number
  result?: RegistrationResult
}

/** Between reading and writing, so that others come in between wherever nothing keeps them out. */
const pauseMs = 2

function pauseAfterReading(): KyselyPlugin {
  const reads = new WeakSet<object>()
  return {
    transformQuery({ node, queryId }) {
      if (node.kind === 'SelectQueryNode') reads.add(queryId)
      return node
    },
    async transformResult({ result, queryId }) {
      if (reads.has(queryId)) await delay(pauseMs)
      return result
    },
  }
}

const withoutRowLocks: KyselyPlugin = {
  transformQuery({ node }) {
    if (node.kind !== 'SelectQueryNode') return node
    const { endModifiers: _, ...unlocked } = node
    return unlocked
  },
  transformResult: async ({ result }) => result,
}

/**
 * The same database, slowed down. With the lock off: SQLite without a transaction, PostgreSQL
 * without the row lock.
 */
function racedOver(db: Database, lock: Round['lock']): Database {
  const pause = pauseAfterReading()
  if (lock === 'on') return { ...db, transaction: (work) => db.transaction((tx) => work(tx.withPlugin(pause))) }
  if (db.name === 'sqlite') return { ...db, transaction: (work) => work(db.writer.withPlugin(pause) as unknown as Tx) }
  return {
    ...db,
    transaction: (work) => db.transaction((tx) => work(tx.withPlugin(pause).withPlugin(withoutRowLocks))),
  }
}

function serverOver(db: Database, lock: Round['lock'], now = () => new Date()) {
  const context = createContext({
    config: readConfig({ AUTH_SECRET: 'a'.repeat(32) }),
    db: racedOver(db, lock),
    log: pino({ enabled: false }),
    authSecret: 'a'.repeat(32),
    now,
    newId: uuidv7,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    // Some are offered seats, which takes a mail.
    sendMail: async () => {},
    resolveHost: async () => [],
    steadyClock: { now: () => 0, until: async () => {} },
    isStopping: () => false,
  })
  return { context, app: createApp(context) }
}
type Server = ReturnType<typeof serverOver>

async function race(server: Server, round: Round): Promise<Ended[]> {
  const ended: Ended[] = []
  for (let start = 0; start < round.slugs.length; start += round.atOnce) {
    const wave = round.slugs.slice(start, start + round.atOnce).flatMap((slug) => Array<string>(round.each).fill(slug))
    const answers = await Promise.all(
      wave.map((slug, index) => signUp(server, slug, `${round.name}-${start + index}-${uuidv7()}@example.org`)),
    )
    ended.push(...answers)
    if (round.cancels) await giveBackEveryOther(server, answers)
  }
  return ended
}

async function signUp({ app }: Server, slug: string, email: string): Promise<Ended> {
  const key = uuidv7()
  const send = () =>
    app.request(`/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ people: [{ givenName: 'Ada', familyName: 'Reyes', email }] }),
    })
  let response = await send()
  while (response.status === 503) response = await send()
  const ended = { slug, email, status: response.status }
  return response.status === 201 ? { ...ended, result: (await response.json()) as RegistrationResult } : ended
}

/**
 * Tries again when others held the database for too long, as on a machine that has too much to do.
 */
async function untilDone(work: () => Promise<unknown>): Promise<unknown> {
  return work().catch((error: unknown) => {
    if (isProblem(error, 'busy')) return untilDone(work)
    throw error
  })
}

async function giveBackEveryOther({ context }: Server, answers: Ended[]) {
  for (const { result } of answers
    .filter((one) => one.result?.status === 'confirmed')
    .filter((_, index) => index % 2 === 0)) {
    const found = await context.db.reader
      .selectFrom('registration')
      .select('id')
      .where('reference', '=', result?.reference ?? '')
      .executeTakeFirstOrThrow()
    await untilDone(() => cancel(context, found.id))
  }
}

const [url = ''] = process.argv.slice(2)
const db = await openDatabase(url)
async function lapse({ lapseAt, lock }: Lapse) {
  const { context } = serverOver(db, lock, () => new Date(lapseAt))
  const expire = () => expireRegistrations(context)
  // A racer without the lock finds the database in use by others.
  await (lock === 'on' ? untilDone(expire) : expire().catch(() => {}))
  return []
}

async function giveBackAll({ giveBack }: GiveBack) {
  const { context } = serverOver(db, 'on')
  for (const id of giveBack)
    await untilDone(() => cancel(context, id)).catch((error: unknown) => {
      if (!isProblem(error, 'wrong-status')) throw error
    })
  return []
}

export type Order = Round | Lapse | GiveBack
function obey(order: Order): Promise<Ended[]> {
  if ('lapseAt' in order) return lapse(order)
  return 'giveBack' in order ? giveBackAll(order) : race(serverOver(db, order.lock), order)
}
process.on('message', (order: Order) => {
  obey(order).then(
    (ended) => process.send?.(ended),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
