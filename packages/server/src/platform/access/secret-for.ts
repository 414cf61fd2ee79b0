import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

/** An email needs several, so each is derived once. Uses are written in the code, so there are few. */
const derived = new Map<string, KeyObject>()

/** Returns a key for one use, so that what is made for one is of no value for another. */
export function secretFor(authSecret: string, use: string): KeyObject {
  const name = `${use} ${authSecret}`
  // Signing with bytes would make such an object each time, which takes four times as long as the signature.
  const secret = derived.get(name) ?? createSecretKey(Buffer.from(hkdfSync('sha256', authSecret, '', use, 32)))
  derived.set(name, secret)
  return secret
}
