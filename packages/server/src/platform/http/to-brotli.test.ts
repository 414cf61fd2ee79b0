import assert from 'node:assert/strict'
import { brotliDecompressSync, constants } from 'node:zlib'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { toBrotli, windowBits } from './to-brotli.ts'

describe('a body compressed with brotli', () => {
  test('takes a window that it fits into, and none of twice the size', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000_000 }), (length) => {
        const bits = windowBits(length)
        const room = 2 ** bits - 16
        assert.ok(room >= length || bits === constants.BROTLI_MAX_WINDOW_BITS)
        assert.ok(bits === constants.BROTLI_MIN_WINDOW_BITS || 2 ** (bits - 1) - 16 < length)
      }),
    ))

  test('says so in its first byte, and is what it was', async () => {
    const byWindow: Record<string, number> = {}
    for (const length of [100, 5_000, 70_000, 1_000_000]) {
      const bytes = Buffer.from('a partner’s page. '.repeat(length / 20))
      const packed = await toBrotli(bytes, 4)
      byWindow[bytes.length] = packed[0] as number
      assert.deepEqual(brotliDecompressSync(packed), bytes)
    }
    assert.equal(new Set(Object.values(byWindow)).size, 4, JSON.stringify(byWindow))
  })
})
