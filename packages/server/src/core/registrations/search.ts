import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import { foldName } from '../people/person.ts'
import { readReference } from '../people/reference.ts'

// The last code point: everything that starts with the prefix sorts before prefix + end.
const end = '\u{10FFFF}'

type Searched = 'registration' | 'registration_group' | 'duplicate' | 'agency_alias'

const startsWith =
  <T extends Searched>(column: keyof Tables[T] & string, prefix: string) =>
  (eb: ExpressionBuilder<Tables, T>): Expression<SqlBool> =>
    eb.and([
      eb(eb.ref(column as never), '>=', prefix as never),
      eb(eb.ref(column as never), '<', (prefix + end) as never),
    ]) as never

/** One way in which people match what is searched for. */
export interface Branch {
  /** Their ids, by an index of the branch's own. */
  ids: SelectQueryBuilder<Tables, 'registration', { id: string }>
  /** The same as a condition on rows that are read in another order. */
  matches: Condition
  /** The same as a condition by an index, where a list by name has them next to each other. */
  inNameOrder?: Condition
}

type Condition = (eb: ExpressionBuilder<Tables, 'registration'>) => Expression<SqlBool>

type Column = 'email_canonical' | 'family_folded' | 'name_folded' | 'email_domain' | 'agency_folded'

// No index is of such expressions, so that none is used instead of the order.
const noIndex = (column: Column) => sql`${sql.ref(column)} || ''`
const matchesStart = (column: Column, prefix: string) => () =>
  sql<SqlBool>`(${noIndex(column)} >= ${prefix} and ${noIndex(column)} < ${prefix + end})`

/**
 * Returns the branches that can match very many people: those whose first name, last name, or email
 * address begins with `q`, or both names, as they are written or as “Last, First”; within a
 * training also those whose agency or email domain does.
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
  const ofTraining = trainingId === undefined ? registrations : registrations.where('training_id', '=', trainingId)
  const branch = (column: Column, prefix: string, from = registrations): Branch => {
    const byIndex = startsWith<'registration'>(column, prefix)
    return {
      ids: from.where(byIndex),
      matches: matchesStart(column, prefix),
      ...(column === 'family_folded' ? { inNameOrder: byIndex } : {}),
    }
  }
  const branches = [branch('email_canonical', address)]
  if (name !== '') {
    const turned = turnAround(q)
    branches.push(branch('family_folded', name))
    branches.push(branch('name_folded', turned ? `${turned.first} ${turned.last}` : name, ofTraining))
    if (turned) branches.push(lastAndFirst(registrations, turned))
  }
  if (trainingId === undefined) return branches
  branches.push(branch('email_domain', address.replace(/^@/, ''), ofTraining))
  if (name === '') return branches
  branches.push(branch('agency_folded', name, ofTraining))
  if (merged?.length === 0) return branches
  const agencies = merged ? sql<string>`(${sql.join(merged)})` : sql<string>`(${namesMerged(db, name)})`
  branches.push({
    ids: ofTraining.where('agency_folded', 'in', agencies),
    matches: () => sql`${noIndex('agency_folded')} in ${agencies}`,
  })
  return branches
}

interface Names {
  first: string
  last: string
}

/** Reads “Last, First”. */
function turnAround(q: string): Names | undefined {
  const [last = '', ...others] = q.split(/[,，]/)
  const names = { first: foldName(others.join(' ')), last: foldName(last) }
  return names.first === '' || names.last === '' ? undefined : names
}

/** Finds people by their whole last name and the beginning of their first name. */
function lastAndFirst(registrations: Branch['ids'], { first, last }: Names): Branch {
  const byIndex: Condition = (eb) =>
    eb.and([eb('family_folded', '=', last), startsWith<'registration'>('name_folded', first)(eb)])
  return {
    ids: registrations.where(byIndex),
    inNameOrder: byIndex,
    matches: (eb) =>
      eb.and([sql<SqlBool>`${noIndex('family_folded')} = ${last}`, matchesStart('name_folded', first)()]),
  }
}

/**
 * Returns the folded names of the agencies into which a spelling was merged that begins with `q`.
 */
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
 * Returns a query for the ids of the people in all branches, and of those whose own, group's, or
 * duplicate's reference begins with `q`. Each part of the union uses its own index.
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
