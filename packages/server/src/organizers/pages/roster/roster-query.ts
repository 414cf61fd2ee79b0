import { RegistrationStatus, type RegistrationStatus as Status } from '@training-signup/contract'
import type { Context } from 'hono'
import { storedFilter } from '../../../core/registrations/query.ts'
import { columnSorts } from '../../api/people/lists/column-order.ts'
import { isSearchable } from '../../api/people/lists/filters.ts'
import { type ListColumn, listColumns } from '../../files/list-columns.ts'

export const sorts = ['name', '-created', 'created', ...columnSorts] as const
export type Sort = (typeof sorts)[number]

export const columns = listColumns
export type RosterColumn = ListColumn

/** What an address of the list can have. */
export const listNames = [
  'q',
  'status',
  'needs',
  'role',
  'agency',
  'domain',
  'partner',
  'sort',
  'cols',
  'cursor',
  'from',
] as const

/** What an address asks of the list. Everything that is not understood is left out. */
export interface RosterQuery {
  q?: string
  status?: Status[]
  needs: boolean
  role?: string
  agency?: string
  domain?: string
  partner?: string
  sort: Sort
  /** Undefined: the usual ones. */
  columns?: RosterColumn[]
  cursor?: string
  /** The number of the first person on this page. */
  from: number
}

const longest = 254

export const readRosterQuery = ({ req }: Context): RosterQuery => rosterQueryIn(new URL(req.url).searchParams)

/** Returns what the query of a list's address asks. */
export function rosterQueryIn(params: URLSearchParams): RosterQuery {
  const text = (name: string) => {
    const value = params.get(name)?.trim().slice(0, longest).replaceAll('\0', '')
    return value ? { [name]: value } : {}
  }
  const q = text('q')['q']
  const status = RegistrationStatus.array().safeParse(params.get('status')?.split(','))
  const chosen = columns.filter((one) => params.getAll('cols').includes(one))
  const from = Number(params.get('from'))
  return {
    ...(q === undefined || !isSearchable(q) ? {} : { q }),
    ...(status.success ? { status: status.data } : {}),
    ...text('role'),
    ...text('agency'),
    ...text('domain'),
    ...text('partner'),
    ...text('cursor'),
    needs: params.get('needs') === '1',
    sort: sorts.find((one) => one === params.get('sort')) ?? 'name',
    ...(chosen.length > 0 ? { columns: chosen } : {}),
    from: Number.isSafeInteger(from) && from > 1 ? from : 1,
  }
}

/** Returns the query as the filter of the verb. */
export const filterOf = ({ q, status, needs, role, agency, domain, partner, sort, cursor }: RosterQuery) =>
  storedFilter({ q, status, needs: needs || undefined, role, agency, domain, partner, sort, cursor })

/**
 * Returns the address's query for another view of the list: a part of it changed, from the first
 * page.
 */
export function queryString(query: RosterQuery, change: Partial<Record<keyof RosterQuery, unknown>> = {}): string {
  const params = listParams(query, change)
  return params.size > 0 ? `?${params.toString()}` : ''
}

/** Returns the same as parameters. */
export function listParams(
  query: RosterQuery,
  change: Partial<Record<keyof RosterQuery, unknown>> = {},
): URLSearchParams {
  const {
    columns: chosen,
    status,
    needs,
    from,
    cursor,
    sort,
    ...texts
  } = {
    ...query,
    cursor: undefined,
    from: 1,
    ...change,
  } as RosterQuery
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(texts)) if (value) params.set(name, value)
  if (status) params.set('status', status.join(','))
  if (needs) params.set('needs', '1')
  if (sort !== 'name') params.set('sort', sort)
  for (const one of chosen ?? []) params.append('cols', one)
  if (cursor) params.set('cursor', cursor)
  if (from > 1) params.set('from', String(from))
  return params
}

/** Returns the address's query for this very page of the list. */
export const pageString = (query: RosterQuery): string => queryString(query, { cursor: query.cursor, from: query.from })

/** Returns whether the query leaves anyone out. */
export const isNarrowed = ({ q, status, needs, role, agency, domain, partner }: RosterQuery): boolean =>
  needs || [q, status, role, agency, domain, partner].some((one) => one !== undefined)

/** Returns whether the list shows all people, or all who have a status or needs. */
export const isWholeList = (query: RosterQuery): boolean => query.q === undefined && countRefined(query) === 0

/** Returns how many of what stands under “Filters” narrow the list. */
export const countRefined = ({ role, agency, domain, partner }: RosterQuery): number =>
  [role, agency, domain, partner].filter((one) => one !== undefined).length
