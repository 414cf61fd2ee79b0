import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import { readReference } from '../people/reference.ts'
import { agencyWord, typedWords } from '../people/search-words.ts'

// The last code point: everything that starts with the prefix sorts before prefix + end.
const end = '\u{10FFFF}'

/** One word of a search. */
export interface SearchWord {
  typed: string
  /**
   * The words of agencies into which organizers merged a spelling that has a word like this. Undefined
   * where the statement is to look them up.
   */
  agencies?: readonly string[]
}

type Ids = SelectQueryBuilder<Tables, 'registration', { id: string }>
type Condition = (eb: ExpressionBuilder<Tables, 'registration'>) => Expression<SqlBool>

/** Returns the words of a search, with the agencies that go by other names. */
export async function readSearchWords(db: Kysely<Tables>, q: string): Promise<SearchWord[]> {
  const words: SearchWord[] = []
  for (const typed of typedWords(q)) {
    const rows = await mergedNames(db, typed).limit(mostAgencies).execute()
    words.push({ typed, agencies: rows.map((row) => agencyWord(row.agency_folded)) })
  }
  return words
}

const mostAgencies = 50

const mergedNames = (db: Kysely<Tables>, typed: string) =>
  db
    .selectFrom('agency_alias')
    .select('agency_folded')
    .distinct()
    .where(sql<SqlBool>`' ' || folded like ${`% ${escaped(typed)}%`} escape '\\'`)

const escaped = (text: string) => text.replace(/[\\%_]/g, String.raw`\$&`)

/** Returns the ids of people who have a word like this, other than the beginning of their last name. */
export function idsByWord(db: Kysely<Tables>, { typed, agencies }: SearchWord): Ids {
  const some = () => db.selectFrom('search_word').select('registration_id as id')
  const begun = some()
    .where('word', '>=', typed)
    .where('word', '<', typed + end)
  if (agencies?.length === 0) return begun as never
  const named = agencies ? some().where('word', 'in', agencies) : some().where('word', 'in', agencyWords(db, typed))
  return begun.union(named) as never
}

/** As `agencyWord` makes them. */
const agencyWords = (db: Kysely<Tables>, typed: string) =>
  db
    .selectFrom(mergedNames(db, typed).as('merged'))
    .select(sql<string>`substr(replace(agency_folded, ' ', ''), 1, 40)`.as('word'))

/** Returns the condition that someone's last name begins with a word, by an index. */
export const familyStartsWith =
  ({ typed }: SearchWord): Condition =>
  (eb) =>
    eb.and([eb('family_folded', '>=', typed), eb('family_folded', '<', typed + end)])

/** Returns the ids of people whose last name begins with a word. */
export function idsByFamily(db: Kysely<Tables>, word: SearchWord, trainingId: string | undefined): Ids {
  const named = db.selectFrom('registration').select('id').where(familyStartsWith(word))
  return trainingId === undefined ? named : named.where('training_id', '=', trainingId)
}

/** Returns the condition that someone has all of these words, on rows that are read in another order. */
export const hasWords =
  (words: readonly SearchWord[]): Condition =>
  (eb) =>
    eb.and(
      words.map(({ typed, agencies = [] }) =>
        eb.or([
          sql<SqlBool>`words like ${`% ${escaped(typed)}%`} escape '\\'`,
          ...agencies.map((word) => sql<SqlBool>`words like ${`% ${escaped(word)} %`} escape '\\'`),
        ]),
      ),
    )

/** Shorter beginnings of a reference fit too many people to find anyone. */
const shortestReference = 3

/**
 * Returns the ids of people who signed up again with a reference that begins like what was typed, of
 * their own or of a group; undefined where it cannot be a reference.
 */
export function idsByDuplicate(db: Kysely<Tables>, q: string): Ids | undefined {
  const reference = readReference(q)
  if (reference === undefined || reference.length < shortestReference) return undefined
  const duplicates = db.selectFrom('duplicate').select('registration_id as id')
  const groups = db
    .selectFrom('registration_group')
    .select('id')
    .where('reference', '>=', reference)
    .where('reference', '<', reference + end)
  const own = duplicates.where('reference', '>=', reference).where('reference', '<', reference + end)
  return own.union(duplicates.where('group_id', 'in', groups)) as never
}

/** Returns the ids of people who have all of these words, and of these duplicates, by the indexes. */
export function idsMatching(
  db: Kysely<Tables>,
  words: readonly SearchWord[],
  trainingId: string | undefined,
  duplicates?: Ids,
): Ids {
  const idsOf = (word: SearchWord) => idsByWord(db, word).union(idsByFamily(db, word, trainingId))
  const [first = { typed: '' }, ...others] = words
  let ids = db.selectFrom(idsOf(first).as('found')).select('found.id')
  for (const word of others) ids = ids.where('found.id', 'in', idsOf(word))
  return (duplicates ? ids.union(duplicates as never) : ids) as never
}

/** Returns the condition that a search puts on people, in one training or in all. */
export const inSearch =
  (db: Kysely<Tables>, q: string, trainingId: string | undefined): Condition =>
  (eb) =>
    eb(
      'registration.id',
      'in',
      idsMatching(
        db,
        typedWords(q).map((typed) => ({ typed })),
        trainingId,
        idsByDuplicate(db, q),
      ),
    )
