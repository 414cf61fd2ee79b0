import type { Insertable, Kysely, Updateable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { SearchWordTable } from '../../platform/db/tables/people/search-word.ts'
import { type SignedUpBy, searchWords, start } from './search-words.ts'

/** What the ledger writes to `search_word`, by which people are found. */

type Worded = Pick<Insertable<RegistrationTable>, 'id' | 'family_folded' | 'words'>

/** Returns the rows of registrations: all words but the one that the last name begins with. */
export const wordRows = (registrations: readonly Worded[]): SearchWordTable[] =>
  registrations.flatMap((one) => {
    const family = start(one.family_folded)
    return pairsOf(one).filter(({ word }) => word !== family)
  })

const pairsOf = ({ id, words = '' }: Pick<Worded, 'id' | 'words'>): SearchWordTable[] =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ word, registration_id: id }))

const findable = ['given_name', 'family_name', 'email', 'phone', 'agency'] as const

/** Returns whether a change is about what people are found by. */
export const changesWords = (change: Updateable<RegistrationTable>): boolean =>
  findable.some((column) => column in change)

/** Returns a registration with its words. */
export const withWords = <Row extends Insertable<RegistrationTable>>(row: Row, group: SignedUpBy | undefined) => {
  const { email = null, phone = null, agency = null, ...rest } = row
  return { ...row, words: searchWords({ ...rest, email, phone, agency }, group) }
}

/**
 * Deletes the rows of registrations, by what was stored with them: how words are made can change. Each
 * one by itself, because SQLite reads pairs by their words alone: for `org`, the rows of everyone.
 */
export async function deleteWords(tx: Tx, registrations: readonly Pick<Worded, 'id' | 'words'>[]): Promise<void> {
  for (const one of registrations) {
    const words = pairsOf(one).map(({ word }) => word)
    if (words.length > 0)
      await tx.deleteFrom('search_word').where('registration_id', '=', one.id).where('word', 'in', words).execute()
  }
}

/**
 * Replaces the rows of registrations after what they are found by has changed. Returns their words, for
 * the ledger to write.
 */
export async function replaceWordRows(tx: Tx, ids: readonly string[]) {
  const rows = await tx.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const groups = await readGroups(
    tx,
    rows.flatMap(({ group_id }) => group_id ?? []),
  )
  await deleteWords(tx, rows)
  const replaced = rows.map((row) => ({ ...row, ...withWords(row, groups.get(row.group_id ?? '')) }))
  const added = wordRows(replaced)
  if (added.length > 0) await tx.insertInto('search_word').values(added).execute()
  return replaced
}

/** Returns who signed up the members of groups, by the groups' ids. */
export async function readGroups(db: Kysely<Tables>, ids: readonly string[]): Promise<Map<string, SignedUpBy>> {
  if (ids.length === 0) return new Map()
  const groups = await db
    .selectFrom('registration_group')
    .select(['id', 'reference', 'coordinator_name', 'coordinator_email'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(groups.map((group) => [group.id, group]))
}
