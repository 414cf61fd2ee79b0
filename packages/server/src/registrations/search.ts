import { type Expression, type ExpressionBuilder, type Kysely, type SelectQueryBuilder, sql } from 'kysely'
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

/** One way in which people match what is searched for. */
export interface Branch {
  /** Their ids, by an index of the branch's own. */
  ids: SelectQueryBuilder<Tables, 'registration', { id: string }>
  /** The same as a condition on rows that are read in another order. */
  matches: (eb: ExpressionBuilder<Tables, 'registration'>) => Expression<boolean>
  /** The same as a condition by an index, where a list by name has them next to each other. */
  inNameOrder?: (eb: ExpressionBuilder<Tables, 'registration'>) => Expression<boolean>
}

/**
 * Returns the branches that can match very many people: a family name or an email address that
 * begins with `q`; within a training also an agency or an email domain that does.
 * @param merged what `readMergedNames` returns, so that the database need not guess how many people
 * these agencies have; by default it looks them up by itself
 */
export function branchesOf(
  db: Kysely<Tables>,
  q: string,
  trainingId: string | undefined,
  merged?: readonly string[],
): Branch[] {
  const name = foldName(q)
  const address = q.trim().toLowerCase()
  const registrations = db.selectFrom('registration').select('id')
  const branch = (
    column: 'email_canonical' | 'family_folded' | 'email_domain' | 'agency_folded',
    prefix: string,
    from = registrations,
  ): Branch => ({
    ids: from.where(startsWith<'registration'>(column, prefix)),
    // No index is of this expression, so that none is used instead of the order.
    matches: () => sql`(${sql.ref(column)} || '' >= ${prefix} and ${sql.ref(column)} || '' < ${prefix + end})`,
    ...(column === 'family_folded' ? { inNameOrder: startsWith<'registration'>(column, prefix) } : {}),
  })
  const branches = [branch('email_canonical', address)]
  if (name !== '') branches.push(branch('family_folded', name))
  if (trainingId === undefined) return branches
  const ofTraining = registrations.where('training_id', '=', trainingId)
  branches.push(branch('email_domain', address.replace(/^@/, ''), ofTraining))
  if (name === '') return branches
  branches.push(branch('agency_folded', name, ofTraining))
  if (merged?.length === 0) return branches
  const agencies = merged ? sql<string>`(${sql.join(merged)})` : sql<string>`(${namesMerged(db, name)})`
  branches.push({
    ids: ofTraining.where('agency_folded', 'in', agencies),
    matches: () => sql`agency_folded || '' in ${agencies}`,
  })
  return branches
}

/** Returns the folded names of the agencies into which a spelling was merged that begins with `q`. */
export async function readMergedNames(db: Kysely<Tables>, q: string): Promise<string[]> {
  const rows = await namesMerged(db, foldName(q)).execute()
  return rows.map((row) => row.agency_folded)
}

const namesMerged = (db: Kysely<Tables>, prefix: string) =>
  db.selectFrom('agency_alias').select('agency_folded').distinct().where(startsWith<'agency_alias'>('folded', prefix))

/** Shorter beginnings of a reference fit too many people to find anyone. */
const shortestReference = 3

/** Returns the ids of people whose own, group's, or duplicate's reference begins with `q`. */
function byReference(db: Kysely<Tables>, q: string) {
  const reference = readReference(q)
  if (reference === undefined || reference.length < shortestReference) return []
  const registrations = db.selectFrom('registration').select('id')
  const groups = db
    .selectFrom('registration_group')
    .select('id')
    .where(startsWith<'registration_group'>('reference', reference))
  const duplicates = db.selectFrom('duplicate').select('registration_id as id')
  return [
    registrations.where(startsWith<'registration'>('reference', reference)),
    registrations.where('group_id', 'in', groups),
    duplicates.where(startsWith<'duplicate'>('reference', reference)),
    duplicates.where('group_id', 'in', groups),
  ]
}

/**
 * Returns a query for the ids of registrations whose family name, email address or reference begins
 * with `q`, or whose group's or duplicate's reference does; within a training also those whose
 * agency or email domain does. Each part of the union uses its own index.
 * @param branches those of `branchesOf` to look in; by default all
 */
export function idsMatching(
  db: Kysely<Tables>,
  q: string,
  trainingId: string | undefined,
  branches = branchesOf(db, q, trainingId),
) {
  const [first, ...others] = [...branches.map(({ ids }) => ids), ...byReference(db, q)]
  return first && others.reduce((ids, next) => ids.union(next), first)
}
