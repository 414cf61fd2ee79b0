import type { Deps } from '../deps.ts'
import type { Query } from './list-registrations.ts'
import { foldName } from './person.ts'
import { readReference } from './reference.ts'
import type { Registration } from './status.ts'

/**
 * Registrations whose family name, e-mail address or reference begins with `q`, or that an attempt with that
 * reference has met, the newest first. Each way of finding goes along its own index.
 */
export async function searchFor(deps: Deps, filtered: Query, q: string, limit: number): Promise<Registration[]> {
  const name = foldName(q)
  const reference = readReference(q)
  const ways = [
    ...(name === '' ? [] : [startingWith(filtered, 'family_folded', name)]),
    startingWith(filtered, 'email_canonical', q.trim().toLowerCase()),
    ...(reference === undefined
      ? []
      : [startingWith(filtered, 'reference', reference), await metBy(deps, filtered, reference)]),
  ]
  const found = await Promise.all(ways.map((way) => way.limit(limit).execute()))
  const byId = new Map(found.flat().map((row) => [row.id, row]))
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? 1 : -1)).slice(0, limit)
}

// The last code point: whatever goes on after the prefix comes before it in byte order.
const end = '\u{10FFFF}'

const startingWith = (query: Query, column: 'family_folded' | 'email_canonical' | 'reference', prefix: string): Query =>
  query.where(column, '>=', prefix).where(column, '<', prefix + end)

async function metBy(deps: Deps, query: Query, reference: string): Promise<Query> {
  const attempts = await deps.db.reader
    .selectFrom('attempt')
    .select('registration_id')
    .where('reference', '>=', reference)
    .where('reference', '<', reference + end)
    .limit(50)
    .execute()
  return query.where('id', 'in', ['', ...attempts.map((attempt) => attempt.registration_id)])
}
