import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { ownCookie } from '../../platform/access/own-cookie.ts'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { System } from '../../platform/system.ts'

/** A browser in which someone asks for codes. */
export interface SignInBrowser {
  id: string
  /** Whether someone with this address has signed in here before. */
  knows: (address: string) => boolean
  /** Remembers the browser, and who has signed in. It lets no one in. */
  remember: (address?: string) => void
}

const name = 'organizer-browser'
/** Browsers keep no cookie longer. */
const maxAge = 400 * 24 * 60 * 60

export function browserOf(system: System, c: Context): SignInBrowser {
  const { authSecret, randomBytes } = system
  const cookie = ownCookie(system, name)
  const [id = '', mark = ''] = (cookie.read(c) ?? '').split('.')
  const own = /^[\w-]{43}$/.test(id) ? id : Buffer.from(randomBytes(32)).toString('base64url')
  const markOf = (address: string) =>
    createHmac('sha256', secretFor(authSecret, 'sign-in browser'))
      .update(JSON.stringify([own, address]))
      .digest('base64url')
  return {
    id: own,
    knows(address) {
      const [given, right] = [Buffer.from(mark), Buffer.from(markOf(address))]
      return given.length === right.length && timingSafeEqual(given, right)
    },
    remember(address) {
      cookie.write(c, [own, address === undefined ? mark : markOf(address)].filter(Boolean).join('.'), maxAge)
    },
  }
}
