import type { Kysely } from 'kysely'
import { readGroups, withWords, wordRows } from '../core/people/word-rows.ts'
import type { Tables } from '../platform/db/schema.ts'

const sorted = (words: string) => words.trim().split(' ').toSorted().join(' ')

/** Returns the words that people are found by, as they are stored, and as they would be stored today. */
export async function readWordsAnew(db: Kysely<Tables>) {
  const people = await db.selectFrom('registration').selectAll().orderBy('id').execute()
  const groups = await readGroups(
    db,
    people.flatMap(({ group_id }) => group_id ?? []),
  )
  const anew = people.map((one) => ({ ...one, ...withWords(one, groups.get(one.group_id ?? '')) }))
  const rows = await db.selectFrom('search_word').selectAll().execute()
  const named = (all: { word: string; registration_id: string }[]) =>
    all.map((one) => `${one.word} ${one.registration_id}`).toSorted()
  return {
    stored: people.map(({ words }) => sorted(words)),
    today: anew.map(({ words }) => sorted(words)),
    rows: named(rows),
    expected: named(wordRows(anew)),
  }
}
