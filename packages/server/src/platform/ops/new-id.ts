import { v7 } from 'uuid'
import type { System } from '../system.ts'

/**
 * Creates UUIDv7s (RFC 9562), each of which sorts after all earlier ones. The package can create
 * them alone, but asks the generator for every id; here the random bytes come from a store.
 */
export function createIds({ now, randomBytes }: Pick<System, 'now' | 'randomBytes'>): () => string {
  let last = { msecs: 0, seq: 0 }
  return () => {
    const msecs = now().getTime()
    const random = randomBytes(16)
    last = msecs > last.msecs ? { msecs, seq: firstOf(random) } : { msecs: last.msecs, seq: last.seq + 1 }
    return v7({ random, ...last })
  }
}

// 31 of 32 bits, to leave room for counting up while the clock stands still. The id shows other
// bytes.
const firstOf = ({ buffer, byteOffset }: Uint8Array) => new DataView(buffer, byteOffset).getUint32(0) >>> 1
