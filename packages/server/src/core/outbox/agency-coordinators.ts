import type { Language } from '@training-signup/contract'
import type { Kysely } from 'kysely'
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
}

/**
 * Returns who hears of changes to these registrations: the coordinators of agencies who made them,
 * also those of people who were moved here, until their training is over or called off.
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
  const seen = made.filter(
    ({ trainings, training_id }) => trainings === null || (JSON.parse(trainings) as string[]).includes(training_id),
  )
  return [...Map.groupBy(seen, ({ account, training_id }) => `${account} ${training_id}`).values()].map((theirs) => {
    const [{ account, name, lang, training_id: training }] = theirs as [(typeof theirs)[number]]
    return { account, name, lang, training, people: [...new Set(theirs.map(({ id }) => id))] }
  })
}

const whoMade = (db: Kysely<Tables>, ids: readonly string[]) =>
  db
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .innerJoin('person_event', (join) =>
      join.on(({ or, eb, ref }) =>
        or([
          eb('person_event.registration_id', '=', ref('registration.id')),
          eb('person_event.registration_id', '=', ref('registration.moved_from')),
        ]),
      ),
    )
    .innerJoin('auth_user', 'auth_user.id', 'person_event.account_id')
    .select(['registration.id', 'training_id', 'auth_user.id as account'])
    .select(['auth_user.name', 'auth_user.lang', 'auth_user.trainings'])
    .where('registration.id', 'in', ids)
    .where('channel', '=', 'coordinator')
    .where('person_event.kind', '=', 'added')
    .where('auth_user.role', '=', 'agency')
    .whereRef('auth_user.agency_folded', '=', 'registration.agency_folded')
    .orderBy('registration.id')

/**
 * Adds emails to those coordinators whose people an organizer changed: one to each, which also
 * takes in later changes until it is sent.
 */
export async function notifyAgencyCoordinators(
  system: System,
  tx: Tx,
  people: readonly { id: string; channel: string }[],
): Promise<void> {
  const ids = people.filter(({ channel }) => channel === 'coordinator').map(({ id }) => id)
  const now = system.now()
  for (const coordinator of await findAgencyCoordinators(system, tx, ids)) {
    const { account: account_id, training: training_id } = coordinator
    const mail = { kind: 'people-changed', account_id, training_id } as const
    const waiting = await takeWaiting(tx, (mails) => mails.where(({ and }) => and(mail)))
    const outbox_id = waiting ?? (await insertMail(system, tx, coordinator, now))
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
  now: Date,
): Promise<string> {
  const about = { training_id: training, lang, account_id: account }
  const row = mailRow(system, 'people-changed', about, now.toISOString())
  await queueMails(tx, [{ ...row, due_at: new Date(now.getTime() + gatherMs).toISOString() }])
  return row.id
}
