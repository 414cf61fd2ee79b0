import { isPlainText, type RegistrationStatus, registrationStatuses } from '@training-signup/contract'
import { type Kysely, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '../../../../core/registrations/query.ts'
import type { Registration } from '../../../../core/seats/registration.ts'
import type { Tables } from '../../../../platform/db/schema.ts'
import { unknownCursor } from '../../../../platform/http/api/paging.ts'
import { partnersByName } from '../partners-by-name.ts'

/** Orders of a training's list by what a column says, and by last name where it says the same. */
const sortedColumns = ['status', 'role', 'agency', 'needs', 'partner'] as const
type SortedColumn = (typeof sortedColumns)[number]
export const columnSorts = sortedColumns.flatMap((name) => [name, `-${name}`] as const)
export type ColumnSort = (typeof columnSorts)[number]

export const isColumnSort = (sort: string): sort is ColumnSort => (columnSorts as readonly string[]).includes(sort)

const columnOf = { role: 'role', agency: 'agency_folded' } as const
type Column = (typeof columnOf)[keyof typeof columnOf] | 'channel'
type Blank = Column | 'partner'

/** People who stand together in the order. What is blank comes last, in either direction. */
type Part =
  | { status: RegistrationStatus }
  | { needs: 0 | 1 }
  | { partner: string }
  | { column: Column; isDown: boolean; blank?: Blank }
  | { blank: Blank }

/** Returns the parts of an order, with these partners in the order of their names. */
function partsOf(sort: ColumnSort, partners: readonly string[]): Part[] {
  const isDown = sort.startsWith('-')
  const name = sort.replace('-', '') as SortedColumn
  const turned = (parts: Part[]) => (isDown ? parts.toReversed() : parts)
  if (name === 'status') return turned(registrationStatuses.map((status) => ({ status })))
  if (name === 'needs') return turned([{ needs: 1 }, { needs: 0 }])
  // Of people without a partner, a list says how they registered.
  if (name === 'partner')
    return [...turned(partners.map((partner) => ({ partner }))), { column: 'channel', isDown, blank: 'partner' }]
  const column = columnOf[name]
  return [{ column, isDown }, { blank: column }]
}

/** Names a part, so that a page goes on there when others were added in the meantime. */
function nameOf(part: Part): string {
  if ('status' in part) return part.status
  if ('needs' in part) return `needs ${part.needs}`
  if ('partner' in part) return `partner ${part.partner}`
  return 'column' in part ? part.column : `no ${part.blank}`
}

const Cursor = z.strictObject({
  sort: z.enum(columnSorts),
  part: z.string().refine(isPlainText),
  key: z.string().refine(isPlainText),
  name: z.string().refine(isPlainText),
  given: z.string().refine(isPlainText),
  id: z.uuid(),
})
type Position = z.output<typeof Cursor>

/** A page of a list, and where the next one begins. */
interface Found {
  page: Registration[]
  nextCursor: string | null
}

/** Who is put in order: people of one training, or of all. */
export interface ListedPeople {
  people: Query
  trainingId: string | undefined
}

/**
 * Reads a page of people in the order of a column. Each part of the order has an index, so that a
 * page takes as long in a long list.
 * @throws {ProblemError} `invalid-input` if the cursor is not of this order
 */
export async function readByColumn(
  db: Kysely<Tables>,
  { people, trainingId }: ListedPeople,
  sort: ColumnSort,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<Found> {
  const after = cursor === undefined ? undefined : readCursor(sort, cursor)
  const isByPartner = sort === 'partner' || sort === '-partner'
  const partners = isByPartner && trainingId !== undefined ? await partnersByName(db, trainingId) : []
  const parts = partsOf(sort, partners)
  const first = after ? parts.findIndex((one) => nameOf(one) === after.part) : 0
  if (first === -1) throw unknownCursor()
  const found: { row: Registration; part: Part }[] = []
  for (const [index, part] of parts.slice(first).entries()) {
    const missing = limit + 1 - found.length
    if (missing === 0) break
    const rows = await ordered(people, part, index === 0 ? after : undefined)
      .limit(missing)
      .execute()
    found.push(...rows.map((row) => ({ row, part })))
  }
  const last = found.length > limit ? found[limit - 1] : undefined
  return { page: found.slice(0, limit).map(({ row }) => row), nextCursor: last ? writeCursor(sort, last) : null }
}

/** Returns the people of each part of an order. */
export const orderedParts = (people: Query, sort: ColumnSort, partners: readonly string[]): Query[] =>
  partsOf(sort, partners).map((part) => ordered(people, part, undefined))

function ordered(people: Query, part: Part, after: Position | undefined): Query {
  const byName = (query: Query) => query.orderBy('family_folded').orderBy('given_folded').orderBy('id')
  const isAfter = sql<SqlBool>`(family_folded, given_folded, id) > (${after?.name}, ${after?.given}, ${after?.id})`
  if ('partner' in part)
    return byName(people.where('partner', '=', part.partner)).$if(!!after, (one) => one.where(isAfter))
  if ('status' in part)
    return byName(people.where('status', '=', part.status)).$if(!!after, (one) => one.where(isAfter))
  // As a literal: an index of those with needs is used for no parameter.
  if ('needs' in part)
    return byName(people.where('has_needs', '=', sql.lit(part.needs))).$if(!!after, (one) => one.where(isAfter))
  const known = part.blank === undefined ? people : people.where(part.blank, 'is', null)
  if (!('column' in part)) return byName(known).$if(!!after, (one) => one.where(isAfter))
  const { column, isDown } = part
  const rows = byName(known.where(column, 'is not', null).orderBy(column, isDown ? 'desc' : 'asc'))
  return after
    ? rows.where((eb) =>
        eb.or([eb(column, isDown ? '<' : '>', after.key), eb.and([eb(column, '=', after.key), isAfter])]),
      )
    : rows
}

function writeCursor(sort: ColumnSort, { row, part }: { row: Registration; part: Part }): string {
  const key = ('column' in part && row[part.column]) || ''
  const position: Position = {
    sort,
    part: nameOf(part),
    key,
    name: row.family_folded,
    given: row.given_folded,
    id: row.id,
  }
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

function readCursor(sort: ColumnSort, cursor: string): Position {
  try {
    const position = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    if (position.sort === sort) return position
  } catch {
    // Whatever it is, this list did not write it.
  }
  throw unknownCursor()
}
