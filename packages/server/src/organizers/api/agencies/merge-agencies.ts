import type { AgencyMerge, AgencyMergeInput } from '@training-signup/contract'
import type { Insertable, Kysely, Selectable } from 'kysely'
import { foldName } from '../../../core/people/person.ts'
import { everything } from '../../../platform/access/caller.ts'
import type { Tx } from '../../../platform/db/database.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import type { AgencyAliasTable, AgencyEditTable } from '../../../platform/db/tables/people/agency-alias.ts'
import { ProblemError } from '../../../platform/problem.ts'
import type { System } from '../../../platform/system.ts'
import { listAgencyAccounts, renameAgencyAccounts } from '../../accounts/agency-accounts.ts'
import { countPeople } from './agencies.ts'
import { finishAgencyEdits } from './finish-agency-edits.ts'
import { readSpellings } from './read-spellings.ts'

type Alias = Selectable<AgencyAliasTable>

/**
 * How an agency is shown depends on what was typed and on the aliases, and on nothing else: what
 * was typed stays in the row. So the end of a merge gives everyone back what they typed, or what
 * someone corrected it to, in whatever order merges end.
 */

/**
 * Returns what a merge would change. It concerns every training, so the caller must reach all of
 * them.
 */
export async function previewMerge(system: System, { spellings, name }: AgencyMergeInput): Promise<AgencyMerge> {
  const { db, now } = system
  const folded = await readConcerned(db.reader, { spellings, name })
  const spelled = await countPeople(system, everything, await readSpellings(system, everything), folded)
  const accounts = await listAgencyAccounts(db.reader, folded, now().toISOString())
  const perTraining = (agencies: readonly string[]) =>
    agencies.flatMap((one) => [...(spelled.get(one)?.perTraining ?? [])])
  const countIn = (agencies: readonly string[], trainings: string[] | null) =>
    perTraining(agencies)
      .filter(([id]) => trainings === null || trainings.includes(id))
      .reduce((sum, [, people]) => sum + people, 0)
  return {
    name,
    people: countIn(folded, null),
    trainings: new Set(perTraining(folded).map(([id]) => id)).size,
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

/**
 * Returns the folded names whose people a merge concerns. A spelling that counts as another agency
 * stands for all of it.
 */
async function readConcerned(db: Kysely<Tables>, { spellings, name }: AgencyMergeInput): Promise<string[]> {
  const given = [...new Set([name, ...spellings].map(foldName))]
  const rows = await db.selectFrom('agency_alias').select('agency_folded').where('folded', 'in', given).execute()
  return [...new Set([...given, ...rows.map((row) => row.agency_folded)])]
}

/**
 * Merges spellings of an agency into one: everyone who has one of them gets the name, and so does
 * everyone who types one of them later. Accounts that reach one of them reach the agency, so that
 * they go on seeing the same people. Returns once all are renamed, or the process stops; a job
 * continues it then.
 * @param seen - The ids of the accounts and keys that the caller knows to reach more people then;
 * left out, all of them
 * @param id - The id of the edit that it is
 * @throws {ProblemError} `precondition-failed` if another one would
 */
export async function mergeAgencies(
  system: System,
  input: AgencyMergeInput,
  { seen, id = system.newId() }: { seen?: readonly string[]; id?: string } = {},
): Promise<AgencyMerge> {
  const preview = await previewMerge(system, input)
  if (seen && preview.access.some((one) => !seen.includes(one.id))) throw new ProblemError('precondition-failed')
  const to = { agency: input.name, agency_folded: foldName(input.name) }
  await system.db.transaction(async (tx) => {
    const shown = await readConcerned(tx, input)
    const spelled = new Map([...input.spellings, input.name].map((spelling) => [foldName(spelling), spelling]))
    const before = await tx
      .selectFrom('agency_alias')
      .selectAll()
      // What was merged into one of them before follows.
      .where(({ eb, or }) => or([eb('folded', 'in', [...spelled.keys()]), eb('agency_folded', 'in', shown)]))
      .execute()
    const at = system.now().toISOString()
    const followers = before.map(({ folded, spelling }) => [folded, spelling] as const)
    for (const [folded, spelling] of new Map([...followers, ...spelled]))
      await writeAlias(tx, { folded, spelling, ...to, edit_id: id, created_at: at })
    const edit = { id, at, agency: input.name, spellings: [...spelled.values()], before, shown }
    await storeEdit(system, tx, edit)
  })
  await finishAgencyEdits(system)
  return preview
}

const writeAlias = async (tx: Tx, { folded, ...others }: Insertable<AgencyAliasTable>) => {
  const alias = tx.insertInto('agency_alias').values({ folded, ...others })
  await alias.onConflict((conflict) => conflict.column('folded').doUpdateSet(others)).execute()
}

type NewEdit = Pick<AgencyEditTable, 'id' | 'at' | 'agency'> & {
  spellings: readonly string[]
  before: readonly Alias[]
  shown: readonly string[]
}

/** Returns what a merge or its end was about; undefined if it is not known any more. */
export async function readAgencyEdit(db: Kysely<Tables>, id: string) {
  const edit = await db
    .selectFrom('agency_edit')
    .select(['agency', 'spellings'])
    .where('id', '=', id)
    .executeTakeFirst()
  return edit && { agency: edit.agency, spellings: JSON.parse(edit.spellings) as string[] }
}

const mostListed = 5

/** Returns the latest merges that can be undone, the last one first, and who made them. */
export async function listMerges(db: Kysely<Tables>) {
  const rows = await db
    .selectFrom('agency_edit')
    .leftJoin('auth_user', 'auth_user.id', 'account_id')
    .leftJoin('auth_key', 'auth_key.id', 'account_id')
    .select(['agency_edit.id', 'at', 'agency_edit.agency', 'spellings'])
    .select(({ fn }) => fn.coalesce('auth_user.name', 'auth_key.name').as('name'))
    .where('agency_edit.agency', 'is not', null)
    .where('agency_edit.id', 'in', db.selectFrom('agency_alias').select('edit_id').where('edit_id', 'is not', null))
    .orderBy('agency_edit.id', 'desc')
    .limit(mostListed)
    .execute()
  return rows.map(({ spellings, ...row }) => ({ ...row, spellings: JSON.parse(spellings) as string[] }))
}

/** Accounts follow in the same moment, so that they go on seeing people while these are renamed. */
async function storeEdit({ actor }: System, tx: Tx, { spellings, before, shown, ...edit }: NewEdit): Promise<void> {
  await tx
    .insertInto('agency_edit')
    .values({
      ...edit,
      account_id: actor?.account ?? null,
      spellings: JSON.stringify(spellings),
      before: JSON.stringify(before),
      shown: JSON.stringify(shown),
      finished_at: null,
    })
    .execute()
  await renameAgencyAccounts(tx, shown)
}

/**
 * Lets merged spellings count as what they are: everyone who typed one of them has it again, and so
 * has everyone who types it from now on. Returns how many people have another name.
 * @throws {ProblemError} `not-found` if none of them was merged
 */
export const splitAgency = (system: System, spellings: readonly string[], id = system.newId()): Promise<number> =>
  endAliases(system, id, async (tx) => {
    const gone = await tx
      .deleteFrom('agency_alias')
      .where('folded', 'in', spellings.map(foldName))
      .returningAll()
      .execute()
    return { gone, spellings: gone.map(({ spelling }) => spelling) }
  })

/**
 * Undoes a merge: what was merged before counts as it did before. Returns how many people have
 * another name.
 * @throws {ProblemError} `not-found` if it was undone already, or another merge took its place
 */
export const undoMerge = (system: System, mergeId: string, id = system.newId()): Promise<number> =>
  endAliases(system, id, async (tx) => {
    const gone = await tx.deleteFrom('agency_alias').where('edit_id', '=', mergeId).returningAll().execute()
    const merge = await tx.selectFrom('agency_edit').selectAll().where('id', '=', mergeId).executeTakeFirst()
    const isGone = new Set(gone.map(({ folded }) => folded))
    for (const alias of JSON.parse(merge?.before ?? '[]') as Alias[])
      if (isGone.has(alias.folded)) await writeAlias(tx, alias)
    return { gone, spellings: JSON.parse(merge?.spellings ?? '[]') as string[] }
  })

async function endAliases(
  system: System,
  id: string,
  end: (tx: Tx) => Promise<{ gone: readonly Alias[]; spellings: readonly string[] }>,
): Promise<number> {
  await system.db.transaction(async (tx) => {
    const { gone, spellings } = await end(tx)
    if (gone.length === 0) throw new ProblemError('not-found')
    const shown = [...new Set(gone.map((alias) => alias.agency_folded))]
    await storeEdit(system, tx, { id, at: system.now().toISOString(), agency: null, spellings, before: [], shown })
  })
  return (await finishAgencyEdits(system)).get(id) ?? 0
}
