import type { Parts } from '../deps.ts'

// No 0, O, 1 or I: people read references out over the phone.
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const length = 8

/** A short random code such as `K7MQ-3FXA`; 40 bits, unique by the database's constraint. */
export function newReference(parts: Pick<Parts, 'randomBytes'>): string {
  let code = ''
  for (const byte of parts.randomBytes(length)) code += letters[byte % letters.length]
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** The stored spelling of a reference, or of its beginning, however somebody types it. */
export function readReference(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  if (!/^[A-HJ-NP-Z2-9]{2,8}$/.test(code)) return undefined
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code
}
