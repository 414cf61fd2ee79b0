import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { System } from '../../platform/system.ts'

const minuteMs = 60_000

/** How long a code is valid. */
const codeLifetimeMs = 10 * minuteMs

/**
 * Returns the typed or pasted code without spaces and dashes between its digits; undefined if it is
 * not a code of either length.
 */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  return /^\d{6}(\d\d)?$/.test(code) ? code : undefined
}

export function drawCode({ randomBytes }: Pick<System, 'randomBytes'>, digits: number): string {
  const codes = 10 ** digits
  // Cut to a multiple of the number of codes, so that all codes are equally likely.
  const fairDraws = Math.floor(2 ** 32 / codes) * codes
  for (;;) {
    const draw = randomBytes(4).reduce((number, byte) => number * 256 + byte, 0)
    if (draw < fairDraws) return String(draw % codes).padStart(digits, '0')
  }
}

/**
 * Stores the hash of the code that is being sent, with the request or the alert that it is for. An
 * earlier code no longer works.
 * @returns whether a code is still needed
 */
export function keepCode(
  system: System,
  id: string,
  code: string,
  table: 'verification' | 'alert' = 'verification',
): Promise<boolean> {
  const now = system.now()
  return system.db.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable(table as 'verification')
      .set({
        code_hash: hashCode(system, id, code),
        code_digits: code.length,
        code_expires_at: new Date(now.getTime() + codeLifetimeMs).toISOString(),
      })
      .where('id', '=', id)
      .where('verified_at', 'is', null)
      .where('ends_at', '>', now.toISOString())
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  })
}

/** Hashes a code with a key: without one, a million codes are quickly tried. */
function hashCode({ authSecret }: Pick<System, 'authSecret'>, id: string, code: string): string {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'verification code', 32))
  return createHmac('sha256', key).update(`${id} ${code}`).digest('base64url')
}

export function isCode(
  system: Pick<System, 'authSecret'>,
  { id, code_hash }: { id: string; code_hash: string | null },
  code: string,
): boolean {
  // Always compare: the time it takes must reveal nothing.
  const right = Buffer.from(hashCode(system, id, code))
  const kept = Buffer.from(code_hash ?? '')
  return timingSafeEqual(right, kept.length === right.length ? kept : Buffer.alloc(right.length))
}
