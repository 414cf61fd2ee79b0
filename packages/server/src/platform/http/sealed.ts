import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import type { System } from '../system.ts'

const cipher = 'aes-256-gcm'
const [ivBytes, tagBytes] = [12, 16]

/**
 * Seals a value for the database with a key that is not in it: only a request that brings the
 * opener reads the value again.
 */
export function seal(system: Pick<System, 'authSecret' | 'randomBytes'>, opener: string, value: unknown): string {
  const iv = system.randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, keyOf(system, opener), iv)
  const sealed = Buffer.concat([sealing.update(JSON.stringify(value), 'utf8'), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), sealed]).toString('base64url')
}

/** Returns what was sealed; undefined for another opener, and for what was not sealed here. */
export function unseal(system: Pick<System, 'authSecret'>, opener: string, text: string): unknown {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length < ivBytes + tagBytes) return undefined
  const opening = createDecipheriv(cipher, keyOf(system, opener), bytes.subarray(0, ivBytes))
  opening.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const opened = Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()])
    return JSON.parse(opened.toString('utf8'))
  } catch {
    return undefined
  }
}

const keyOf = ({ authSecret }: Pick<System, 'authSecret'>, opener: string): Buffer =>
  Buffer.from(hkdfSync('sha256', authSecret, opener, 'sealed', 32))
