import type { Tx } from '../db/database.ts'
import type { RegistrationTable } from '../db/schema.ts'
import type { Parts } from '../deps.ts'
import { type MailKind, mailRow } from './outbox.ts'

/** Somebody of a training to whom something has happened. */
export type Told = Pick<RegistrationTable, 'id' | 'training_id' | 'lang' | 'email' | 'group_id'>

interface News {
  kind: MailKind
  now: string
  /** From when on it may leave. */
  dueAt: string
}

/**
 * Writes down mails to people of one training. Those of a group who have no address of their own are told together, by one
 * mail to whoever signed them up, also when it happens to one after another before that mail has left. Who came alone and
 * gave no address is told nothing.
 */
export async function tellPeople(parts: Parts, tx: Tx, people: readonly Told[], news: News): Promise<void> {
  const reached = people.filter(({ email }) => email !== null)
  const rows = reached.map(({ id, training_id, lang }) => ({
    ...mailRow(parts, news.kind, { training_id, lang, registration_id: id }, news.now),
    due_at: news.dueAt,
  }))
  if (rows.length > 0) await tx.insertInto('outbox').values(rows).execute()
  const others = people.filter(({ email }) => email === null)
  for (const [groupId, members] of Map.groupBy(others, ({ group_id }) => group_id))
    if (groupId !== null) await tellCoordinator(parts, tx, groupId, members, news)
}

async function tellCoordinator(parts: Parts, tx: Tx, groupId: string, members: Told[], news: News): Promise<void> {
  const outbox_id = (await takeWaiting(tx, groupId, news)) ?? (await insertMail(parts, tx, groupId, members, news))
  await tx
    .insertInto('outbox_person')
    .values(members.map(({ id }) => ({ outbox_id, registration_id: id })))
    .onConflict((conflict) => conflict.columns(['outbox_id', 'registration_id']).doNothing())
    .execute()
}

/**
 * The mail of this kind to a coordinator that has not been tried yet, if there is one. Its row is locked, so that nobody
 * sends it before it is complete.
 */
async function takeWaiting(tx: Tx, groupId: string, { kind, now, dueAt }: News): Promise<string | undefined> {
  const isUntouched = { outcome: null, leased_until: null, attempts: 0 }
  const taken = await tx
    .updateTable('outbox')
    .set(({ ref }) => ({ attempts: ref('attempts') }))
    .where('id', 'in', (query) =>
      query
        .selectFrom('outbox')
        .select('id')
        .where(({ and }) => and({ group_id: groupId, kind, ...isUntouched }))
        .where('due_at', dueAt <= now ? '<=' : '=', dueAt)
        .orderBy('id')
        .limit(1),
    )
    .where(({ and }) => and(isUntouched))
    .returning('id')
    .executeTakeFirst()
  return taken?.id
}

async function insertMail(parts: Parts, tx: Tx, groupId: string, members: Told[], news: News): Promise<string> {
  const { training_id, lang } = members[0] as Told
  const row = mailRow(parts, news.kind, { training_id, lang, group_id: groupId }, news.now)
  await tx
    .insertInto('outbox')
    .values({ ...row, due_at: news.dueAt })
    .execute()
  return row.id
}
