import type { System } from '../../platform/system.ts'
import { newCode } from '../people/reference.ts'

const length = 12

/** Returns the number of a new certificate: 60 random bits, so that none can be guessed or counted up. */
export const newSerial = (system: Pick<System, 'randomBytes'>): string => newCode(system, length)

/** Returns the stored spelling of a number, however it is typed; undefined if it cannot be one. */
export function readSerial(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  return /^[A-HJ-NP-Z2-9]{12}$/.test(code) ? (code.match(/.{4}/g) ?? []).join('-') : undefined
}
