import { setImmediate as pause } from 'node:timers/promises'
import type { AgencyList, AgencyMerge, AgencyMergeInput } from '@training-signup/contract'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { everything, isEverything, type Scope } from '../access/caller.ts'
import { peopleWithin, trainingsWithin } from '../access/within.ts'
import { listAgencyAccounts, moveAgencyAccounts } from '../accounts/agency-accounts.ts'
import type { Tx } from '../db/database.ts'
import type { Tables } from '../db/schema.ts'
import { pageOf } from '../http/paging.ts'
import { foldName } from '../people/person.ts'
import { ProblemError } from '../problem.ts'
import { finishMerges } from '../registrations/rename-agency.ts'
import type { System } from '../system.ts'
import { findAlike } from './alike-agencies.ts'
import { sortInPortions } from './sort-in-portions.ts'

/** How many people have a spelling, and the registration that has it last. */
interface Spelled {
  people: number
  lastId: string
  /** By the ids of trainings. */
  perTraining: Map<string, number>
}

const rowsAtOnce = 20_000
const spellingsAtOnce = 1_000
const idsAtOnce = 500

/**
 * Returns a page of the agencies that people typed, within a scope: first those that may be one,
 * next to each other, then the others by name. Counts the people of these only.
 * @throws {ProblemError} `invalid-input` for a cursor that names no agency
 */
export async function listAgencies(
  system: System,
  scope: Scope,
  query: { limit: number; cursor?: string | undefined },
): Promise<AgencyList> {
  const own = await readSpellings(system, scope)
  const agencies = await readMerged(system, scope, own)
  const all = await sortInPortions(new Set([...own, ...agencies.keys()]))
  const sets = await findAlike(all.filter((one) => own.has(one)))
  const setOf = new Map(sets.flatMap((set) => set.map((one) => [one, set] as const)))
  const others = all.filter((one) => !setOf.has(one))
  const { page, nextCursor } = pageOf([...setOf.keys(), ...others], query, (folded) => folded)
  const shown = new Set(page.flatMap((folded) => setOf.get(folded) ?? [folded]))
  const spelled = await countPeople(system, scope, [...shown])
  const names = await readNames(system, spelled)
  const nameOf = (folded: string) => names.get(folded) ?? agencies.get(folded)?.name ?? folded
  return {
    agencies: page.map((folded) => ({
      name: nameOf(folded),
      people: spelled.get(folded)?.people ?? 0,
      alike: (setOf.get(folded) ?? []).filter((one) => one !== folded).map(nameOf),
      merged: agencies.get(folded)?.merged ?? [],
    })),
    nextCursor,
  }
}

/**
 * Returns the folded spellings that people within a scope have. Looks into the index once for each.
 */
async function readSpellings({ db: { reader } }: System, scope: Scope): Promise<Set<string>> {
  const found = new Set<string>()
  for (const id of await readTrainings(reader, scope)) {
    const after = (last: RawBuilder<string>) =>
      reader
        .selectFrom('registration')
        .select(({ fn }) => fn.min('agency_folded').as('agency'))
        .where('training_id', '=', id)
        .where('agency_folded', '>', last)
        .where(peopleWithin(scope))
    let rows: { agency: string }[] = []
    do {
      const last = sql<string>`${rows.at(-1)?.agency ?? ''}`
      rows = (
        await sql<{ agency: string }>`with recursive found (agency) as (
          select ${after(last)} union all select ${after(sql`found.agency`)} from found where agency is not null
        ) select agency from found where agency is not null limit ${sql.lit(spellingsAtOnce)}`.execute(reader)
      ).rows
      for (const { agency } of rows) found.add(agency)
      await pause()
    } while (rows.length === spellingsAtOnce)
  }
  return found
}

const readTrainings = async (db: Kysely<Tables>, scope: Scope): Promise<string[]> =>
  (await db.selectFrom('training').select('id').where(trainingsWithin(scope)).execute()).map(({ id }) => id)

/**
 * Counts the people who have these spellings, some of a training at a time, so that other requests
 * go on.
 */
async function countPeople(
  { db: { reader } }: System,
  scope: Scope,
  spellings: readonly string[],
): Promise<Map<string, Spelled>> {
  const spelled = new Map<string, Spelled>()
  for (const id of await readTrainings(reader, scope)) {
    let left = spellings.toSorted()
    let after = ''
    while (left.length > 0) {
      // Those of the first spelling that are left, then the other spellings.
      const groups = await countSome(reader, scope, { id, spellings: after === '' ? left : left.slice(0, 1), after })
      for (const group of groups) addTo(spelled, id, group)
      const end = groups.at(-1)
      if (end && groups.reduce((sum, { people }) => sum + people, 0) === rowsAtOnce) {
        left = left.slice(left.indexOf(end.agency))
        after = end.lastId
      } else {
        left = after === '' ? [] : left.slice(1)
        after = ''
      }
      await pause()
    }
  }
  return spelled
}

interface Group {
  agency: string
  people: number
  lastId: string
}

/** Counts some people of a training, by spelling and id. */
async function countSome(
  db: Kysely<Tables>,
  scope: Scope,
  { id, spellings, after }: { id: string; spellings: readonly string[]; after: string },
): Promise<Group[]> {
  const some = db
    .selectFrom('registration')
    .select(['agency_folded', 'id'])
    .where('training_id', '=', id)
    .where('agency_folded', 'in', spellings)
    .where('id', '>', after)
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
  return groups.map((one) => ({ agency: one.agency_folded ?? '', people: Number(one.people), lastId: one.last_id }))
}

function addTo(spelled: Map<string, Spelled>, id: string, { agency, people, lastId }: Group) {
  const one = spelled.get(agency) ?? { people: 0, lastId: '', perTraining: new Map<string, number>() }
  one.people += people
  if (lastId > one.lastId) one.lastId = lastId
  one.perTraining.set(id, (one.perTraining.get(id) ?? 0) + people)
  spelled.set(agency, one)
}

/** Returns how the last person of each agency typed it. */
async function readNames({ db: { reader } }: System, spelled: Map<string, Spelled>): Promise<Map<string, string>> {
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

interface MergedAgency {
  name: string
  /** The spellings that were merged into it. */
  merged: string[]
}

/** Returns the agencies into which spellings were merged, also those that no one has any more. */
async function readMerged({ db: { reader } }: System, scope: Scope, own: ReadonlySet<string>) {
  const rows = await reader.selectFrom('agency_alias').selectAll().orderBy('folded').execute()
  const agencies = new Map<string, MergedAgency>()
  for (const { spelling, agency, agency_folded } of rows) {
    // Someone who reaches a part of the people learns no other agency's name.
    if (!own.has(agency_folded) && !isEverything(scope)) continue
    const { merged } = agencies.get(agency_folded) ?? { merged: [] }
    agencies.set(agency_folded, { name: agency, merged: [...merged, spelling] })
  }
  return agencies
}

/**
 * Returns what a merge would change. It concerns every training, so the caller must reach all of
 * them.
 */
export async function previewMerge(system: System, { spellings, name }: AgencyMergeInput): Promise<AgencyMerge> {
  const folded = foldedOf({ spellings, name })
  const spelled = await countPeople(system, everything, folded)
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
 * @param seen - The ids of the accounts and keys that the caller knows to reach more people then;
 * left out, all of them
 * @throws {ProblemError} `precondition-failed` if another one would
 */
export async function mergeAgencies(
  system: System,
  input: AgencyMergeInput,
  seen?: readonly string[],
): Promise<AgencyMerge> {
  const preview = await previewMerge(system, input)
  if (seen && preview.access.some(({ id }) => !seen.includes(id))) throw new ProblemError('precondition-failed')
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
 * Lets merged spellings count as what they are for people who type them from now on. Those who were
 * merged stay.
 * @throws {ProblemError} `not-found` if none of them was merged
 */
export async function splitAgency({ db }: Pick<System, 'db'>, spellings: readonly string[]): Promise<void> {
  const { numDeletedRows } = await db.transaction((tx) =>
    tx.deleteFrom('agency_alias').where('folded', 'in', spellings.map(foldName)).executeTakeFirst(),
  )
  if (numDeletedRows === 0n) throw new ProblemError('not-found')
}
