import { hkdfSync } from 'node:crypto'

/** Returns a key for one use, so that what is made for one is of no value for another. */
export const secretFor = (authSecret: string, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', authSecret, '', use, 32))
