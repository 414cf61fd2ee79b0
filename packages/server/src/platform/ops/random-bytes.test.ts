import assert from 'node:assert/strict'
import { test } from 'mocha'
import { randomBytes } from './random-bytes.ts'

test('random bytes are never handed out twice, nor changed by later ones', () => {
  const drawn = Array.from({ length: 3000 }, () => randomBytes(16))
  const seen = drawn.map((bytes) => Buffer.from(bytes).toString('hex'))
  assert.equal(new Set(seen).size, drawn.length)
  assert.deepEqual(
    drawn.map((bytes) => Buffer.from(bytes).toString('hex')),
    seen,
  )
  assert.equal(randomBytes(10_000).length, 10_000)
  assert.notDeepEqual(randomBytes(10_000), randomBytes(10_000))
})
