import type { System } from '../system.ts'

const minute = 60
const hour = 60 * minute

/** How long each part of signing in works, in seconds. */
export const signInTimes = {
  /** A session without a request. */
  idleSeconds: 30 * minute,
  /** A session, however much it is used. */
  sessionSeconds: 12 * hour,
  codeSeconds: 10 * minute,
  /** A link that a command printed. */
  linkSeconds: 24 * hour,
} as const

type Cookies = string[]

/**
 * What we use of the library for signing in. Cookies are values of `Set-Cookie`; `undefined` means
 * that the link or passkey is wrong, used, or too old. Headers are those of the request.
 */
export interface SignIn {
  /** Makes the token of a link that works once. */
  createLink: (email: string) => Promise<string>
  useLink: (token: string, headers: Headers) => Promise<Cookies | undefined>
  /** With `isUse`, the session lasts longer from now on. */
  findSession: (
    headers: Headers,
    isUse: boolean,
  ) => Promise<{ session: { id: string; userId: string; createdAt: Date } | undefined; cookies: Cookies }>
  endSession: (headers: Headers) => Promise<Cookies>
  passkeys: {
    /** What a browser needs to make one. */
    creation: (headers: Headers) => Promise<{ options: unknown; cookies: Cookies }>
    add: (response: unknown, name: string, headers: Headers) => Promise<Cookies | undefined>
    /** What a browser needs to show one. */
    request: (headers: Headers) => Promise<{ options: unknown; cookies: Cookies }>
    use: (response: Record<string, unknown>, headers: Headers) => Promise<Cookies | undefined>
  }
}

const opened = new WeakMap<System['db'], Promise<SignIn>>()

/**
 * Loads the library on the first use: it takes a third of the memory of an idle server, and a
 * second to load.
 */
export function openSignIn(system: System): Promise<SignIn> {
  const present = opened.get(system.db)
  if (present) return present
  const loading = import('./better-auth.ts').then(({ createSignIn }) => createSignIn(system))
  opened.set(system.db, loading)
  return loading
}
