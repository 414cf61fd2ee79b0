import { createHmac, timingSafeEqual } from 'node:crypto'
import { secretFor } from '../../platform/access/secret-for.ts'
import type { System } from '../../platform/system.ts'

/**
 * What a link manages: one registration, all registrations of a group, the offer of a seat to a
 * colleague, the question to a supervisor, the questions after 90 days, or a certificate.
 */
export interface Managed {
  kind: 'registration' | 'group' | 'transfer' | 'supervisor' | 'follow-up' | 'certificate'
  id: string
}

/** `version` is the row's `token_version`: raising it revokes all links that were sent. */
type Versioned = Managed & { version: number }

// Tokens contain the index in this list: only append to it.
const kinds = ['registration', 'group', 'transfer', 'supervisor', 'follow-up', 'certificate'] as const
const idBytes = 16
const signatureBytes = 32
const pattern = /^[\w-]{66}$/

/** Returns whether a text is written like the secret of a link. */
export const isLikeToken = (text: string): boolean => pattern.test(text)

// Long enough to look up a past registration.
const afterEndMs = 30 * 24 * 60 * 60 * 1000

/**
 * Returns whether the links of a training have ended. With the links to registrations and groups,
 * people can still have their data erased, as long as there is some.
 */
export const haveLinksEnded = ({ ends_at }: { ends_at: string }, now: Date): boolean =>
  Date.parse(ends_at) + afterEndMs < now.getTime()

/**
 * Creates the tokens in links to registrations, and marks of what else stands there. They are computed when a link is sent or shown and
 * never stored, so the database and its backups contain none.
 */
export function createManageTokens({ authSecret }: Pick<System, 'authSecret'>) {
  const key = secretFor(authSecret, 'manage token')
  const sign = ({ kind, id, version }: Versioned) =>
    createHmac('sha256', key).update(`${kind} ${id} ${version}`).digest()

  return {
    issue(managed: Versioned): string {
      const head = Buffer.from([kinds.indexOf(managed.kind)])
      const id = Buffer.from(managed.id.replaceAll('-', ''), 'hex')
      return Buffer.concat([head, id, sign(managed)]).toString('base64url')
    },

    /** Returns a mark that shows that a text in an address was written here. */
    mark: (text: string): string => createHmac('sha256', key).update(`text ${text}`).digest('base64url'),

    /** Returns what the token claims to name. Check it with `isGenuine` before use. */
    read(token: string): (Managed & { isGenuine: (version: number) => boolean }) | undefined {
      if (!isLikeToken(token)) return undefined
      const bytes = Buffer.from(token, 'base64url')
      const kind = kinds[bytes[0] ?? kinds.length]
      if (kind === undefined || bytes.length !== 1 + idBytes + signatureBytes) return undefined
      const hex = bytes.toString('hex', 1, 1 + idBytes)
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      const signature = bytes.subarray(1 + idBytes)
      return { kind, id, isGenuine: (version) => timingSafeEqual(signature, sign({ kind, id, version })) }
    },
  }
}
