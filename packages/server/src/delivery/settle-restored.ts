import { settleUnsent } from '../core/outbox/revise.ts'
import { startOfferClock } from '../core/seats/offer-clock.ts'
import type { Tx } from '../platform/db/database.ts'
import type { OutboxTable } from '../platform/db/tables/mails/outbox.ts'
import type { System } from '../platform/system.ts'

type Done = Pick<OutboxTable, 'outcome' | 'sent_at' | 'last_error'>

/**
 * What the database before knew about what has left since the backup. Undefined where it cannot be
 * read: then all that was due counts as left.
 */
export interface Before {
  mail: (id: string) => Done | undefined
  delivery: (id: string) => { outcome: 'delivered' | 'failed' | null } | undefined
  hasEvents: (id: string) => boolean
  message: (id: string) => { state: 'draft' | 'sending' | 'sent'; sent_to: string | null } | undefined
  reminded: (training: string, kind: string) => { starts_at: string; reminded_to: string; is_done: 0 | 1 } | undefined
  /** Emails that were queued and sent after the backup. */
  leftMails: { id: string; kind: string; subject: string }[]
}

/** Sees to it that nothing leaves again that left after the backup was made. */
export async function settleRestored(system: System, tx: Tx, before: Before | undefined): Promise<void> {
  await settleMails(system, tx, before)
  await settleWebhooks(system, tx, before)
  await settleMessages(system, tx, before)
  await settleReminders(system, tx, before)
  const now = system.now().toISOString()
  await tx.updateTable('training').set({ digested_until: now }).where('status', '=', 'published').execute()
  for (const mail of before?.leftMails ?? []) await tx.insertInto('left_mail').values(mail).execute()
}

async function settleMails(system: System, tx: Tx, before: Before | undefined): Promise<void> {
  const now = system.now().toISOString()
  const unknown = (due: string): Done | undefined =>
    due <= now ? { outcome: 'dropped', sent_at: now, last_error: 'restored' } : undefined
  const waiting = await tx.selectFrom('outbox').selectAll().where('outcome', 'is', null).orderBy('id').execute()
  for (const mail of waiting) {
    const done = before ? (before.mail(mail.id) ?? unknown('')) : unknown(mail.due_at)
    if (!done || done.outcome === null) continue
    if (mail.kind === 'offer') await startOfferClock(system, tx, mail, done.sent_at ?? now)
    await settleUnsent(tx, mail.id, done)
  }
}

async function settleWebhooks(system: System, tx: Tx, before: Before | undefined): Promise<void> {
  const now = system.now().toISOString()
  const waiting = await tx
    .selectFrom('webhook_delivery')
    .select(['id', 'due_at'])
    .where('outcome', 'is', null)
    .execute()
  for (const { id, due_at } of waiting) {
    const outcome = before ? (before.delivery(id) ?? { outcome: 'failed' as const }).outcome : due_at <= now && 'failed'
    if (!outcome) continue
    const last_error = outcome === 'failed' ? 'restored' : null
    await tx.updateTable('webhook_delivery').set({ outcome, last_error, done_at: now }).where('id', '=', id).execute()
  }
  const events = await tx.selectFrom('webhook_event').select('id').execute()
  for (const { id } of events)
    if (!before?.hasEvents(id)) await tx.deleteFrom('webhook_event').where('id', '=', id).execute()
}

async function settleMessages(system: System, tx: Tx, before: Before | undefined): Promise<void> {
  const now = system.now().toISOString()
  const messages = await tx.selectFrom('message').select(['id', 'state']).where('state', '!=', 'sent').execute()
  for (const { id, state } of messages) {
    const unknown = state === 'sending' ? { state: 'sent' as const, sent_to: null } : undefined
    const done = before ? before.message(id) : unknown
    if (!done || done.state === 'draft') continue
    const finished_at = done.state === 'sent' ? now : null
    await tx
      .updateTable('message')
      .set(({ fn, val }) => ({ ...done, started_at: fn.coalesce('started_at', val(now)), finished_at }))
      .where('id', '=', id)
      .execute()
  }
}

async function settleReminders(system: System, tx: Tx, before: Before | undefined): Promise<void> {
  const trainings = await tx
    .selectFrom('training')
    .select(['id', 'starts_at'])
    .where('status', '=', 'published')
    .execute()
  for (const { id: training_id, starts_at } of trainings)
    for (const { kind, isDue } of remindersOf(starts_at, system.now())) {
      const unknown = isDue ? { starts_at, reminded_to: '', is_done: 1 as const } : undefined
      const progress = before ? before.reminded(training_id, kind) : unknown
      if (progress?.starts_at !== starts_at) continue
      await tx
        .insertInto('reminded')
        .values({ training_id, kind, ...progress })
        .onConflict((conflict) => conflict.columns(['training_id', 'kind']).doUpdateSet(progress))
        .execute()
    }
}

const hourMs = 60 * 60_000

const remindersOf = (startsAt: string, now: Date) =>
  [['still-coming', 72] as const, ['reminder', 24] as const].map(([kind, hours]) => ({
    kind,
    isDue: Date.parse(startsAt) - hours * hourMs <= now.getTime(),
  }))
