import { isPlainText, type RegistrationStatus, registrationStatuses } from '@training-signup/contract'
import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Query } from '../../../core/registrations/query.ts'
import type { Registration } from '../../../core/seats/registration.ts'
import { unknownCursor } from '../../../platform/http/api/paging.ts'

/** Orders of a training's list by what a column says, and by last name where it says the same. */
const sortedColumns = ['status', 'role', 'agency', 'needs', 'partner'] as const
type SortedColumn = (typeof sortedColumns)[number]
export const columnSorts = sortedColumns.flatMap((name) => [name, `-${name}`] as const)
export type ColumnSort = (typeof columnSorts)[number]

export const isColumnSort = (sort: string): sort is ColumnSort => (columnSorts as readonly string[]).includes(sort)

const columnOf = { role: 'role', agency: 'agency_folded', partner: 'partner' } as const
type Column = (typeof columnOf)[keyof typeof columnOf] | 'channel'

/** People who stand together in the order. What is blank comes last, in either direction. */
type Part =
  | { status: RegistrationStatus }
  | { needs: 0 | 1 }
  | { column: Column; isDown: boolean; blank?: Column }
  | { blank: Column }

function partsOf(sort: ColumnSort): Part[] {
  const isDown = sort.startsWith('-')
  const name = sort.replace('-', '') as SortedColumn
  const turned = (parts: Part[]) => (isDown ? parts.toReversed() : parts)
  if (name === 'status') return turned(registrationStatuses.map((status) => ({ status })))
  if (name === 'needs') return turned([{ needs: 1 }, { needs: 0 }])
  const column = columnOf[name]
  // Of people without a partner, a list says how they registered.
  return [{ column, isDown }, column === 'partner' ? { column: 'channel', isDown, blank: column } : { blank: column }]
}

const Cursor = z.strictObject({
  sort: z.enum(columnSorts),
  part: z.int().min(0).max(registrationStatuses.length),
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

/**
 * Reads a page of people in the order of a column. Each part of the order has an index, so that a
 * page takes as long in a long list.
 * @throws {ProblemError} `invalid-input` if the cursor is not of this order
 */
export async function readByColumn(
  people: Query,
  sort: ColumnSort,
  { cursor, limit }: { cursor: string | undefined; limit: number },
): Promise<Found> {
  const after = cursor === undefined ? undefined : readCursor(sort, cursor)
  const found: { row: Registration; part: number }[] = []
  for (const [part, one] of partsOf(sort).entries()) {
    if (part < (after?.part ?? 0)) continue
    const missing = limit + 1 - found.length
    if (missing === 0) break
    const rows = await ordered(people, one, part === after?.part ? after : undefined)
      .limit(missing)
      .execute()
    found.push(...rows.map((row) => ({ row, part })))
  }
  const last = found.length > limit ? found[limit - 1] : undefined
  return { page: found.slice(0, limit).map(({ row }) => row), nextCursor: last ? writeCursor(sort, last) : null }
}

/** Returns the people of each part of an order. */
export const orderedParts = (people: Query, sort: ColumnSort): Query[] =>
  partsOf(sort).map((part) => ordered(people, part, undefined))

function ordered(people: Query, part: Part, after: Position | undefined): Query {
  const byName = (query: Query) => query.orderBy('family_folded').orderBy('given_folded').orderBy('id')
  const isAfter = sql<SqlBool>`(family_folded, given_folded, id) > (${after?.name}, ${after?.given}, ${after?.id})`
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

function writeCursor(sort: ColumnSort, { row, part }: { row: Registration; part: number }): string {
  const one = partsOf(sort)[part]
  const key = (one && 'column' in one && row[one.column]) || ''
  const position: Position = { sort, part, key, name: row.family_folded, given: row.given_folded, id: row.id }
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
