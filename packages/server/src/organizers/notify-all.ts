import { registrationStatuses, type TrainingInput } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { type MailKind, mailRow, queueMails } from '../outbox/outbox.ts'
import type { LockedTraining } from '../registrations/locked-training.ts'
import { isActive } from '../registrations/transitions.ts'
import type { System } from '../system.ts'
import { takeKnownSchedules } from './known-schedule.ts'

export type News = Extract<MailKind, 'training-changed' | 'training-cancelled' | 'training-restored'>
const everyNews: News[] = ['training-changed', 'training-cancelled', 'training-restored']

/**
 * Notifies everyone with a seat or on the waiting list of a change to the training. People without
 * an address of their own get one email per group, through their coordinator. It replaces older
 * notices that have not been sent yet.
 */
export async function notifyAll(
  system: System,
  tx: Tx,
  training: LockedTraining,
  { kind, before }: { kind: News; before: TrainingInput },
): Promise<void> {
  const unsent = await tx
    .deleteFrom('outbox')
    .where('training_id', '=', training.id)
    .where('kind', 'in', everyNews)
    .where('outcome', 'is', null)
    // A leased one may have been composed before the change.
    .where('leased_until', 'is', null)
    .returning(['kind', 'registration_id', 'group_id', 'known_schedule'])
    .execute()
  // People who have not heard of the change before this one still know what was true before it.
  const existing = new Map(unsent.map((row) => [row.registration_id ?? row.group_id, row]))
  const knownTo = await takeKnownSchedules(tx, training.id, before)
  const now = system.now().toISOString()
  const recipients = await findRecipients(tx, training.id)
  const rows = recipients.map(({ since, ...recipient }) => {
    const replaced = existing.get(recipient.registration_id ?? recipient.group_id)
    const known_schedule = replaced?.known_schedule ?? JSON.stringify(knownTo({ ...recipient, since }))
    // They have not heard yet that it takes place after all.
    const isRestored = kind === 'training-changed' && replaced?.kind === 'training-restored'
    return mailRow(
      system,
      isRestored ? 'training-restored' : kind,
      { training_id: training.id, ...recipient, known_schedule },
      now,
    )
  })
  await queueMails(tx, rows)
}

/** Returns who is told of news of a training: one person or coordinator for each email. */
export async function findRecipients(db: Kysely<Tables>, trainingId: string) {
  const registrations = await db
    .selectFrom('registration')
    .select(['id', 'lang', 'status', 'email', 'group_id', 'created_at'])
    .where('training_id', '=', trainingId)
    .orderBy('id')
    .execute()
  const concerned = registrations.filter(({ status }) => isActive(status))
  const people = concerned
    .filter(({ email }) => email !== null)
    .map(({ id, lang, created_at: since }) => ({ registration_id: id, group_id: null, lang, since }))
  const groups = new Map(
    concerned
      .filter(({ email, group_id }) => email === null && group_id !== null)
      .map(({ group_id, lang, created_at: since }) => [group_id, { registration_id: null, group_id, lang, since }]),
  )
  return [...people, ...groups.values()]
}

/**
 * Counts who is told of news of a training, and returns the first of them, without reading everyone.
 */
export async function countReaders(db: Kysely<Tables>, trainingId: string) {
  const concerned = db
    .selectFrom('registration')
    .where('training_id', '=', trainingId)
    .where('status', 'in', registrationStatuses.filter(isActive))
  const people = concerned.where('email', 'is not', null)
  const members = concerned.where('email', 'is', null).where('group_id', 'is not', null)
  const own = await people.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()
  const groups = await members.select(({ fn }) => fn.count('group_id').distinct().as('count')).executeTakeFirstOrThrow()
  const person = await people.select(['id', 'lang']).orderBy('id').limit(1).executeTakeFirst()
  const member = person
    ? undefined
    : await members.select(['group_id', 'lang']).orderBy('id').limit(1).executeTakeFirst()
  const first = person
    ? { registration_id: person.id, group_id: null, lang: person.lang }
    : member && { registration_id: null, group_id: member.group_id, lang: member.lang }
  return { count: Number(own.count) + Number(groups.count), first }
}
