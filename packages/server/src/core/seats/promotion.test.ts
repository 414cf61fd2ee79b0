import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { firstOf, planPromotion } from './waiting-list.ts'

describe('a promotion, whatever the waiting list', () => {
  const line = fc.uniqueArray(
    fc
      .record({ position: fc.nat(50), seats: fc.integer({ min: 1, max: 4 }), duplicates: fc.nat(2) })
      .map(({ duplicates, ...entry }) => ({ ...entry, size: entry.seats + duplicates })),
    {
      selector: (entry) => entry.position,
      maxLength: 12,
    },
  )

  test('after a promotion no one who still waits fits, and those who were passed over did not fit in their turn', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(6), line, (capacity, taken, entries) => {
        fc.pre(taken <= capacity)
        const promoted = planPromotion({ capacity, seatsTaken: taken }, entries)
        const used = taken + promoted.reduce((sum, entry) => sum + entry.seats, 0)
        assert.ok(used <= capacity)
        for (const waiting of entries.filter((entry) => !promoted.includes(entry))) {
          const before = promoted
            .filter((entry) => entry.position < waiting.position)
            .reduce((sum, entry) => sum + entry.seats, taken)
          assert.ok(before + waiting.size > capacity)
        }
      }),
    )
  })
  test('a part of a promotion is as many people as may be moved together, and one entry at least', () => {
    const entries = [2, 3, 1].map((size, position) => ({ size, position, seats: size }))
    for (const [most, length] of [
      [1, 1],
      [4, 1],
      [5, 2],
      [6, 3],
    ] as const)
      assert.equal(firstOf(entries, most).length, length)
  })
  test('a promotion in parts comes to the same as one', () => {
    fc.assert(
      fc.property(fc.nat(12), line, fc.integer({ min: 1, max: 5 }), (capacity, entries, mostPeople) => {
        let left = entries
        let seatsTaken = 0
        const promoted: typeof entries = []
        for (;;) {
          const fitting = planPromotion({ capacity, seatsTaken }, left)
          const first = firstOf(fitting, mostPeople)
          promoted.push(...first)
          seatsTaken += first.reduce((sum, { seats: taken }) => sum + taken, 0)
          left = left.filter((entry) => !first.includes(entry))
          assert.ok(first.length <= Math.max(1, mostPeople))
          if (first.length === fitting.length) break
        }
        assert.deepEqual(promoted, planPromotion({ capacity, seatsTaken: 0 }, entries))
      }),
    )
  })
})
