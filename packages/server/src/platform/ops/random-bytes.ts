import { randomFillSync } from 'node:crypto'

const poolBytes = 4096
const pool = new Uint8Array(poolBytes)
let used = poolBytes

/**
 * Returns fresh random bytes from a store, because asking the generator for a few costs as much as
 * asking for thousands.
 */
export function randomBytes(count: number): Uint8Array {
  if (count > poolBytes) return randomFillSync(new Uint8Array(count))
  if (used + count > poolBytes) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = pool.slice(used, used + count)
  // Erased, so that used bytes cannot be read from the store.
  pool.fill(0, used, used + count)
  used += count
  return bytes
}
