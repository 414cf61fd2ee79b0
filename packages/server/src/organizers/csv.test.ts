import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { writeCell, writeRow } from './csv.ts'

for (const dangerous of [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u00a0=1',
]) {
  test(`a cell that a spreadsheet would run is defused: ${JSON.stringify(dangerous)}`, () => {
    assert.equal(writeCell(dangerous), `"'${dangerous}"`)
  })
}

test('ordinary cells stay as they are', () => {
  for (const plain of ["O'Brien", 'a=b', 'Ada Reyes', '00123', 'ñandú 🚒']) assert.equal(writeCell(plain), `"${plain}"`)
})

test('what is written reads back as the same cells', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (cells) => {
      assert.deepEqual(
        readRow(writeRow(cells)).map((cell) => cell.replace(/^'/, '')),
        cells.map((cell) => cell.replace(/^'/, '')),
      )
    }),
  )
})

/** A reader of its own, by RFC 4180. */
function readRow(row: string): string[] {
  const cells: string[] = []
  for (const [, cell] of row.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)) cells.push((cell ?? '').replaceAll('""', '"'))
  return cells
}
