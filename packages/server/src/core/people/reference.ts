import type { System } from '../../platform/system.ts'

// No 0, O, 1, or I: people read references out over the phone.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const length = 8

/**
 * Returns a short random code like `K7MQ-3FXA`: 40 bits. The database's constraint makes it
 * unique.
 */
export const newReference = (system: Pick<System, 'randomBytes'>): string => newCode(system, length)

/** Returns random letters, five bits each, in fours. */
export function newCode({ randomBytes }: Pick<System, 'randomBytes'>, count: number): string {
  const code = [...randomBytes(count)].map((byte) => letters[byte % letters.length]).join('')
  return (code.match(/.{1,4}/g) ?? []).join('-')
}

/**
 * Returns the stored spelling of a reference or its beginning, however it is typed; undefined if it
 * cannot be one.
 */
export function readReference(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  if (!/^[A-HJ-NP-Z2-9]{2,8}$/.test(code)) return undefined
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code
}
