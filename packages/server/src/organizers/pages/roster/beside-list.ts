import type { Context } from 'hono'
import { addressOf } from '../accounts/own-path.ts'
import { askingPageOf } from '../sent-forms/form-mark.ts'
import { columns, listNames } from './roster-query.ts'

/** The list next to which someone is shown. */
export interface BesideList {
  slug: string
  /** What narrows and orders it, as the query of its address. */
  query: URLSearchParams
  /** The one who is shown there, on the page with both. */
  shown?: string | undefined
  /** Someone who stands next to them on it, and stays there when they leave it. */
  near?: string | undefined
}

const people = /^\/admin\/trainings\/([a-z\d-]+)\/people\/([^/]+)$/
const listName = /^([a-z\d-]{1,100})(?:\?(.{0,4000}))?$/

/**
 * Returns the list next to which the page is, or was from which one came here: pages about a person
 * pass it on, as `list` in their address.
 */
export function besideListOf(c: Context): BesideList | undefined {
  const { pathname, searchParams } = new URL(askingPageOf(c) ?? addressOf(c), 'http://own')
  const [, beside, shown] = people.exec(pathname) ?? []
  if (beside !== undefined) return { slug: beside, query: queryIn(searchParams), shown }
  const [, slug, query = ''] = listName.exec(searchParams.get('list') ?? '') ?? []
  if (slug === undefined) return undefined
  const given = new URLSearchParams(query)
  const near = /^[\w-]{1,36}$/.exec(given.get('near') ?? '')?.[0]
  return { slug, query: queryIn(given), near }
}

/** Returns the list of a training as the button was on it; the whole list if it was elsewhere. */
export function listOfButton(c: Context, slug: string): URLSearchParams {
  const { pathname, searchParams } = new URL(askingPageOf(c) ?? '/', 'http://own')
  return queryIn(pathname === `/admin/trainings/${slug}` ? searchParams : new URLSearchParams())
}

/** Returns what is the list's of a query. */
function queryIn(given: URLSearchParams): URLSearchParams {
  const own = new URLSearchParams()
  for (const name of listNames) for (const value of given.getAll(name).slice(0, columns.length)) own.append(name, value)
  return own
}

/** Returns a list as addresses name it. */
export function namedList({ slug, query, near }: BesideList): string {
  const all = new URLSearchParams(query)
  if (near !== undefined) all.set('near', near)
  return withQuery(slug, all)
}

/** Returns the address of a person: next to the list, if they were opened there. */
export const personAt = (list: BesideList | undefined, id: string): string =>
  list ? withQuery(`/trainings/${list.slug}/people/${id}`, list.query) : `/registrations/${id}`

/** Leads to a person or to a list, as what was pressed next to the list goes on there. */
export function leadBeside(c: Context, to: string): string {
  const list = besideListOf(c)
  if (!list) return to
  const [path = '', said = ''] = to.split('?')
  const more = new URLSearchParams(said)
  const [, named, rest] = /^\/registrations\/([\w-]+)(\/.*)?$/.exec(path) ?? []
  if (rest !== undefined) {
    more.set('list', namedList(list))
    return withQuery(path, more)
  }
  const isList = path === `/trainings/${list.slug}`
  const both = new URLSearchParams([...list.query, ...more])
  const id = named ?? (isList ? list.shown : undefined)
  if (id !== undefined) return `${withQuery(`/trainings/${list.slug}/people/${id}`, both)}#p-${rowAt(c, list, id)}`
  return isList ? withQuery(path, both) : to
}

/** Returns whose row shows where the list was: someone who was decided on may no longer be on it. */
const rowAt = ({ req }: Context, { near }: BesideList, id: string): string =>
  near !== undefined && req.param('id') === id ? near : id

/** Returns a path with what its query asks. */
export const withQuery = (path: string, query: URLSearchParams): string =>
  query.size > 0 ? `${path}?${query.toString()}` : path
