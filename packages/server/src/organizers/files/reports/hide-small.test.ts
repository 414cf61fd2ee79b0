import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { hideSmall, roundSmall, type ShownCount, type ShownTable } from './hide-small.ts'

test('a count under 5 is “<5”, and no sum gives it away', () => {
  assert.deepEqual(hideSmall([[10], [12], [3]]), {
    rows: [
      { cells: [null], sum: null },
      { cells: [12], sum: 12 },
      { cells: ['<5'], sum: '<5' },
    ],
    sums: [25],
    sum: 25,
  })
})

test('a table without small counts is shown whole, and so are zeros', () => {
  const { rows, sums, sum } = hideSmall([
    [10, 0],
    [7, 6],
  ])
  assert.deepEqual(
    [rows.map(({ cells }) => cells), sums, sum],
    [
      [
        [10, 0],
        [7, 6],
      ],
      [17, 6],
      23,
    ],
  )
})

test('two counts of 1 that add up to 2 are not given away by their sum', () => {
  const { rows, sum } = hideSmall([[1], [1], [30]])
  assert.deepEqual([rows.map((row) => row.sum), sum], [['<5', '<5', null], 32])
})

test('four people are not given away by the sum of their table', () => {
  const { rows, sums, sum } = hideSmall([
    [1, 1],
    [1, 1],
  ])
  assert.deepEqual(
    [rows.map(({ cells }) => cells), sums, sum],
    [
      [
        ['<5', '<5'],
        ['<5', '<5'],
      ],
      ['<5', '<5'],
      null,
    ],
  )
})

test('in steps of five, a partner’s counts and their sums are those of a world without a small count', () => {
  assert.deepEqual(
    roundSmall([
      [12, 3, 0],
      [4, 0, 0],
    ]),
    {
      rows: [
        { cells: [10, '<5', 0], sum: 10 },
        { cells: ['<5', 0, 0], sum: '<5' },
      ],
      sums: [10, '<5', 0],
      sum: 10,
    },
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(23), fc.nat(23)), { minLength: 1, maxLength: 4 }), (counts) => {
      const whole = (one: ShownCount) => (typeof one === 'number' ? one : 0)
      const shown = roundSmall(counts)
      const other = roundSmall(shown.rows.map(({ cells }) => cells.map(whole)))
      assert.deepEqual(
        [other.rows.map(({ sum }) => sum), other.sums, other.sum],
        [shown.rows.map(({ sum }) => whole(sum)), shown.sums.map(whole), whole(shown.sum)],
      )
    }),
  )
})

test('whatever the counts are, each hidden one could be another', () => {
  const table = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 2 })).chain(([rows, columns]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  )
  fc.assert(
    fc.property(table, (counts) => {
      const shown = hideSmall(counts)
      for (const [at, row] of shown.rows.entries())
        for (const [column, cell] of row.cells.entries())
          if (cell === '<5') {
            const possible = valuesOf(shown, at, column)
            assert.ok(possible.size > 1, JSON.stringify({ counts, shown, at, column }))
          }
    }),
    {
      numRuns: 150,
      examples: [
        [[[1, 1, 1, 1]]],
        [
          [
            [1, 1],
            [1, 1],
          ],
        ],
      ],
    },
  )
})

/**
 * Tries every table that could be behind what is shown. Returns the counts that one cell can have.
 */
function valuesOf(shown: ShownTable, row: number, column: number): Set<number> {
  const cells = shown.rows.flatMap(({ cells: counts }) => counts)
  const width = shown.sums.length
  const values = new Set<number>()
  const add = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0)
  const check = (all: number[]) => {
    const fits = (count: number, as: ShownCount) =>
      as === '<5' ? count > 0 && count < 5 : as === null ? count > 0 : count === as
    const rowOf = (at: number) => all.slice(at * width, (at + 1) * width)
    const columnOf = (at: number) => all.filter((_, index) => index % width === at)
    if (
      shown.rows.every(({ sum }, at) => fits(add(rowOf(at)), sum)) &&
      shown.sums.every((sum, at) => fits(add(columnOf(at)), sum)) &&
      fits(add(all), shown.sum)
    )
      values.add(all[row * width + column] ?? 0)
  }
  const choose = (before: number[]) => {
    if (before.length === cells.length) return check(before)
    const as = cells[before.length]
    const possible = as === '<5' ? [1, 2, 3, 4] : as === null ? [5, 6, 7, 8, 9, 10, 11] : [as as number]
    for (const one of possible) choose([...before, one])
  }
  choose([])
  return values
}
