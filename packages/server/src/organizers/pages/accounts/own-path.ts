import type { Context } from 'hono'

/** Returns where to go after signing in: only to a page of ours below /admin. */
export function ownPath(to: string): string {
  const home = '/admin'
  if (!URL.canParse(to, 'http://own')) return home
  const { origin, pathname, search } = new URL(to, 'http://own')
  const isOwn = origin === 'http://own' && /^\/admin(?:\/(?!sign-in|sign-out)|$)/.test(pathname)
  return isOwn ? `${pathname}${search}` : home
}

/** What an address says about one showing of its page only. */
const passing = ['answered', 'kept', 'done', 'failed', 'undone', 'count', 'who', 'people', 'edit', 'deleted', 'picked']

/** Returns the address of a page without what it says about this showing. */
export function addressOf(c: Context): string {
  const { pathname, searchParams } = new URL(c.req.url)
  for (const name of passing) searchParams.delete(name)
  return searchParams.size > 0 ? `${pathname}?${searchParams.toString()}` : pathname
}
