import type { Expression, ExpressionBuilder, Kysely } from 'kysely'
import type { Tables } from '../db/schema.ts'
import { foldName } from '../people/person.ts'
import { readReference } from '../people/reference.ts'

// The last code point: everything that starts with the prefix sorts before prefix + end.
const end = '\u{10FFFF}'

type Searched = 'registration' | 'registration_group' | 'duplicate' | 'agency_alias'

const startsWith =
  <T extends Searched>(column: keyof Tables[T] & string, prefix: string) =>
  (eb: ExpressionBuilder<Tables, T>): Expression<boolean> =>
    eb.and([
      eb(eb.ref(column as never), '>=', prefix as never),
      eb(eb.ref(column as never), '<', (prefix + end) as never),
    ]) as never

/**
 * Returns a query for the ids of registrations whose family name, email address or reference begins
 * with `q`, or whose group's or duplicate's reference does; within a training also those whose
 * agency or email domain does. Each part of the union uses its own index.
 */
export function idsMatching(db: Kysely<Tables>, q: string, trainingId: string | undefined) {
  const name = foldName(q)
  const reference = readReference(q)
  const registrations = db.selectFrom('registration').select('id')
  let ids = registrations.where(startsWith<'registration'>('email_canonical', q.trim().toLowerCase()))
  if (name !== '') ids = ids.union(registrations.where(startsWith<'registration'>('family_folded', name)))
  if (trainingId !== undefined) {
    const ofTraining = registrations.where('training_id', '=', trainingId)
    const domain = q.trim().toLowerCase().replace(/^@/, '')
    ids = ids.union(ofTraining.where(startsWith<'registration'>('email_domain', domain)))
    if (name !== '') {
      const merged = db.selectFrom('agency_alias').select('agency_folded')
      ids = ids
        .union(ofTraining.where(startsWith<'registration'>('agency_folded', name)))
        .union(ofTraining.where('agency_folded', 'in', merged.where(startsWith<'agency_alias'>('folded', name))))
    }
  }
  if (reference === undefined) return ids
  const groups = db
    .selectFrom('registration_group')
    .select('id')
    .where(startsWith<'registration_group'>('reference', reference))
  const duplicates = db.selectFrom('duplicate').select('registration_id as id')
  return ids
    .union(registrations.where(startsWith<'registration'>('reference', reference)))
    .union(registrations.where('group_id', 'in', groups))
    .union(duplicates.where(startsWith<'duplicate'>('reference', reference)))
    .union(duplicates.where('group_id', 'in', groups))
}
