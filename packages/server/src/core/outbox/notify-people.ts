import type { Tx } from '../../platform/db/database.ts'
import type { Canceler } from '../../platform/db/tables/mails/outbox.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { System } from '../../platform/system.ts'
import { namePeople, takeWaiting } from './gather.ts'
import { type MailKind, mailRow, queueMails } from './outbox.ts'

/** A person of a training who gets a mail. */
export type Recipient = Pick<RegistrationTable, 'id' | 'training_id' | 'lang' | 'email' | 'group_id'>

/** What an organizer wrote to one person, to stand in the email about a decision. */
export interface Note {
  text: string
  /** The organizer's name; null if a program or the operator wrote it. */
  by: string | null
}

interface Notice {
  kind: MailKind
  now: string
  /** The earliest instant for sending it. */
  dueAt: string
  /** In an email about a canceled registration. */
  canceledBy?: Canceler | undefined
  /** In an email about a decision on one person. */
  note?: Note | undefined
}

/**
 * Adds mails to people of one training to the outbox. Group members without their own address share
 * one mail to their coordinator, which also takes in later changes until it is sent. A person who
 * came alone and gave no address gets no mail.
 */
export async function notifyPeople(
  system: System,
  tx: Tx,
  people: readonly Recipient[],
  notice: Notice,
): Promise<void> {
  const canceled_by = notice.canceledBy ?? null
  const note = notice.note ? JSON.stringify(notice.note) : null
  const reached = people.filter(({ email }) => email !== null)
  const rows = reached.map(({ id, training_id, lang }) => ({
    ...mailRow(system, notice.kind, { training_id, lang, registration_id: id, canceled_by }, notice.now),
    due_at: notice.dueAt,
    note,
  }))
  await queueMails(tx, rows)
  const others = people.filter(({ email }) => email === null)
  for (const [groupId, members] of Map.groupBy(others, ({ group_id }) => group_id))
    if (groupId !== null) await notifyCoordinator(system, tx, groupId, members, notice)
}

async function notifyCoordinator(
  system: System,
  tx: Tx,
  groupId: string,
  members: Recipient[],
  notice: Notice,
): Promise<void> {
  // What is written about one person stands in an email of its own.
  const waiting = notice.note ? undefined : await takeWaitingNotice(tx, groupId, notice)
  const outbox_id = waiting ?? (await insertMail(system, tx, groupId, members, notice))
  await namePeople(
    tx,
    outbox_id,
    members.map(({ id }) => id),
  )
}

/** Returns the waiting mail of this kind to a coordinator, due when this one would be. */
const takeWaitingNotice = (tx: Tx, group_id: string, { kind, now, dueAt, canceledBy }: Notice) =>
  takeWaiting(tx, (mails) =>
    mails
      .where(({ and }) => and({ group_id, kind, canceled_by: canceledBy ?? null, note: null }))
      .where('due_at', dueAt <= now ? '<=' : '=', dueAt),
  )

async function insertMail(
  system: System,
  tx: Tx,
  groupId: string,
  members: Recipient[],
  notice: Notice,
): Promise<string> {
  const { training_id, lang } = members[0] as Recipient
  const about = { training_id, lang, group_id: groupId, canceled_by: notice.canceledBy ?? null }
  const row = mailRow(system, notice.kind, about, notice.now)
  await queueMails(tx, [{ ...row, due_at: notice.dueAt, note: notice.note ? JSON.stringify(notice.note) : null }])
  return row.id
}
