import assert from 'node:assert/strict'
import { test } from 'mocha'
import { readWorkbook } from '../../testing/pages/workbook.ts'
import { writeXlsx } from './xlsx.ts'
import { escapeXml } from './xlsx-parts.ts'

test('a text for a workbook is escaped whichever of the special characters it has', () => {
  for (const [text, escaped] of [
    ['R&D', 'R&amp;D'],
    ['a < b', 'a &lt; b'],
    ['a > b', 'a &gt; b'],
    ['_x0041_', '_x005F_x0041_'],
    ['a\u0001b', 'a_x0001_b'],
    ['a\uFFFEb', 'a_xFFFE_b'],
    ['a\uFFFFb', 'a_xFFFF_b'],
    ['a\uD800b', 'a\uFFFDb'],
    ['Nguyễn 🚓', 'Nguyễn 🚓'],
  ] as const)
    assert.equal(escapeXml(text), escaped)
})

test('a text in a workbook keeps the spaces and lines that it has', async () => {
  const texts = ['a b', ' a', 'a ', 'a  b', 'a\nb', 'a\tb', '\u00a0a', ' ', 'a\n\nb <c>']
  const chunks: Uint8Array[] = []
  const columns = texts.map((heading) => ({ heading, width: 10 }))
  for await (const chunk of writeXlsx({ columns, pages: [[texts]] }, 'en')) chunks.push(chunk)
  const { rows } = readWorkbook(Buffer.concat(chunks))
  assert.deepEqual(rows, [texts, texts])
})
