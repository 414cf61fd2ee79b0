import type { AuditEntry } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { filterBy } from '../../core/registrations/query.ts'
import type { AuditFilter } from '../../platform/audit/list-audit.ts'
import type { Tables } from '../../platform/db/schema.ts'

/** How many registrations a search in the log is about at most. */
const mostFound = 500

export interface AuditSearch extends AuditFilter {
  /** A reference, or the beginning of a name or an address. */
  person?: string | undefined
}

/**
 * Returns a filter with the ids of the people that are searched for now. The log has only ids, and
 * never what was typed to search it.
 */
export async function findInAudit(db: Kysely<Tables>, { person, ...filter }: AuditSearch): Promise<AuditFilter> {
  if (person === undefined) return filter
  const found = await filterBy(db, { q: person }, undefined).clearSelect().select('id').limit(mostFound).execute()
  return { ...filter, objects: found.map(({ id }) => id) }
}

/** What entries name, as it is called now. What is gone has no name any more. */
export interface AuditNames {
  callers: ReadonlyMap<string, string>
  people: ReadonlyMap<string, { name: string; reference: string }>
  /** The spellings of agencies that were merged, and into what; null: that a merge of them ended. */
  agencies: ReadonlyMap<string, { spellings: string[]; agency: string | null }>
}

/** Looks up the names of accounts, keys, people, and agencies in entries. None of them is stored there. */
export async function readAuditNames(db: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<AuditNames> {
  const idsOf = (kind: AuditEntry['caller']['kind']) => [
    '',
    ...new Set(entries.filter(({ caller }) => caller.kind === kind).map(({ caller }) => caller.id)),
  ]
  const accounts = await db.selectFrom('auth_user').select(['id', 'name']).where('id', 'in', idsOf('person')).execute()
  const keys = await db.selectFrom('auth_key').select(['id', 'name']).where('id', 'in', idsOf('key')).execute()
  const objectsOf = (kind: string) => [
    '',
    ...new Set(entries.flatMap(({ object }) => (object?.kind === kind ? [object.id] : []))),
  ]
  const people = await db
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'reference'])
    .where('id', 'in', objectsOf('registration'))
    .execute()
  const edits = await db
    .selectFrom('agency_edit')
    .select(['id', 'agency', 'spellings'])
    .where('id', 'in', objectsOf('agency-edit'))
    .execute()
  return {
    callers: new Map([...accounts, ...keys].map(({ id, name }) => [id, name])),
    people: new Map(
      people.map(({ id, given_name, family_name, reference }) => [
        id,
        { name: `${given_name} ${family_name}`, reference },
      ]),
    ),
    agencies: new Map(
      edits.map(({ id, agency, spellings }) => [id, { agency, spellings: JSON.parse(spellings) as string[] }]),
    ),
  }
}
