import type { HistoryEvent } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { foldName } from '../../../core/people/person.ts'
import { reconfirmedSince } from '../../../core/registrations/reconfirmation.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import type { Scope } from '../../../platform/access/caller.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { PersonEventTable } from '../../../platform/db/tables/people/person-event.ts'
import { ProblemError } from '../../../platform/problem.ts'

const mostEmails = 200
const mostChanges = 200

/**
 * Returns what the database knows about a registration's past, the latest first. Of changes that an
 * earlier version made, only the latest is known, and the emails about them. Coordinators of an agency
 * see no emails: when one leaves, and if, also depends on what else goes to the mailbox.
 * @throws {ProblemError} `not-found`
 */
export async function readHistory(
  db: Kysely<Tables>,
  id: string,
  { agency }: Pick<Scope, 'agency'>,
): Promise<HistoryEvent[]> {
  const row = await db
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .selectAll('registration')
    .select('day_set_at')
    .where('registration.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new ProblemError('not-found')
  const statuses = await statusChanges(db, id)
  const agencies = await agencyChanges(db, row)
  const [added, done] = apart(await doneToThem(db, id))
  const events = [
    ...(agency === undefined ? await emails(db, row) : []),
    ...statuses,
    ...done,
    ...(await moves(db, row, added)),
    ...agencies,
    ...(await others(db, id)),
    ...ownEvents(row, row.moved_from === null ? added : {}).filter(isNotSaidBy([...statuses, ...agencies, ...done])),
  ]
  return events.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}

/** What the row says adds nothing to an event that says who did it. */
const isNotSaidBy =
  (events: readonly HistoryEvent[]) =>
  ({ kind, at }: HistoryEvent): boolean =>
    (kind !== 'changed' || events.every((one) => one.at !== at)) &&
    (kind !== 'checked-in' || events.every((one) => one.kind !== kind || one.at !== at))

/** Who made a registration, if it was not its person. */
type AddedBy = Omit<HistoryEvent, 'kind' | 'at'>

/** Returns who made the registration apart from what was done to it. */
function apart(done: DoneTo[]): [added: AddedBy, done: HistoryEvent[]] {
  const { kind: _, at: __, ...added } = done.find(({ kind }) => kind === 'added') ?? { kind: 'added', at: '' }
  return [added, done.flatMap(({ kind, ...event }) => (kind === 'added' ? [] : [{ kind, ...event }]))]
}

type DoneTo = Omit<HistoryEvent, 'kind'> & { kind: PersonEventTable['kind'] }

function ownEvents(row: Registration & { day_set_at: string | null }, added: AddedBy): HistoryEvent[] {
  const event = (kind: HistoryEvent['kind'], at: string | null): HistoryEvent[] => (at === null ? [] : [{ kind, at }])
  return [
    ...event('checked-in', row.checked_in_at),
    ...event('reconfirmed', reconfirmedSince(row.reconfirmed_at, row.day_set_at)),
    ...(row.changed_at === row.created_at ? [] : event('changed', row.changed_at)),
    ...event('proven', row.proven_at),
    { kind: 'registered', at: row.created_at, ...added },
  ]
}

async function statusChanges(db: Kysely<Tables>, id: string): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom('status_change')
    .leftJoin('auth_user', 'auth_user.id', 'account_id')
    .leftJoin('auth_key', 'auth_key.id', 'account_id')
    .select(['at', 'action', 'from_status', 'to_status', 'actor'])
    .select(({ fn }) => fn.coalesce('auth_user.name', 'auth_key.name').as('name'))
    .where('status_change.registration_id', '=', id)
    .orderBy('status_change.id', 'desc')
    .limit(mostChanges)
    .execute()
  return rows.map(({ at, action, from_status, to_status, actor, name }) => ({
    kind: 'status-changed',
    at,
    from: from_status,
    to: to_status,
    action,
    by: actor,
    ...(name === null ? {} : { name }),
  }))
}

/** What someone did to the registration besides its status. */
async function doneToThem(db: Kysely<Tables>, id: string): Promise<DoneTo[]> {
  const rows = await db
    .selectFrom('person_event')
    .leftJoin('auth_user', 'auth_user.id', 'account_id')
    .leftJoin('auth_key', 'auth_key.id', 'account_id')
    .select(['at', 'kind', 'actor', 'reason'])
    .select(({ fn }) => fn.coalesce('auth_user.name', 'auth_key.name').as('name'))
    .where('person_event.registration_id', '=', id)
    .orderBy('person_event.id', 'desc')
    .limit(mostChanges)
    .execute()
  return rows.map(({ at, kind, actor, reason, name }) => ({
    kind,
    at,
    by: actor,
    ...(reason === null ? {} : { reason }),
    ...(name === null ? {} : { name }),
  }))
}

/** What organizers merged the person's agency into, also if that was before they registered. */
async function agencyChanges(db: Kysely<Tables>, row: Registration): Promise<HistoryEvent[]> {
  const { id, agency, agency_typed, created_at } = row
  const changes = await db
    .selectFrom('agency_change')
    .leftJoin('auth_user', 'auth_user.id', 'account_id')
    .leftJoin('auth_key', 'auth_key.id', 'account_id')
    .select(['at', 'action', 'agency_from', 'agency_to'])
    .select(({ fn }) => fn.coalesce('auth_user.name', 'auth_key.name').as('name'))
    .where('agency_change.registration_id', '=', id)
    .orderBy('agency_change.id', 'desc')
    .limit(mostChanges)
    .execute()
  const isMerged = changes.some(({ action, agency_to }) => action === 'merge' && agency_to === agency)
  const atSignUp =
    agency_typed === null || isMerged
      ? []
      : [
          {
            at: created_at,
            action: 'merge',
            agency_from: agency_typed,
            agency_to: agency ?? '',
            name: await mergerOf(db, agency_typed),
          },
        ]
  return [...changes, ...atSignUp].map(({ at, action, agency_from, agency_to, name }) => ({
    kind: action === 'merge' ? 'agency-merged' : 'agency-split',
    at,
    agencyFrom: agency_from,
    agencyTo: agency_to,
    ...(name === null ? {} : { name }),
  }))
}

async function mergerOf(db: Kysely<Tables>, spelling: string): Promise<string | null> {
  const merger = await db
    .selectFrom('agency_alias')
    .innerJoin('agency_edit', 'agency_edit.id', 'agency_alias.edit_id')
    .leftJoin('auth_user', 'auth_user.id', 'account_id')
    .leftJoin('auth_key', 'auth_key.id', 'account_id')
    .select(({ fn }) => fn.coalesce('auth_user.name', 'auth_key.name').as('name'))
    .where('agency_alias.folded', '=', foldName(spelling))
    .executeTakeFirst()
  return merger?.name ?? null
}

/** The trainings that the person was moved from and to, and who moved them. */
async function moves(
  db: Kysely<Tables>,
  { id, moved_from, created_at }: Registration,
  added: AddedBy,
): Promise<HistoryEvent[]> {
  const rows = await db
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'registration.training_id')
    .select(['registration.id', 'training.slug', 'registration.created_at'])
    .where((eb) => eb.or([eb('moved_from', '=', id), eb('registration.id', '=', moved_from ?? '')]))
    .execute()
  const events: HistoryEvent[] = []
  for (const one of rows) {
    const isHere = one.id === moved_from
    const [by] = isHere ? [added] : apart(await doneToThem(db, one.id))
    const at = isHere ? created_at : one.created_at
    events.push({ kind: isHere ? 'moved-here' : 'moved-away', at, registration: one.id, training: one.slug, ...by })
  }
  return events
}

/**
 * The emails to the person or, if they have no address, to their coordinator: those that are about
 * them, and those about the whole group since they are in it.
 */
async function emails(
  db: Kysely<Tables>,
  { id, email, group_id, created_at: since }: Registration,
): Promise<HistoryEvent[]> {
  const latest = db
    .selectFrom('outbox')
    .select(['outbox.id', 'kind', 'outcome', 'sent_at', 'created_at'])
    .orderBy('outbox.id', 'desc')
    .limit(mostEmails)
  const own = await latest.where('outbox.registration_id', '=', id).execute()
  const named = await latest
    .innerJoin('outbox_person', 'outbox_id', 'outbox.id')
    .where('outbox_person.registration_id', '=', id)
    .execute()
  const ofGroup =
    email === null && group_id !== null
      ? await latest
          .where('group_id', '=', group_id)
          .where('created_at', '>=', since)
          .where(({ not, exists, selectFrom }) =>
            not(exists(selectFrom('outbox_person').select('outbox_id').whereRef('outbox_id', '=', 'outbox.id'))),
          )
          .execute()
      : []
  const rows = [...own, ...named, ...ofGroup]
    .toSorted((one, other) => (one.id < other.id ? 1 : -1))
    .slice(0, mostEmails)
  return rows.map(({ id: mail, kind, outcome, sent_at, created_at }) => ({
    kind: 'email',
    at: sent_at ?? created_at,
    email: kind,
    state: outcome ?? 'waiting',
    mail,
  }))
}

/** What others did: the same person who registered again, and the supervisors. */
async function others(db: Kysely<Tables>, id: string): Promise<HistoryEvent[]> {
  const duplicates = await db
    .selectFrom('duplicate')
    .select('created_at')
    .where('registration_id', '=', id)
    .orderBy('id', 'desc')
    .limit(mostEmails)
    .execute()
  const answered = await db
    .selectFrom('supervisor_request')
    .select(['answer', 'answered_at', 'duplicate_id'])
    .where('registration_id', '=', id)
    .where('answered_at', 'is not', null)
    .orderBy('answered_at', 'desc')
    .limit(mostEmails)
    .execute()
  return [
    ...duplicates.map(({ created_at }) => ({ kind: 'registered-again' as const, at: created_at })),
    ...answered.map(({ answer, answered_at, duplicate_id }) => ({
      kind: answer === 'yes' ? ('supervisor-yes' as const) : ('supervisor-no' as const),
      at: answered_at ?? '',
      ...(duplicate_id === null ? {} : { again: true as const }),
    })),
  ]
}
