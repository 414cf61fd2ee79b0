import type { Context } from 'hono'
import { askingPageOf } from './form-mark.ts'

/** Returns the page whose form was sent, after `/admin`, without what its address says of some names. */
export function askingPath(c: Context, names: readonly string[]): string {
  const { pathname, searchParams } = new URL(askingPageOf(c) ?? '/admin', 'http://own')
  for (const name of names) searchParams.delete(name)
  const query = searchParams.size > 0 ? `?${searchParams.toString()}` : ''
  return `${pathname.slice('/admin'.length)}${query}`
}
