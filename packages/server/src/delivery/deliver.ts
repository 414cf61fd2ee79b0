import { setTimeout as delay } from 'node:timers/promises'
import { settleAlert } from '../core/alerts/end-alert.ts'
import { settleFollowUp } from '../core/evaluation/follow-up.ts'
import { endLease, leaseMs, renewLease, takeDue } from '../core/outbox/lease.ts'
import { mostTries, nextTry, reasonOf } from '../core/outbox/next-try.ts'
import type { OutboxRow } from '../core/outbox/outbox.ts'
import { offerMailDueAt, startOfferClock } from '../core/seats/offer-clock.ts'
import { classify } from '../platform/db/failures.ts'
import { claimLine, logFailure } from '../platform/ops/log-failure.ts'
import { type Mail, MailRefused, mailsAtOnce, RelayFailed } from '../platform/outgoing-mail.ts'
import { isProblem } from '../platform/problem.ts'
import type { System } from '../platform/system.ts'
import { composeMail } from './compose/compose.ts'
import { releaseMail } from './limits/mail-rate-limit.ts'
import type { MailRelease } from './limits/mailbox-rate-limit.ts'

// After so many that were postponed in a row, more tries now would not help.
const mostPostponed = 3
const relayPauseMs = 60_000
const databasePauseMs = 5_000
export const renewMs = 30_000
const sendMs = 4 * 60_000
const recordTries = 6
const recordPauseMs = 100
const longestRecordPauseMs = 2_000

/**
 * Sends what is due with all runners of a process, and returns once all that they took is done
 * with.
 * @returns whether any email was processed
 */
export async function deliverMails(system: System): Promise<boolean> {
  const runs = await Promise.allSettled(Array.from({ length: mailsAtOnce }, () => runMails(system)))
  const failed = runs.find((run) => run.status === 'rejected')
  if (failed) throw failed.reason
  return runs.some((run) => run.status === 'fulfilled' && run.value)
}

/**
 * One runner: sends one due email after the other until none is left, or none gets out. Runners
 * need not know of each other, in one process or in several: each leases the email that it takes,
 * and renews the lease while it is on its way. So a slow recipient holds up one runner, and if a
 * process dies, another one takes over after the lease.
 * @returns whether any email was processed
 */
export async function runMails(system: System): Promise<boolean> {
  if (!system.sendMail) return false
  let isAnyDone = false
  let postponed = 0
  while (postponed < mostPostponed && !system.isStopping()) {
    const row = await takeDue(system)
    const outcome = row && (await deliver(system, row))
    if (!outcome || outcome === 'relay-failed') break
    if (outcome === 'postponed') postponed++
    else {
      isAnyDone = true
      postponed = 0
    }
  }
  return isAnyDone
}

type Outcome = 'sent' | 'dropped' | 'failed' | 'postponed' | 'held-back' | 'relay-failed'

async function deliver(running: System, row: OutboxRow): Promise<Outcome> {
  // One instant for the text of the email and for what is stored about it.
  const at = running.now()
  const system = { ...running, now: () => at }
  try {
    const mail = await prepare(system, row)
    if (typeof mail === 'string') return mail
    await sendLeased(running, row, mail)
  } catch (error) {
    if (error instanceof NotRead) return waitForDatabase(running, row)
    if (error instanceof MailRefused) return settle(system, row, 'failed', error.code)
    if (error instanceof RelayFailed) return waitForRelay(running, row, error)
    return postpone(running, row, error)
  }
  return recordSent(system, row)
}

/** The database did not say what belongs into an email. */
class NotRead extends Error {}

/**
 * Returns the email that is to leave now, or what was done instead.
 * @throws {NotRead} when the database can't be used now
 */
async function prepare(system: System, row: OutboxRow): Promise<Mail | Outcome> {
  try {
    const morning = row.kind === 'offer' ? await offerMailDueAt(system, row) : undefined
    if (morning) return await holdBack(system, row, morning)
    const mail = await composeMail(system, row)
    // Drop what is no longer true, or what an earlier email covers.
    if (!mail || (await isInEarlierMail(system, row))) return await settle(system, row, 'dropped')
    const release = await releaseMail(system, row, mail.to)
    if (release !== 'now') return await holdForLimit(system, row, release)
    if (mail.prepare && !(await mail.prepare())) return await settle(system, row, 'dropped')
    return mail
  } catch (error) {
    if (isOfDatabase(error)) throw new NotRead()
    throw error
  }
}

const isOfDatabase = (error: unknown): boolean =>
  isProblem(error, 'busy') || ['retry', 'unavailable'].includes(classify(error))

/**
 * Returns whether an earlier email about the same registration covers this sign-up: until it is
 * composed, that email includes everything that was entered.
 */
async function isInEarlierMail({ db }: System, { id, kind, registration_id, created_at }: OutboxRow): Promise<boolean> {
  if (kind !== 'already-registered') return false
  const before = await db.reader
    .selectFrom('outbox')
    .select('id')
    .where('registration_id', '=', registration_id)
    .where('kind', '=', kind)
    .where('id', '<', id)
    .where(({ or, and, eb }) =>
      or([
        and([eb('outcome', 'is', null), or([eb('leased_until', 'is', null), eb('taken_at', '>=', created_at)])]),
        and([eb('outcome', '=', 'sent'), eb('sent_at', '>=', created_at)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return before !== undefined
}

/** Sends an email, and renews its lease until it has left. */
async function sendLeased(running: System, row: OutboxRow, mail: Mail): Promise<void> {
  const renewing = setInterval(() => void keepLease(running, row), renewMs).unref()
  try {
    await sendInTime(running, mail)
  } finally {
    clearInterval(renewing)
  }
}

async function keepLease(running: System, row: OutboxRow): Promise<void> {
  try {
    await renewLease(running, row)
  } catch (error) {
    logFailure(running.log, error, { mail: row.id, kind: row.kind }, 'could not renew the lease of an email')
  }
}

/**
 * Sends an email, or aborts it after `sendMs`.
 * @throws an error with the code `ETIMEDOUT` if the mail server takes longer
 */
async function sendInTime(system: System, mail: Mail): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const breaking = new AbortController()
  const timer = setTimeout(() => {
    reject(Object.assign(new Error('too late'), { code: 'ETIMEDOUT' }))
    breaking.abort()
  }, sendMs).unref()
  try {
    await Promise.race([system.sendMail?.(mail, breaking.signal), late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Records that an email was sent: without the record it would be sent twice. While the database is gone, it is tried
 * until the lease has ended, so that a standby has the time to take over; a process that stops has seconds.
 */
async function recordSent(system: System, row: OutboxRow): Promise<Outcome> {
  const began = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await settle(system, row, 'sent')
    } catch (error) {
      const mayWait = isOfDatabase(error) && !system.isStopping() && performance.now() - began < leaseMs
      if (tries >= recordTries && !mayWait) {
        system.log.error(
          { mail: row.id, kind: row.kind, reason: reasonOf(error) },
          'an email was sent but could not be marked as sent',
        )
        return 'sent'
      }
      await delay(Math.min(longestRecordPauseMs, recordPauseMs * 2 ** tries))
    }
  }
}

async function settle(
  system: System,
  row: OutboxRow,
  outcome: Exclude<Outcome, 'postponed' | 'held-back' | 'relay-failed'>,
  reason?: string,
) {
  await write(system, row, { outcome, last_error: reason ?? null, sent_at: system.now().toISOString() })
  if (outcome === 'failed') system.log.warn({ mail: row.id, kind: row.kind, reason }, 'gave up on an email')
  return outcome
}

async function postpone(system: System, row: OutboxRow, error: unknown): Promise<Outcome> {
  const reason = reasonOf(error)
  if (row.tries >= mostTries) return settle(system, row, 'failed', reason)
  // Final, and not about the recipient: it is about this server.
  if (/^5\d\d$/.test(reason) && claimLine(system.log, 'refused'))
    system.log.warn({ reason }, 'the mail server refuses emails because of this server. Ask it with: mail test ADDRESS')
  await write(system, row, { due_at: nextTry(system, row.tries), last_error: reason })
  return 'postponed'
}

/** Has an email wait for the database. That says nothing about the email either. */
const waitForDatabase = (running: System, row: OutboxRow): Promise<Outcome> =>
  holdBack(running, row, new Date(running.now().getTime() + databasePauseMs).toISOString())

/**
 * Has an email wait for the mail server. That says nothing about the email, so it does not count as
 * a try, and the email is among the first when the server is back.
 */
async function waitForRelay(system: System, row: OutboxRow, { code }: RelayFailed): Promise<Outcome> {
  logRelay(system, code)
  const until = new Date(system.now().getTime() + relayPauseMs).toISOString()
  await holdBack(system, row, until, { last_error: code, waiting_since: row.waiting_since ?? row.due_at })
  return 'relay-failed'
}

/** Says once a minute what the mail server fails with. */
function logRelay({ log }: System, reason: string) {
  if (claimLine(log, 'mail server'))
    log.warn(
      { reason },
      'the mail server is not taking emails, so they stay in the queue. Check SMTP_URL and MAIL_FROM, and SMTP_TLS for ETLS or ESOCKET',
    )
}

async function holdForLimit(system: System, row: OutboxRow, release: Exclude<MailRelease, 'now'>): Promise<Outcome> {
  if ('never' in release) {
    await write(system, row, { held_for: release.never })
    return settle(system, row, 'dropped', release.never)
  }
  const { until, heldFor } = release
  return holdBack(system, row, until, { held_for: heldFor, last_error: heldFor })
}

/** Delays an email for rate limits or quiet hours. That does not count as a try. */
async function holdBack(
  system: System,
  row: OutboxRow,
  until: string,
  more: Partial<OutboxRow> = {},
): Promise<Outcome> {
  await write(system, row, { due_at: until, tries: row.tries - 1, ...more })
  return 'held-back'
}

/** Stores what came of an email, unless another process has taken it over. */
const write = (system: System, row: OutboxRow, values: Partial<OutboxRow>) =>
  system.db.transaction(async (tx) => {
    // Before the email, as everywhere: two transactions that lock them in two orders would collide.
    if (values.outcome) await settleAlert(system, tx, row, values.outcome)
    await settleFollowUp(system, tx, row, values.outcome)
    if (row.kind === 'offer') await startOfferClock(system, tx, row, values.due_at ?? system.now().toISOString())
    await endLease(tx, row, values)
  })
