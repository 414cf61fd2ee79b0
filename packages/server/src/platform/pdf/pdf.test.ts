import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { pino } from 'pino'
import { drawText, openPdf } from './pdf.ts'

describe('a text in a box', () => {
  const box = { x: 0, y: 0, width: 100, height: 60 }
  const linesOf = async (text: string, size = 40) => {
    const pdf = await openPdf({ log: pino({ enabled: false }) }, { title: 'Test', size: { width: 200, height: 200 } })
    const lines: string[] = []
    pdf.context.fillText = (line: string) => void lines.push(line)
    drawText(pdf, text, box, { size })
    return lines
  }

  test('is broken between words as long as each of them is wide enough to read', async () => {
    const lines = await linesOf('Ada Maria Luisa Isabel Rosa Elena Sofia Lucia Paola Diana Clara Irene')
    assert.deepEqual(
      lines.flatMap((line) => line.split(' ')).join(' '),
      'Ada Maria Luisa Isabel Rosa Elena Sofia Lucia Paola Diana Clara Irene',
    )
    assert.ok(lines.length > 3)
  })

  test('is broken within a word only where the word alone would be too small', async () => {
    const lines = await linesOf('Ada Wolfeschlegelsteinhausenbergerdorff')
    assert.ok(lines.length > 2, lines.join('|'))
    assert.equal(lines.join('').replaceAll(' ', ''), 'AdaWolfeschlegelsteinhausenbergerdorff')
  })
})
