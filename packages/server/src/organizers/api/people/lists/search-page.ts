import type { Kysely } from 'kysely'
import { filterBy, type Query } from '../../../../core/registrations/query.ts'
import {
  familyStartsWith,
  hasWords,
  idsByDuplicate,
  idsByFamily,
  idsByWord,
  idsMatching,
  readSearchWords,
  type SearchWord,
} from '../../../../core/registrations/search.ts'
import type { Registration } from '../../../../core/seats/registration.ts'
import type { Tables } from '../../../../platform/db/schema.ts'
import { orderedAfter, type Position } from './ordered-after.ts'
import type { RegistrationQuery } from './registration-query.ts'

/**
 * Up to so many people are collected and sorted. More of them are read in the order of the list.
 */
const mostCollected = 300
/**
 * How many people are read in order, at most, before they are collected after all: more where the
 * first of them show that a page will be full by then.
 */
const mostRead = { atFirst: 3_000, atLast: 15_000 }
/** A word that more people have is not looked up, but compared. */
const mostLookedUp = 10_000

interface Page {
  query: RegistrationQuery & { q: string }
  trainingId: string | undefined
  after: Position | undefined
  count: number
}

/** A word, with how many people have it and how many by the beginning of their last name, at most. */
interface CountedWord extends SearchWord {
  others: number
  families: number
}

/**
 * Returns the first people of a search after a position. Where a word fits few people, they are
 * collected. A beginning like "ga" fits a tenth of all: collecting them would take longer the more
 * there are, and reading on in the order of the list finds the next page quickly.
 */
export async function readFound(db: Kysely<Tables>, page: Page): Promise<Registration[]> {
  const words = await countWords(db, await readSearchWords(db, page.query.q), page.trainingId, mostCollected)
  const duplicates = idsByDuplicate(db, page.query.q)
  const found = duplicates ? await collected(db, page, duplicates) : []
  found.push(...(await readByWords(db, page, words)))
  const unique = [...new Map(found.map((row) => [row.id, row])).values()]
  return unique.toSorted(orders[page.query.sort]).slice(0, page.count)
}

async function readByWords(db: Kysely<Tables>, page: Page, words: CountedWord[]): Promise<Registration[]> {
  const rarest = words.toSorted((one, other) => countOf(one) - countOf(other))[0]
  if (!rarest || countOf(rarest) === 0) return []
  if (countOf(rarest) <= mostCollected) return collected(db, page, idsMatching(db, [rarest], page.trainingId), words)
  if (page.query.sort !== 'name') return readScattered(db, page, words)
  // People of one last name stand next to each other.
  const found: Registration[] = []
  for (const word of words)
    if (word.families > 0) found.push(...(await inOrder(db, page, words).where(familyStartsWith(word)).execute()))
  const rare = words.find(({ others }) => others <= mostCollected)
  const others = rare ? await collected(db, page, idsByWord(db, rare), words) : await readScattered(db, page, words)
  return [...found, ...others]
}

const countOf = ({ others, families }: CountedWord) => others + families

const byText = (one: string, other: string) => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return Buffer.compare(a, b)
}

/** The orders of lists, as both databases keep them. */
const orders: Record<RegistrationQuery['sort'], (one: Registration, other: Registration) => number> = {
  created: (one, other) => byText(one.id, other.id),
  '-created': (one, other) => byText(other.id, one.id),
  name: (one, other) =>
    byText(one.family_folded, other.family_folded) ||
    byText(one.given_folded, other.given_folded) ||
    byText(one.id, other.id),
}

/** Finds out which words have more people than `most`. */
async function countWords(
  db: Kysely<Tables>,
  words: SearchWord[],
  trainingId: string | undefined,
  most: number,
): Promise<CountedWord[]> {
  if (words.length === 0) return []
  const ids = words.flatMap((word) => [idsByWord(db, word), idsByFamily(db, word, trainingId)])
  const counts = await db
    .selectNoFrom((eb) =>
      ids.map((some, index) =>
        eb
          .selectFrom(some.limit(most + 1).as('some'))
          .select(({ fn }) => fn.countAll().as('count'))
          .as(`count${index}`),
      ),
    )
    .executeTakeFirstOrThrow()
  const byName: Record<string, unknown> = counts
  return words.map((word, index) => ({
    ...word,
    others: Number(byName[`count${2 * index}`]),
    families: Number(byName[`count${2 * index + 1}`]),
  }))
}

const rest = (db: Kysely<Tables>, { query, trainingId }: Page): Query =>
  filterBy(db, { ...query, q: undefined }, trainingId)

const collected = (
  db: Kysely<Tables>,
  page: Page,
  ids: ReturnType<typeof idsByWord>,
  words: SearchWord[] = [],
): Promise<Registration[]> =>
  orderedAfter(
    rest(db, page).where('registration.id', 'in', ids).where(hasWords(words)),
    page.query.sort,
    page.after,
    true,
  )
    .limit(page.count)
    .execute()

/** Returns the people with these words, in the order of the list. */
const inOrder = (db: Kysely<Tables>, page: Page, words: SearchWord[]): Query =>
  orderedAfter(rest(db, page), page.query.sort, page.after).where(hasWords(words)).limit(page.count)

/** Looks for the page among the next people of the list, and stops where it is full. */
async function readScattered(
  db: Kysely<Tables>,
  page: Page,
  words: SearchWord[],
  rows = mostRead.atFirst,
): Promise<Registration[]> {
  const { sort } = page.query
  const list = orderedAfter(rest(db, page), sort, page.after)
  // Only what is looked at, since SQLite copies these rows.
  const next = list.clearSelect().select(['id', 'family_folded', 'given_folded', 'words']).limit(rows)
  const among: Query = db.selectFrom(next.as('registration')) as never
  const ids = orderedAfter(among, sort, undefined).where(hasWords(words)).limit(page.count)
  const found = await db
    .selectFrom('registration')
    .selectAll()
    .where('id', 'in', ids.clearSelect().select('id'))
    .execute()
  if (found.length === page.count || !(await hasMore(list, rows))) return found
  const isDense = (found.length * mostRead.atLast) / rows > 1.5 * page.count
  return rows === mostRead.atFirst && isDense
    ? readScattered(db, page, words, mostRead.atLast)
    : collectRarest(db, page, words)
}

/** Returns whether a list has more than so many people. */
const hasMore = async (list: Query, rows: number): Promise<boolean> =>
  (await list.clearSelect().select('id').offset(rows).limit(1).executeTakeFirst()) !== undefined

/** Collects the people who have the rarest of several words, and all others. */
async function collectRarest(db: Kysely<Tables>, page: Page, words: SearchWord[]): Promise<Registration[]> {
  const counted = await countWords(db, words, page.trainingId, mostLookedUp)
  const [rarest, ...others] = counted.toSorted((one, other) => countOf(one) - countOf(other))
  if (!rarest) return []
  const rare = others.filter((word) => countOf(word) <= mostLookedUp)
  return collected(db, page, idsMatching(db, [rarest, ...rare], page.trainingId), words)
}
