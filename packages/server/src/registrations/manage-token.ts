import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Parts } from '../deps.ts'

/**
 * What a link manages: one person's place, those of everybody whom a coordinator signed up, or the offer of a seat that
 * a colleague may take, or the question to a supervisor.
 */
export interface Managed {
  kind: 'registration' | 'group' | 'transfer' | 'supervisor'
  id: string
}

/** `version` is the row's `token_version`: raising it revokes every link that was mailed. */
type Versioned = Managed & { version: number }

// Their places in this list are written into the tokens.
const kinds = ['registration', 'group', 'transfer', 'supervisor'] as const
const idBytes = 16
const signatureBytes = 32
const pattern = /^[\w-]{66}$/

// Long enough to see afterwards what one was registered for, and to have it erased.
const afterEndMs = 30 * 24 * 60 * 60 * 1000

/** Whether the links to a training's registrations lead nowhere any more. */
export const haveLinksEnded = ({ ends_at }: { ends_at: string }, now: Date): boolean =>
  Date.parse(ends_at) + afterEndMs < now.getTime()

/**
 * Tokens of the links by which people manage their own registration. They are made whenever one is mailed or shown, and
 * nothing of them is stored, so that nobody who reads the database or a backup has one.
 */
export function createManageTokens({ authSecret }: Pick<Parts, 'authSecret'>) {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'manage token', 32))
  const sign = ({ kind, id, version }: Versioned) =>
    createHmac('sha256', key).update(`${kind} ${id} ${version}`).digest()

  return {
    issue(managed: Versioned): string {
      const head = Buffer.from([kinds.indexOf(managed.kind)])
      const id = Buffer.from(managed.id.replaceAll('-', ''), 'hex')
      return Buffer.concat([head, id, sign(managed)]).toString('base64url')
    },

    /** Whom it names, by what it says itself; `isGenuine` tells whether to believe it. */
    read(token: string): (Managed & { isGenuine: (version: number) => boolean }) | undefined {
      if (!pattern.test(token)) return undefined
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
