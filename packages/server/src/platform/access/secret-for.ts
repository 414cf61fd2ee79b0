import { hkdfSync } from 'node:crypto'

/** An email needs several, so each is derived once. Uses are written in the code, so there are few. */
const derived = new Map<string, Buffer>()

/** Returns a key for one use, so that what is made for one is of no value for another. */
export function secretFor(authSecret: string, use: string): Buffer {
  const name = `${use} ${authSecret}`
  const secret = derived.get(name) ?? Buffer.from(hkdfSync('sha256', authSecret, '', use, 32))
  derived.set(name, secret)
  return secret
}
