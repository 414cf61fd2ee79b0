import type { Kysely } from 'kysely'
import type { Tables } from '../../../platform/db/schema.ts'

/** Returns the names of registered people by id, or the reference of those without one. */
export async function readNames(reader: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const people = await reader
    .selectFrom('registration')
    .select(['id', 'given_name', 'family_name', 'reference'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(people.map((one) => [one.id, `${one.given_name} ${one.family_name}`.trim() || one.reference]))
}
