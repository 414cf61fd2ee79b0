import assert from 'node:assert/strict'
import { test } from 'mocha'
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
