import { randomFillSync } from 'node:crypto'

const poolBytes = 4096
const pool = Buffer.alloc(poolBytes)
let used = poolBytes

/** Fresh random bytes. Asking the generator for a few of them costs as much as for thousands, so they are kept in store. */
export function randomBytes(count: number): Uint8Array {
  if (count > poolBytes) return randomFillSync(new Uint8Array(count))
  if (used + count > poolBytes) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Uint8Array.from(pool.subarray(used, used + count))
  // Nobody reads in the store what has been given out.
  pool.fill(0, used, used + count)
  used += count
  return bytes
}
