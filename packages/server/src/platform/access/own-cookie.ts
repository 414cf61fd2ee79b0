import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { System } from '../system.ts'

/**
 * A cookie of the organizers' pages. No script reads it, no other site sends it, and no page of a
 * neighboring host can set it.
 */
export function ownCookie({ config }: Pick<System, 'config'>, name: string) {
  const isSecure = config.publicUrl.startsWith('https:')
  const own = { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure } as const
  const options = isSecure ? ({ ...own, prefix: 'host' } as const) : own
  return {
    read: (c: Context): string | undefined => (isSecure ? getCookie(c, name, 'host') : getCookie(c, name)),
    write: (c: Context, value: string, maxAge: number): void => setCookie(c, name, value, { ...options, maxAge }),
    remove: (c: Context): void => void deleteCookie(c, name, options),
  }
}
