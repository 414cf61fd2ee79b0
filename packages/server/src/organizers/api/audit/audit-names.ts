import type { AuditEntry, LocalText } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { fullName } from '../../../core/people/person-columns.ts'
import { filterBy } from '../../../core/registrations/query.ts'
import { dayAfter, instantOf } from '../../../core/trainings/local-time.ts'
import type { AuditFilter } from '../../../platform/audit/list-audit.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { readTrainingNames, type TrainingNames } from '../trainings/training-names.ts'

/** How many registrations a search in the log is about at most. */
const mostFound = 500

export interface AuditSearch extends AuditFilter {
  /** A reference, or the beginning of a name or an address. */
  person?: string | undefined
  /** A day like `2027-01-10`. */
  day?: string | undefined
  /** Where it is that day; omitted: UTC. */
  timeZone?: string | undefined
}

/**
 * Returns a filter with the ids of the people that are searched for now. The log has only ids, and
 * never what was typed to search it.
 */
export async function findInAudit(
  db: Kysely<Tables>,
  { person, day, timeZone = 'UTC', ...others }: AuditSearch,
): Promise<AuditFilter> {
  const filter = day === undefined ? others : { ...others, ...instantsOf(day, timeZone) }
  if (person === undefined) return filter
  const found = await filterBy(db, { q: person }, undefined).clearSelect().select('id').limit(mostFound).execute()
  return { ...filter, people: found.map(({ id }) => id) }
}

/** A day of 23 or 25 hours, too. */
const instantsOf = (day: string, timeZone: string) => ({
  from: instantOf(`${day}T00:00`, timeZone),
  until: instantOf(dayAfter(`${day}T00:00`, 1), timeZone),
})

/** What entries name, as it is called now. What is gone has no name any more. */
export interface AuditNames {
  callers: ReadonlyMap<string, string>
  people: ReadonlyMap<string, { name: string; reference: string; training: string }>
  trainings: TrainingNames
  partners: ReadonlyMap<string, string>
  messages: ReadonlyMap<string, { subject: LocalText; training: string }>
  /** The spellings of agencies that were merged, and into what; null: that a merge of them ended. */
  agencies: ReadonlyMap<string, { spellings: string[]; agency: string | null }>
}

/** Looks up what entries name. None of it is stored there. */
export async function readAuditNames(db: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<AuditNames> {
  const callersOf = (kind: AuditEntry['caller']['kind']) =>
    entries.flatMap(({ caller }) => (caller.kind === kind ? [caller.id] : []))
  const objectsOf = (kind: string) => entries.flatMap(({ object }) => (object?.kind === kind ? [object.id] : []))
  // Accounts and keys are objects like any others, with ids that nothing else has.
  const others = objectsOf('object')
  const tapped = entries.flatMap(({ filters: { tappedBy } }) => (typeof tappedBy === 'string' ? [tappedBy] : []))
  const accounts = await namedIn(db, 'auth_user', [...callersOf('person'), ...others, ...tapped])
  const keys = await namedIn(db, 'auth_key', [...callersOf('key'), ...others])
  const people = await readPeople(db, objectsOf('registration'))
  const messages = await readMessages(db, objectsOf('message'))
  const named = entries.flatMap(({ filters: { training } }) => (typeof training === 'string' ? [training] : []))
  const slugs = [...objectsOf('training'), ...named, ...[...people, ...messages].map(([, { training }]) => training)]
  return {
    callers: new Map([...accounts, ...keys].map(({ id, name }) => [id, name])),
    people,
    messages,
    trainings: await readTrainingNames(db, slugs),
    partners: await readPartners(db, objectsOf('partner')),
    agencies: await readAgencyEdits(db, objectsOf('agency-edit')),
  }
}

const some = (ids: readonly string[]) => ['', ...new Set(ids)]

const namedIn = (db: Kysely<Tables>, table: 'auth_user' | 'auth_key', ids: readonly string[]) =>
  db.selectFrom(table).select(['id', 'name']).where('id', 'in', some(ids)).execute()

async function readPeople(db: Kysely<Tables>, ids: readonly string[]) {
  const rows = await db
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'training_id')
    .select(['registration.id', 'given_name', 'family_name', 'reference', 'slug'])
    .where('registration.id', 'in', some(ids))
    .execute()
  return new Map(
    rows.map(({ id, given_name, family_name, reference, slug: training }) => [
      id,
      { name: fullName(given_name, family_name), reference, training },
    ]),
  )
}

async function readMessages(db: Kysely<Tables>, ids: readonly string[]) {
  const rows = await db
    .selectFrom('message')
    .innerJoin('training', 'training.id', 'training_id')
    .select(['message.id', 'subject', 'slug'])
    .where('message.id', 'in', some(ids))
    .execute()
  return new Map(
    rows.map(({ id, subject, slug: training }) => [id, { subject: JSON.parse(subject) as LocalText, training }]),
  )
}

async function readPartners(db: Kysely<Tables>, slugs: readonly string[]) {
  const rows = await db.selectFrom('partner').select(['slug', 'name']).where('slug', 'in', some(slugs)).execute()
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

async function readAgencyEdits(db: Kysely<Tables>, ids: readonly string[]) {
  const edits = db.selectFrom('agency_edit').select(['id', 'agency', 'spellings'])
  const rows = await edits.where('id', 'in', some(ids)).execute()
  return new Map(
    rows.map(({ id, agency, spellings }) => [id, { agency, spellings: JSON.parse(spellings) as string[] }]),
  )
}
