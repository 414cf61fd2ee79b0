import { type Kysely, type SqlBool, sql } from 'kysely'
import { filterBy, inSearch, type Query } from '../../../core/registrations/query.ts'
import { type Branch, branchesOf, readMergedNames } from '../../../core/registrations/search.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { orderedAfter } from './ordered-after.ts'
import type { RegistrationQuery } from './registration-query.ts'

/**
 * Up to so many people are collected and sorted. More of them are read in the order of the list.
 */
const mostCollected = 300
/** How many people are read in order, at most, before they are collected after all. */
const mostRead = 3000

type Position = Pick<Registration, 'id' | 'family_folded'>

interface Page {
  query: RegistrationQuery & { q: string }
  trainingId: string | undefined
  after: Position | undefined
  count: number
}

/**
 * Returns the first people of a search after a position. A beginning like "ga" fits a tenth of all
 * people: collecting them would take longer the more there are, and reading on in the order of the
 * list finds the next page quickly. A rare name is the other way around. So each branch of the
 * search is read in the way that is quick for it.
 */
export async function readFound(db: Kysely<Tables>, page: Page): Promise<Registration[]> {
  const { query, trainingId, count } = page
  const branches = branchesOf(db, query.q, trainingId, await readMergedNames(db, query.q))
  const isBroad = await findBroad(db, branches)
  const rare = branches.filter((_, index) => !isBroad[index])
  const found = await collected(db, page, rare)
  const broad = branches.filter((_, index) => isBroad[index])
  found.push(...(await readBroad(db, page, broad)))
  const unique = [...new Map(found.map((row) => [row.id, row])).values()]
  return unique.toSorted(orders[query.sort]).slice(0, count)
}

const byText = (one: string, other: string) => {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return Buffer.compare(a, b)
}

/** The orders of lists, as both databases keep them. */
const orders: Record<RegistrationQuery['sort'], (one: Registration, other: Registration) => number> = {
  created: (one, other) => byText(one.id, other.id),
  '-created': (one, other) => byText(other.id, one.id),
  name: (one, other) => byText(one.family_folded, other.family_folded) || byText(one.id, other.id),
}

/** Finds out which branches have very many people. */
async function findBroad(db: Kysely<Tables>, branches: Branch[]): Promise<boolean[]> {
  const counts = await db
    .selectNoFrom((eb) =>
      branches.map(({ ids }, index) =>
        eb
          .selectFrom(ids.limit(mostCollected + 1).as('some'))
          .select(({ fn }) => fn.countAll().as('count'))
          .as(`count${index}`),
      ),
    )
    .executeTakeFirstOrThrow()
  const byName: Record<string, unknown> = counts
  return branches.map((_, index) => Number(byName[`count${index}`]) > mostCollected)
}

const others = (db: Kysely<Tables>, { query, trainingId }: Page): Query =>
  filterBy(db, { ...query, q: undefined }, trainingId)

const collected = (db: Kysely<Tables>, page: Page, branches: Branch[]): Promise<Registration[]> =>
  orderedAfter(
    others(db, page).where(inSearch(db, page.query.q, page.trainingId, branches)),
    page.query.sort,
    page.after,
    true,
  )
    .limit(page.count)
    .execute()

/** Leaves out everything after a row. */
function upTo(query: Query, sort: RegistrationQuery['sort'], last: Position): Query {
  if (sort === 'name') return query.where(sql<SqlBool>`(family_folded, id) <= (${last.family_folded}, ${last.id})`)
  return query.where('id', sort === '-created' ? '>=' : '<=', last.id)
}

async function readBroad(db: Kysely<Tables>, page: Page, branches: Branch[]): Promise<Registration[]> {
  const inOrder = orderedAfter(others(db, page), page.query.sort, page.after).limit(page.count)
  const found: Registration[] = []
  const scattered: Branch[] = []
  for (const branch of branches)
    if (branch.inNameOrder && page.query.sort === 'name')
      found.push(...(await inOrder.where(branch.inNameOrder).execute()))
    else scattered.push(branch)
  return scattered.length === 0 ? found : [...found, ...(await readScattered(db, page, scattered))]
}

async function readScattered(db: Kysely<Tables>, page: Page, branches: Branch[]): Promise<Registration[]> {
  const { sort } = page.query
  const inOrder = orderedAfter(others(db, page), sort, page.after)
  // The page is looked for among the next people of the list.
  const last = await inOrder.clearSelect().select(['id', 'family_folded']).offset(mostRead).limit(1).executeTakeFirst()
  const next = (last ? upTo(inOrder, sort, last) : inOrder).limit(page.count)
  const found = await next.where((eb) => eb.or(branches.map(({ matches }) => matches(eb)))).execute()
  return found.length === page.count || last === undefined ? found : collected(db, page, branches)
}
