import type { Selectable } from 'kysely'
import type { OutboxTable } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { composeMail } from './compose.ts'
import { MailRefused } from './mail.ts'

export type OutboxRow = Selectable<OutboxTable>

const together = 5
const leaseMs = 5 * 60_000
const firstPauseMs = 60_000
const longestPauseMs = 6 * 60 * 60_000
// With these pauses the last try is three days after the first.
const mostTries = 21

/**
 * Sends what is due, until nothing is. Any number of processes may do so at once: whoever takes a mail has it for a
 * while, and for longer than a mail server may take to answer. Where one dies at it, another takes over.
 */
export async function deliverMails(deps: Deps): Promise<void> {
  if (!deps.sendMail) return
  for (;;) {
    const rows = await takeDue(deps)
    if (rows.length === 0) return
    const outcomes = await Promise.all(rows.map((row) => deliver(deps, row)))
    // The way out is closed: what is left is no better tried now.
    if (outcomes.every((outcome) => outcome === 'postponed') || deps.isStopping()) return
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
        attempts: eb('attempts', '+', 1),
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

type Outcome = 'sent' | 'dropped' | 'failed' | 'postponed'

async function deliver(deps: Deps, row: OutboxRow): Promise<Outcome> {
  try {
    const mail = await composeMail(deps, row)
    // Nobody is told any more what is not so any more.
    if (!mail) return await settle(deps, row, 'dropped')
    await deps.sendMail?.(mail)
    return await settle(deps, row, 'sent')
  } catch (error) {
    if (error instanceof MailRefused) return settle(deps, row, 'failed', error.code)
    return postpone(deps, row, error)
  }
}

async function settle(deps: Deps, row: OutboxRow, outcome: Exclude<Outcome, 'postponed'>, reason?: string) {
  await write(deps, row, { outcome, last_error: reason ?? null, sent_at: deps.now().toISOString() })
  if (outcome === 'failed') deps.log.warn({ mail: row.id, kind: row.kind, reason }, 'a mail was given up')
  return outcome
}

async function postpone(deps: Deps, row: OutboxRow, error: unknown): Promise<Outcome> {
  const reason = reasonOf(error)
  if (row.attempts >= mostTries) return settle(deps, row, 'failed', reason)
  await write(deps, row, { due_at: nextTry(deps.now(), row.attempts), last_error: reason })
  return 'postponed'
}

/** Only if nobody has taken it over meanwhile: the number of tries is that of ours. */
const write = (deps: Deps, row: OutboxRow, values: Partial<OutboxRow>) =>
  deps.db.transaction((tx) =>
    tx
      .updateTable('outbox')
      .set({ ...values, leased_until: null })
      .where('id', '=', row.id)
      .where('attempts', '=', row.attempts)
      .execute(),
  )

/** Later after each try; jitter keeps those that failed together from coming back together. */
export function nextTry(now: Date, attempts: number): string {
  const pauseMs = Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs)
  return new Date(now.getTime() + pauseMs * (0.9 + Math.random() * 0.2)).toISOString()
}

// Messages of mail servers quote addresses, so only codes are kept.
function reasonOf(error: unknown): string {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  return String(responseCode ?? code ?? (error instanceof Error ? error.name : 'unknown'))
}
