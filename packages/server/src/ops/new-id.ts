import { v7 } from 'uuid'
import type { Parts } from '../deps.ts'

/**
 * Makes UUIDv7s (RFC 9562), of which each sorts after every one before it. The package makes such ids by itself, but asks
 * the generator for each of them; here their random bytes come from a store.
 */
export function createIds({ now, randomBytes }: Pick<Parts, 'now' | 'randomBytes'>): () => string {
  let last = { msecs: 0, seq: 0 }
  return () => {
    const msecs = now().getTime()
    const random = randomBytes(16)
    last = msecs > last.msecs ? { msecs, seq: firstOf(random) } : { msecs: last.msecs, seq: last.seq + 1 }
    return v7({ random, ...last })
  }
}

// 31 of 32 bits, so that there is room to count up for as long as the clock stands still. An id shows other bytes.
const firstOf = ({ buffer, byteOffset }: Uint8Array) => new DataView(buffer, byteOffset).getUint32(0) >>> 1
