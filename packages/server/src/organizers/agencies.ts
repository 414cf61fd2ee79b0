import { setImmediate as pause } from 'node:timers/promises'
import type { Agency, AgencyMerge, AgencyMergeInput } from '@training-signup/contract'
import { type Kysely, type SqlBool, sql } from 'kysely'
import { isEverything, type Scope } from '../access/caller.ts'
import { peopleWithin, trainingsWithin } from '../access/within.ts'
import { listAgencyAccounts, moveAgencyAccounts } from '../accounts/agency-accounts.ts'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { foldName } from '../people/person.ts'
import { ProblemError } from '../problem.ts'
import { finishMerges } from '../registrations/rename-agency.ts'
import type { System } from '../system.ts'
import { findAlike } from './alike-agencies.ts'

/** How many people have a spelling, and the registration that has it last. */
interface Spelled {
  people: number
  lastId: string
  /** By the ids of trainings. */
  perTraining: Map<string, number>
}

const rowsAtOnce = 20_000
const idsAtOnce = 500

/**
 * Returns the agencies that people typed, within a scope: first those that may be one, next to each
 * other, then the others by name.
 */
export async function listAgencies(system: System, scope: Scope): Promise<Agency[]> {
  const spelled = await countSpellings(system, scope)
  const names = await readSpellings(system, spelled)
  const merged = await readMerged(system, scope, names)
  const sets = await findAlike([...spelled.keys()])
  const agencyOf = (folded: string, alike: readonly string[] = []): Agency => ({
    name: names.get(folded) ?? folded,
    people: spelled.get(folded)?.people ?? 0,
    alike: alike.filter((one) => one !== folded).map((one) => names.get(one) ?? one),
    merged: merged.get(folded) ?? [],
  })
  const peopleIn = (set: readonly string[]) => set.reduce((sum, one) => sum + (spelled.get(one)?.people ?? 0), 0)
  const mostFirst = (one: string, other: string) => peopleIn([other]) - peopleIn([one]) || (one < other ? -1 : 1)
  const inSets = sets
    .map((set) => set.toSorted(mostFirst))
    .toSorted((one, other) => peopleIn(other) - peopleIn(one) || ((one[0] ?? '') < (other[0] ?? '') ? -1 : 1))
    .flatMap((set) => set.map((one) => agencyOf(one, set)))
  const known = new Set(sets.flat())
  const others = [...names.keys()].filter((folded) => !known.has(folded)).toSorted()
  return [...inSets, ...others.map((folded) => agencyOf(folded))]
}

/** Counts people by their agency, a part of a training at a time, so that other requests go on. */
async function countSpellings(
  { db: { reader } }: System,
  scope: Scope,
  only?: readonly string[],
): Promise<Map<string, Spelled>> {
  const spelled = new Map<string, Spelled>()
  const trainings = await reader.selectFrom('training').select('id').where(trainingsWithin(scope)).execute()
  for (const { id } of trainings)
    for (const one of only ?? [undefined]) {
      let last: Last | undefined = { agency: '', id: '' }
      while (last) {
        last = await countSome(reader, spelled, { id, scope, only: one, last })
        await pause()
      }
    }
  return spelled
}

/** The last person that was counted, by agency and id. */
interface Last {
  agency: string
  id: string
}

/** Counts some people of a training, and returns the last of them unless no one follows. */
async function countSome(
  db: Kysely<Tables>,
  spelled: Map<string, Spelled>,
  { id, scope, only, last }: { id: string; scope: Scope; only: string | undefined; last: Last },
): Promise<Last | undefined> {
  const some = db
    .selectFrom('registration')
    .select(['agency_folded', 'id'])
    .where('training_id', '=', id)
    .where(sql<SqlBool>`(agency_folded, id) > (${last.agency}, ${last.id})`)
    .$if(only !== undefined, (query) => query.where('agency_folded', '=', only ?? ''))
    .where(peopleWithin(scope))
    .orderBy('agency_folded')
    .orderBy('id')
    .limit(rowsAtOnce)
  const groups = await db
    .selectFrom(some.as('some'))
    .select(({ fn }) => ['agency_folded', fn.countAll().as('people'), fn.max('id').as('last_id')])
    .groupBy('agency_folded')
    .orderBy('agency_folded')
    .execute()
  for (const { agency_folded, people, last_id } of groups)
    addTo(spelled, agency_folded ?? '', { id, people: Number(people), lastId: last_id })
  const counted = groups.reduce((sum, { people }) => sum + Number(people), 0)
  const end = groups.at(-1)
  return counted === rowsAtOnce && end ? { agency: end.agency_folded ?? '', id: end.last_id } : undefined
}

function addTo(spelled: Map<string, Spelled>, folded: string, found: { id: string; people: number; lastId: string }) {
  const one = spelled.get(folded) ?? { people: 0, lastId: '', perTraining: new Map<string, number>() }
  one.people += found.people
  if (found.lastId > one.lastId) one.lastId = found.lastId
  one.perTraining.set(found.id, (one.perTraining.get(found.id) ?? 0) + found.people)
  spelled.set(folded, one)
}

/** Returns how the last person of each agency typed it. */
async function readSpellings({ db: { reader } }: System, spelled: Map<string, Spelled>): Promise<Map<string, string>> {
  const ids = [...spelled.values()].map(({ lastId }) => lastId)
  const names = new Map<string, string>()
  for (let start = 0; start < ids.length; start += idsAtOnce)
    for (const { agency, agency_folded } of await reader
      .selectFrom('registration')
      .select(['agency', 'agency_folded'])
      .where('id', 'in', ids.slice(start, start + idsAtOnce))
      .execute())
      names.set(agency_folded ?? '', agency ?? '')
  return names
}

/** Returns the spellings that were merged, by the agency. Adds agencies that no one has any more. */
async function readMerged(
  { db: { reader } }: System,
  scope: Scope,
  names: Map<string, string>,
): Promise<Map<string, string[]>> {
  const rows = await reader.selectFrom('agency_alias').selectAll().orderBy('folded').execute()
  const merged = new Map<string, string[]>()
  for (const { folded, spelling, agency, agency_folded } of rows) {
    if (folded === agency_folded) continue
    // Someone who reaches a part of the people learns no other agency's name.
    if (!names.has(agency_folded) && !isEverything(scope)) continue
    if (!names.has(agency_folded)) names.set(agency_folded, agency)
    merged.set(agency_folded, [...(merged.get(agency_folded) ?? []), spelling])
  }
  return merged
}

/** Returns what a merge would change. It concerns every training, so the caller must reach all of them. */
export async function previewMerge(system: System, { spellings, name }: AgencyMergeInput): Promise<AgencyMerge> {
  const folded = foldedOf({ spellings, name })
  const spelled = await countSpellings(system, { trainings: 'all' }, folded)
  const { db, now } = system
  const accounts = await listAgencyAccounts(db.reader, folded, now().toISOString())
  const countIn = (agencies: readonly string[], trainings: string[] | null) =>
    agencies
      .flatMap((one) => [...(spelled.get(one)?.perTraining ?? [])])
      .filter(([id]) => trainings === null || trainings.includes(id))
      .reduce((sum, [, people]) => sum + people, 0)
  return {
    name,
    people: countIn(folded, null),
    access: accounts.map(({ id, kind, name: own, agency, agencyFolded, trainings }) => ({
      kind,
      id,
      name: own,
      agency,
      before: countIn([agencyFolded], trainings),
      after: countIn(folded, trainings),
    })),
  }
}

const foldedOf = ({ spellings, name }: AgencyMergeInput) => [...new Set([name, ...spellings].map(foldName))]

/**
 * Merges spellings of an agency into one: everyone who has one of them gets the name, and so does
 * everyone who types one of them later. Accounts that reach one of them reach the agency, so that
 * they go on seeing the same people. Returns once all are renamed, or the process stops; a job
 * continues it then.
 */
export async function mergeAgencies(system: System, input: AgencyMergeInput): Promise<AgencyMerge> {
  const preview = await previewMerge(system, input)
  const to = { agency: input.name, agency_folded: foldName(input.name) }
  const folded = foldedOf(input)
  await system.db.transaction(async (tx) => {
    await addAliases(system, tx, input)
    // What was merged into one of them before follows.
    await tx
      .updateTable('agency_alias')
      .set({ ...to, merged_at: null, created_at: system.now().toISOString() })
      .where('agency_folded', 'in', folded)
      .execute()
    await moveAgencyAccounts(tx, folded, to)
  })
  await finishMerges(system)
  return preview
}

async function addAliases({ now }: System, tx: Tx, { spellings, name }: AgencyMergeInput): Promise<void> {
  const to = { agency: name, agency_folded: foldName(name) }
  const created_at = now().toISOString()
  const rows = [...new Map([...spellings, name].map((spelling) => [foldName(spelling), spelling]))]
  for (const [folded, spelling] of rows)
    await tx
      .insertInto('agency_alias')
      .values({ folded, spelling, ...to, merged_at: null, created_at })
      .onConflict((conflict) => conflict.column('folded').doUpdateSet({ ...to, spelling, merged_at: null, created_at }))
      .execute()
}

/**
 * Lets a merged spelling count as an agency of its own for people who type it from now on. Those
 * who were merged stay.
 * @throws {ProblemError} `not-found`
 */
export async function splitAgency({ db }: Pick<System, 'db'>, spelling: string): Promise<void> {
  const { numDeletedRows } = await db.transaction((tx) =>
    tx.deleteFrom('agency_alias').where('folded', '=', foldName(spelling)).executeTakeFirst(),
  )
  if (numDeletedRows === 0n) throw new ProblemError('not-found')
}
