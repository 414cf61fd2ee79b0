import type { Language } from '@training-signup/contract'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { isUntouched, namePeople, takeWaiting } from './gather.ts'
import { mailRow, queueMails } from './outbox.ts'

/** Later changes within this time share the email, like those of a decision about many people. */
const gatherMs = 60_000

/** A coordinator of an agency who registered some people, and still sees them. */
export interface AgencyCoordinator {
  account: string
  name: string
  lang: Language
  training: string
  people: string[]
  /** When the latest of them was registered. */
  since: string
}

/**
 * Returns who hears of changes to these registrations, until their training is over or called off:
 * the coordinators of agencies who made them, or those in whose place they come.
 */
export async function findAgencyCoordinators(
  { now }: Pick<System, 'now'>,
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<AgencyCoordinator[]> {
  if (ids.length === 0) return []
  const made = await whoMade(db, ids)
    .where('training.status', '!=', 'cancelled')
    .where('ends_at', '>', now().toISOString())
    .execute()
  return byAccount(made)
}

/** Returns who hears what becomes of the training of these registrations. */
export const findToldOfNews = async (db: Kysely<Tables>, ids: Ids): Promise<AgencyCoordinator[]> =>
  byAccount(await whoMade(db, ids).execute())

/** Puts together the people that each coordinator registered and still sees. */
function byAccount(made: readonly Made[]): AgencyCoordinator[] {
  const seen = made.filter(
    ({ trainings, training_id }) => trainings === null || (JSON.parse(trainings) as string[]).includes(training_id),
  )
  return [...Map.groupBy(seen, ({ account, training_id }) => `${account} ${training_id}`).values()].map((theirs) => {
    const [{ account, name, lang, training_id: training }] = theirs as [Made]
    const people = [...new Set(theirs.map(({ id }) => id))]
    const since = theirs.reduce((latest, { created_at }) => (created_at > latest ? created_at : latest), '')
    return { account, name, lang, training, people, since }
  })
}

type Ids = readonly string[] | SelectQueryBuilder<Tables, 'registration', { id: string }>
type Made = Awaited<ReturnType<ReturnType<typeof whoMade>['execute']>>[number]

const whoMade = (db: Kysely<Tables>, ids: Ids) =>
  db
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .innerJoin(
      ({ selectFrom }) =>
        selectFrom('person_event')
          .select(['registration_id', 'account_id'])
          .where('kind', '=', 'added')
          .where('registration_id', 'in', ids)
          .union(
            selectFrom('told_coordinator')
              .select(['registration_id', 'account_id'])
              .where('registration_id', 'in', ids),
          )
          .as('made'),
      (join) => join.onRef('made.registration_id', '=', 'registration.id'),
    )
    .innerJoin('auth_user', 'auth_user.id', 'made.account_id')
    .select(['registration.id', 'registration.created_at', 'training_id', 'auth_user.id as account'])
    .select(['auth_user.name', 'auth_user.lang', 'auth_user.trainings'])
    .where('auth_user.role', '=', 'agency')
    .whereRef('auth_user.agency_folded', '=', 'registration.agency_folded')
    .orderBy('registration.id')

/**
 * Has the coordinators who hear of changes to one registration go on to hear of the one that takes
 * its place, or to which its person was moved.
 */
export async function keepCoordinators(tx: Tx, before: string, id: string): Promise<void> {
  const made = await whoMade(tx, [before]).execute()
  const accounts = [...new Set(made.map(({ account }) => account))]
  if (accounts.length === 0) return
  await tx
    .insertInto('told_coordinator')
    .values(accounts.map((account_id) => ({ registration_id: id, account_id })))
    .onConflict((conflict) => conflict.columns(['registration_id', 'account_id']).doNothing())
    .execute()
}

/**
 * Adds emails to those coordinators whose people an organizer changed: one to each, which also
 * takes in later changes until it is sent.
 */
export async function notifyAgencyCoordinators(
  system: System,
  tx: Tx,
  people: readonly { id: string }[],
): Promise<void> {
  const ids = people.map(({ id }) => id)
  const now = system.now()
  for (const coordinator of await findAgencyCoordinators(system, tx, ids)) {
    const { account: account_id, training: training_id } = coordinator
    const mail = { kind: 'people-changed', account_id, training_id } as const
    const waiting = await takeWaiting(tx, (mails) => mails.where(({ and }) => and(mail)))
    const outbox_id = waiting ?? (await insertMail(system, tx, coordinator, { kind: 'people-changed' }, now))
    await namePeople(tx, outbox_id, coordinator.people)
  }
}

/**
 * Adds emails to the coordinators of agencies who registered some of these people that say what has
 * become of the training: one to each, which also takes in the rest of their people.
 * @param knownTo when and where someone who registered then believes that the training takes place;
 * undefined if it was called off, or takes place after all
 */
export async function notifyOfNews(
  system: System,
  tx: Tx,
  people: readonly { id: string }[],
  knownTo: ((since: string) => string) | undefined,
): Promise<void> {
  if (people.length === 0) return
  const now = system.now()
  const ids = people.map(({ id }) => id)
  for (const coordinator of await findToldOfNews(tx, ids)) {
    const { account: account_id, training: training_id } = coordinator
    const mail = { kind: 'agency-news', account_id, training_id } as const
    const waiting = await takeWaiting(tx, (mails) => mails.where(({ and }) => and(mail)))
    if (waiting !== undefined && !knownTo)
      await tx.updateTable('outbox').set({ known_schedule: null }).where('id', '=', waiting).execute()
    const about = { kind: 'agency-news', known_schedule: knownTo?.(coordinator.since) ?? null } as const
    const outbox_id = waiting ?? (await insertMail(system, tx, coordinator, about, now))
    await namePeople(tx, outbox_id, coordinator.people)
  }
}

/** Has the coordinators who will hear that someone is replaced also hear who comes instead. */
export async function nameReplacement(tx: Tx, replacedId: string, id: string): Promise<void> {
  const mails = await tx
    .selectFrom('outbox_person')
    .innerJoin('outbox', 'outbox.id', 'outbox_id')
    .select('outbox.id')
    .where('outbox_person.registration_id', '=', replacedId)
    .where('kind', '=', 'people-changed')
    .where(({ and }) => and(isUntouched))
    .execute()
  for (const mail of mails) await namePeople(tx, mail.id, [id])
}

async function insertMail(
  system: System,
  tx: Tx,
  { account, training, lang }: AgencyCoordinator,
  { kind, known_schedule = null }: { kind: 'people-changed' | 'agency-news'; known_schedule?: string | null },
  now: Date,
): Promise<string> {
  const about = { training_id: training, lang, account_id: account, known_schedule }
  const row = mailRow(system, kind, about, now.toISOString())
  await queueMails(tx, [{ ...row, due_at: new Date(now.getTime() + gatherMs).toISOString() }])
  return row.id
}
