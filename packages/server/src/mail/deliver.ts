import { setTimeout as delay } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { OutboxTable } from '../db/tables/outbox.ts'
import type { Deps } from '../deps.ts'
import { mostTries, nextTry, reasonOf } from '../outbox/next-try.ts'
import { offerMailDueAt, startOfferClock } from '../registrations/offer-clock.ts'
import { takeAllowance } from './allowance.ts'
import { composeMail } from './compose.ts'
import { type Mail, MailRefused } from './mail.ts'

export type OutboxRow = Selectable<OutboxTable>

const together = 5
const leaseMs = 10 * 60_000
// Nobody takes over what is still on its way, even if their clock is five minutes ahead.
const sendMs = 4 * 60_000
const noteTries = 6
const notePauseMs = 100

/**
 * Sends what is due, until nothing is. Any number of processes may do so at once: whoever takes a mail has it for a
 * while, and for longer than a mail server may take to answer. Where one dies at it, another takes over.
 * @returns whether there was anything that could be done with
 */
export async function deliverMails(deps: Deps): Promise<boolean> {
  if (!deps.sendMail) return false
  for (let isAnyDone = false; ; isAnyDone = true) {
    const rows = await takeDue(deps)
    if (rows.length === 0) return isAnyDone
    const outcomes = await Promise.all(rows.map((row) => deliver(deps, row)))
    // The way out is closed: what is left is no better tried now.
    if (outcomes.every((outcome) => outcome === 'postponed')) return isAnyDone
    if (deps.isStopping()) return true
  }
}

async function takeDue(deps: Deps): Promise<OutboxRow[]> {
  const now = deps.now()
  const instant = now.toISOString()
  const isFree = await deps.db.reader
    .selectFrom('outbox')
    .select('id')
    .where('outcome', 'is', null)
    .where('due_at', '<=', instant)
    .where(({ or, eb }) => or([eb('leased_until', 'is', null), eb('leased_until', '<=', instant)]))
    .limit(1)
    .executeTakeFirst()
  if (!isFree) return []
  return deps.db.transaction((tx) =>
    tx
      .updateTable('outbox')
      .set(({ eb }) => ({
        leased_until: new Date(now.getTime() + leaseMs).toISOString(),
        tries: eb('tries', '+', 1),
      }))
      .where('id', 'in', (query) =>
        query
          .selectFrom('outbox')
          .select('id')
          .where('outcome', 'is', null)
          .where('due_at', '<=', instant)
          .where(({ or, eb }) => or([eb('leased_until', 'is', null), eb('leased_until', '<=', instant)]))
          .orderBy('due_at')
          .orderBy('id')
          .limit(together)
          .$if(deps.db.name === 'postgres', (rows) => rows.forUpdate().skipLocked()),
      )
      .returningAll()
      .execute(),
  )
}

type Outcome = 'sent' | 'dropped' | 'failed' | 'postponed' | 'held-back'

async function deliver(running: Deps, row: OutboxRow): Promise<Outcome> {
  // What is told, and what is stored of it, is as of one moment.
  const at = running.now()
  const deps = { ...running, now: () => at }
  try {
    const morning = row.kind === 'offer' ? await offerMailDueAt(deps, row) : undefined
    if (morning) return await holdBack(deps, row, morning)
    const mail = await composeMail(deps, row)
    // Nobody is told any more what is not so any more.
    if (!mail || (await isToldAlready(deps, row))) return await settle(deps, row, 'dropped')
    const allowance = await takeAllowance(deps, row, mail.to)
    if (allowance === 'never') return await settle(deps, row, 'dropped', 'crowded-mailbox')
    if (allowance !== 'now') return await holdBack(deps, row, allowance.until)
    if (mail.prepare && !(await mail.prepare())) return await settle(deps, row, 'dropped')
    await sendInTime(deps, mail)
  } catch (error) {
    if (error instanceof MailRefused) return settle(deps, row, 'failed', error.code)
    return postpone(running, row, error)
  }
  return noteSent(deps, row)
}

/**
 * Whoever was signed up again while an earlier mail about it still waited is told by that one, which says what was entered
 * until it is composed.
 */
async function isToldAlready({ db }: Deps, { id, kind, registration_id, created_at }: OutboxRow): Promise<boolean> {
  if (kind !== 'already-registered') return false
  const leaseFromThen = new Date(Date.parse(created_at) + leaseMs).toISOString()
  const before = await db.reader
    .selectFrom('outbox')
    .select('id')
    .where('registration_id', '=', registration_id)
    .where('kind', '=', kind)
    .where('id', '<', id)
    .where(({ or, and, eb }) =>
      or([
        and([eb('outcome', 'is', null), or([eb('leased_until', 'is', null), eb('leased_until', '>=', leaseFromThen)])]),
        and([eb('outcome', '=', 'sent'), eb('sent_at', '>=', created_at)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return before !== undefined
}

/**
 * @throws an error with the code `ETIMEDOUT` when a mail server lets us wait too long; what was begun is broken off then
 */
async function sendInTime(deps: Deps, mail: Mail): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const breaking = new AbortController()
  const timer = setTimeout(() => {
    reject(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' }))
    breaking.abort()
  }, sendMs).unref()
  try {
    await Promise.race([deps.sendMail?.(mail, breaking.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

/** It has left, whatever the database says: trying it again would send it twice. */
async function noteSent(deps: Deps, row: OutboxRow): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    try {
      return await settle(deps, row, 'sent')
    } catch (error) {
      if (tries < noteTries) await delay(notePauseMs * 2 ** tries)
      else {
        deps.log.error({ mail: row.id, kind: row.kind, reason: reasonOf(error) }, 'a mail that has left is not noted')
        return 'sent'
      }
    }
  }
}

async function settle(
  deps: Deps,
  row: OutboxRow,
  outcome: Exclude<Outcome, 'postponed' | 'held-back'>,
  reason?: string,
) {
  await write(deps, row, { outcome, last_error: reason ?? null, sent_at: deps.now().toISOString() })
  if (outcome === 'failed') deps.log.warn({ mail: row.id, kind: row.kind, reason }, 'a mail was given up')
  return outcome
}

async function postpone(deps: Deps, row: OutboxRow, error: unknown): Promise<Outcome> {
  const reason = reasonOf(error)
  if (row.tries >= mostTries) return settle(deps, row, 'failed', reason)
  await write(deps, row, { due_at: nextTry(deps, row.tries), last_error: reason })
  return 'postponed'
}

/** Its turn comes when its recipient has been left in peace for long enough. That is no try. */
async function holdBack(deps: Deps, row: OutboxRow, until: string): Promise<Outcome> {
  await write(deps, row, { due_at: until, tries: row.tries - 1 })
  return 'held-back'
}

/** Only if nobody has taken it over meanwhile: the number of tries is that of ours. */
const write = (deps: Deps, row: OutboxRow, values: Partial<OutboxRow>) =>
  deps.db.transaction(async (tx) => {
    if (row.kind === 'offer') await startOfferClock(deps, tx, row, values.due_at ?? deps.now().toISOString())
    await tx
      .updateTable('outbox')
      .set({ ...values, leased_until: null })
      .where('id', '=', row.id)
      .where('tries', '=', row.tries)
      .execute()
  })
