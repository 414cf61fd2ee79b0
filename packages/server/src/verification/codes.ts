import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Parts } from '../deps.ts'

const minuteMs = 60_000
const codes = 1_000_000
const codeDigits = 6
// What three bytes can say, cut to a multiple of the number of codes, so that each is as likely as the others.
const fairDraws = Math.floor(2 ** 24 / codes) * codes

/** For how long a code can be typed. */
const codeLifetimeMs = 10 * minuteMs

/** What is typed or pasted, without what people put between digits; nothing where it is no code. */
export function readCode(typed: string): string | undefined {
  const code = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, '')
  return /^\d{6}$/.test(code) ? code : undefined
}

export function drawCode({ randomBytes }: Pick<Parts, 'randomBytes'>): string {
  for (;;) {
    const draw = randomBytes(3).reduce((number, byte) => number * 256 + byte, 0)
    if (draw < fairDraws) return String(draw % codes).padStart(codeDigits, '0')
  }
}

/**
 * Keeps the hash of the code whose mail leaves now; one that was kept before no longer works.
 * @returns whether any code is wanted still
 */
export function keepCode(parts: Parts, id: string, code: string): Promise<boolean> {
  const now = parts.now()
  return parts.db.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('verification')
      .set({
        code_hash: hashCode(parts, id, code),
        code_expires_at: new Date(now.getTime() + codeLifetimeMs).toISOString(),
      })
      .where('id', '=', id)
      .where('verified_at', 'is', null)
      .where('ends_at', '>', now.toISOString())
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  })
}

/** Keyed, because a million codes are soon tried. */
function hashCode({ authSecret }: Pick<Parts, 'authSecret'>, id: string, code: string): string {
  const key = Buffer.from(hkdfSync('sha256', authSecret, '', 'verification code', 32))
  return createHmac('sha256', key).update(`${id} ${code}`).digest('base64url')
}

export function isCode(
  parts: Pick<Parts, 'authSecret'>,
  { id, code_hash }: { id: string; code_hash: string | null },
  code: string,
): boolean {
  // Compared in any case: the time that it takes is to tell nothing.
  const right = Buffer.from(hashCode(parts, id, code))
  const kept = Buffer.from(code_hash ?? '')
  return timingSafeEqual(right, kept.length === right.length ? kept : Buffer.alloc(right.length))
}
