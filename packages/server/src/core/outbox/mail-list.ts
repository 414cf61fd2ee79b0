import { type MailEntry, type MailState, type MailTotals, mailStates } from '@training-signup/contract'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import { cutPage } from '../../platform/http/api/paging.ts'
import type { System } from '../../platform/system.ts'
import type { MailKind, OutboxRow } from './outbox.ts'

type Mails = SelectQueryBuilder<Tables, 'outbox', object>
export type Narrow = (mails: Mails) => Mails

interface MailPage {
  state?: MailState | undefined
  limit: number
  /** The last id of the previous page. */
  cursor?: string | undefined
}

/**
 * Reads one page of the mails that `narrow` selects. Each state has its own index, so that all
 * pages cost the same.
 */
export async function readMails(
  { db }: Pick<System, 'db'>,
  { state, limit, cursor }: MailPage,
  narrow: Narrow,
): Promise<{ mails: MailEntry[]; nextCursor: string | null }> {
  const pages = await Promise.all(
    (state ? [state] : mailStates).map((one) => {
      const mails = ofState(narrow(db.reader.selectFrom('outbox')), one)
      return (cursor === undefined ? mails : mails.where('outbox.id', '<', cursor))
        .innerJoin('training', 'training.id', 'outbox.training_id')
        .leftJoin('registration', 'registration.id', 'outbox.registration_id')
        .leftJoin('registration_group', (join) =>
          join.on(({ eb, fn, ref }) =>
            eb('registration_group.id', '=', fn.coalesce(ref('outbox.group_id'), ref('registration.group_id'))),
          ),
        )
        .select(['training.slug', 'registration.email', 'registration_group.coordinator_email'])
        .selectAll('outbox')
        .orderBy('outbox.id', 'desc')
        .limit(limit + 1)
        .execute()
    }),
  )
  const found = pages.flat().toSorted((one, other) => (one.id < other.id ? 1 : -1))
  const { page, nextCursor } = cutPage(found, limit)
  return { mails: page.map(present), nextCursor }
}

type FoundMail = OutboxRow & { slug: string; email: string | null; coordinator_email: string | null }

const present = (row: FoundMail): MailEntry => ({
  id: row.id,
  kind: row.kind,
  training: row.slug,
  registration: row.registration_id,
  address: row.outcome === 'failed' ? addressIn(row) : null,
  state: row.outcome ?? 'waiting',
  dueAt: row.due_at,
  attempts: row.tries,
  lastError: row.last_error,
  doneAt: row.sent_at,
  createdAt: row.created_at,
})

/** Kinds that someone else reads than the person, or their coordinator: a failed one does not show the person's address. */
export const readElsewhere: ReadonlySet<string> = new Set<MailKind>([
  'supervisor',
  'seat-passed',
  'address-left',
  'digest',
  'people-changed',
  'agency-news',
])

/** Returns where an email about someone went, so that a slip can be seen; null if it went elsewhere. */
const addressIn = ({
  kind,
  email,
  coordinator_email,
}: {
  kind: string
  email: string | null
  coordinator_email: string | null
}) => (readElsewhere.has(kind) ? null : email || coordinator_email || null)

const ofState = (mails: Mails, state: MailState): Mails =>
  state === 'waiting' ? mails.where('outbox.outcome', 'is', null) : mails.where('outbox.outcome', '=', state)

/** The mails about a training, created after an instant, that a limit held back. */
export const heldMails = (reader: Kysely<Tables>, trainingId: string, since: string): Mails =>
  reader
    .selectFrom('outbox')
    .where('training_id', '=', trainingId)
    .where('held_for', 'is not', null)
    .where('created_at', '>', since)

/** Where all emails are counted, a state with more of them than this has so many and more. */
export const mostCounted = 1000

/**
 * Counts the emails of all trainings in each state, as far as `mostCounted` and one more. Each count
 * reads no more of the index of states, however many have been sent.
 */
export async function countSome({ db }: Pick<System, 'db'>): Promise<MailTotals> {
  const counts = mailStates.map(async (state) => {
    const some = ofState(db.reader.selectFrom('outbox'), state)
      .select('outbox.id')
      .limit(mostCounted + 1)
    const { count } = await db.reader
      .selectFrom(some.as('some'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return [state, count] as const
  })
  return Object.fromEntries(await Promise.all(counts)) as MailTotals
}

export async function countMails({ db }: { db: { reader: Kysely<Tables> } }, narrow: Narrow): Promise<MailTotals> {
  const rows = await narrow(db.reader.selectFrom('outbox'))
    .select(['outbox.outcome', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('outbox.outcome')
    .execute()
  const totals: MailTotals = { waiting: 0, sent: 0, failed: 0, dropped: 0 }
  for (const { outcome, count } of rows) totals[outcome ?? 'waiting'] = count
  return totals
}
