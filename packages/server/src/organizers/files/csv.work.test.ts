import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { assertLinear } from '../../testing/traces/count-work.ts'
import { writeRow, writeRows } from './csv.ts'

for (const dangerous of [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t1',
  '  =1',
  '＝1',
  '＋1',
  '－1',
  '＠x',
  '\u00a0=1',
  '\n1',
]) {
  test(`a cell that a spreadsheet would run is defused: ${JSON.stringify(dangerous)}`, () => {
    assert.equal(writeRow([dangerous]), `"'${dangerous}"\r\n`)
  })
}

for (const [dangerous, defused] of [
  [';=1', ";'=1"],
  ['Smith; =1', "Smith; '=1"],
  [';"=1', `;""'=1`],
  ['a;=1;+2;@x', "a;'=1;'+2;'@x"],
  ['a\n=1', "a\n'=1"],
  ['a\t=1', "a\t'=1"],
  ['\t=1', "'\t'=1"],
  ['\r=1', "'\r'=1"],
  ['\n=1', "'\n'=1"],
  ['a;＝1', "a;'＝1"],
] as const) {
  test(`a cell that another list separator would divide is defused: ${JSON.stringify(dangerous)}`, () => {
    assert.equal(writeRow([dangerous]), `"${defused}"\r\n`)
    const cells = readAsSpreadsheet(writeRow(['Ada', dangerous, 'x']), ';')
    assert.ok(cells.every((cell) => !/^\s*[=+\-@＝＋－＠]/u.test(cell)))
  })
}

test('no cell becomes a formula, whatever separates lists', () => {
  const parts = fc.constantFrom(';', '"', '=', ' ', '\n', '\t', 'a', ',', "'", '-')
  fc.assert(
    fc.property(
      fc.array(
        fc.array(parts).map((all) => all.join('')),
        { minLength: 1 },
      ),
      (cells) => {
        for (const separator of [',', ';', '\t'])
          for (const cell of readAsSpreadsheet(writeRow(cells), separator)) assert.doesNotMatch(cell, /^\s*[=+\-@]/)
      },
    ),
  )
})

test('ordinary cells stay as they are', () => {
  for (const plain of ["O'Brien", 'a=b', 'a; b - c', 'Ada Reyes', '00123', 'ñandú 🚒'])
    assert.equal(writeRow([plain]), `"${plain}"\r\n`)
})

test('what is written reads back as the same cells', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (cells) => {
      assert.deepEqual(
        readRow(writeRow(cells)).map((cell) => cell.replaceAll("'", '')),
        cells.map((cell) => cell.replaceAll("'", '')),
      )
    }),
  )
})

test('a formula is defused behind any row of separators, blanks, and quotes, and nothing else is changed', () => {
  const every = /([;|\t\r\n][\s"]*)(?=[=+\-@＝＋－＠])/gu
  const parts = fc.constantFrom(';', '|', '"', '=', ' ', '\u00a0', '\n', '\t', 'a', '＠')
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (some) => {
      const text = `a${some.join('')}`
      assert.equal(writeRow([text]), `"${text.replace(every, `$1'`).replaceAll('"', '""')}"\r\n`)
    }),
    { numRuns: 1_000 },
  )
})

test('rows are written in steps that grow with what is in them, and others have a turn', async () => {
  for (const text of ['\t', '\n', '; ', ';"', '"', '\t=', '='])
    await assertLinear(
      async (count) => {
        const rows = Array.from({ length: count }, () => [`y${text.repeat(1_000)}x`])
        const read: number[] = []
        for await (const lines of writeRows(rows)) read.push(lines.length)
      },
      50,
      600_000,
    )
})

/** A reader of its own, by RFC 4180. */
function readRow(row: string): string[] {
  const cells: string[] = []
  for (const [, cell] of row.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n)/g)) cells.push((cell ?? '').replaceAll('""', '"'))
  return cells
}

/**
 * Divides rows as spreadsheets do: quotes count only at the start of a cell, and what follows them
 * is kept.
 */
function readAsSpreadsheet(rows: string, separator: string): string[] {
  const cells: string[] = []
  let rest = rows
  while (rest !== '') {
    const [, quoted] = /^"((?:[^"]|"")*)"/.exec(rest) ?? []
    if (quoted !== undefined) rest = rest.slice(quoted.length + 2)
    const end = [...rest].findIndex((character) => character === separator || /[\r\n]/.test(character))
    const plain = end < 0 ? rest : rest.slice(0, end)
    cells.push(`${(quoted ?? '').replaceAll('""', '"')}${plain}`)
    rest = end < 0 ? '' : rest.slice(plain.length + 1)
  }
  return cells
}
