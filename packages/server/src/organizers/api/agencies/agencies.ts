import { setImmediate as pause } from 'node:timers/promises'
import type { AgencyList } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { isEverything, type Scope } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { pageOf } from '../../../platform/http/api/paging.ts'
import type { System } from '../../../platform/system.ts'
import { findAlike } from './alike-agencies.ts'
import { readSpellings, type Spellings } from './read-spellings.ts'
import { sortInPortions } from './sort-in-portions.ts'

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
  const all = await sortInPortions(new Set([...own.keys(), ...agencies.keys()]))
  const sets = await findAlike(all.filter((one) => own.has(one)))
  const setOf = new Map(sets.flatMap((set) => set.map((one) => [one, set] as const)))
  const others = all.filter((one) => !setOf.has(one))
  const { page, nextCursor } = pageOf([...setOf.keys(), ...others], query, (folded) => folded)
  const shown = new Set(page.flatMap((folded) => setOf.get(folded) ?? [folded]))
  const spelled = await countPeople(system, scope, own, [...shown])
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
 * Counts the people who have these spellings, some of a training at a time, so that other requests
 * go on.
 */
export async function countPeople(
  { db: { reader } }: System,
  scope: Scope,
  found: Spellings,
  spellings: readonly string[],
): Promise<Map<string, Spelled>> {
  const inTraining = new Map<string, string[]>()
  for (const one of spellings.toSorted())
    for (const id of found.get(one) ?? []) {
      const its = inTraining.get(id)
      if (its) its.push(one)
      else inTraining.set(id, [one])
    }
  const spelled = new Map<string, Spelled>()
  for (const [id, its] of inTraining) {
    let left = its
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
async function readMerged({ db: { reader } }: System, scope: Scope, own: Spellings) {
  const rows = await reader.selectFrom('agency_alias').selectAll().orderBy('folded').execute()
  // Someone who reaches a part of the people learns no other agency's name.
  const shown = isEverything(scope) ? rows : rows.filter((row) => own.has(row.agency_folded))
  const ofEach = Map.groupBy(shown, (row) => row.agency_folded)
  return new Map(
    [...ofEach].map(([folded, some]): [string, MergedAgency] => [
      folded,
      { name: some.at(-1)?.agency ?? '', merged: some.map(({ spelling }) => spelling) },
    ]),
  )
}
