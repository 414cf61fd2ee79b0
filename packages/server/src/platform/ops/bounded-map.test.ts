import assert from 'node:assert/strict'
import { test } from 'mocha'
import { createBoundedMap } from './bounded-map.ts'

test('as much is kept as the bounds say, of what was used last', () => {
  const kept = createBoundedMap<string>({ entries: 3, weight: 100, weigh: ({ length }) => length })
  for (const key of ['a', 'b', 'c']) kept.set(key, 'x'.repeat(10))
  kept.get('a')
  kept.set('d', 'x'.repeat(10))
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].filter((key) => kept.get(key)),
    ['a', 'c', 'd'],
  )
  kept.set('long', 'x'.repeat(75))
  assert.deepEqual(kept.size(), { entries: 3, weight: 95 })
  kept.set('longer', 'x'.repeat(101))
  assert.deepEqual(kept.size(), { entries: 0, weight: 0 })
  kept.set('a', 'x')
  kept.delete('a')
  assert.deepEqual(kept.size(), { entries: 0, weight: 0 })
})
