import type { AuditEntry } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import type { AuditFilter } from '../audit/list-audit.ts'
import type { Tables } from '../db/schema.ts'
import { filterBy } from '../registrations/query.ts'

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
}

/** Looks up the names of accounts, keys, and people in entries. None of them is stored there. */
export async function readAuditNames(db: Kysely<Tables>, entries: readonly AuditEntry[]): Promise<AuditNames> {
  const idsOf = (kind: AuditEntry['caller']['kind']) => [
    '',
    ...new Set(entries.filter(({ caller }) => caller.kind === kind).map(({ caller }) => caller.id)),
  ]
  const accounts = await db.selectFrom('auth_user').select(['id', 'name']).where('id', 'in', idsOf('person')).execute()
  const keys = await db.selectFrom('auth_key').select(['id', 'name']).where('id', 'in', idsOf('key')).execute()
  const objects = entries.flatMap(({ object }) => (object?.kind === 'registration' ? [object.id] : []))
  const people = await db
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'reference'])
    .where('id', 'in', ['', ...new Set(objects)])
    .execute()
  return {
    callers: new Map([...accounts, ...keys].map(({ id, name }) => [id, name])),
    people: new Map(
      people.map(({ id, given_name, family_name, reference }) => [
        id,
        { name: `${given_name} ${family_name}`, reference },
      ]),
    ),
  }
}
