import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { unbroken } from './lines.ts'

describe('a text with days, hours, and references', () => {
  const shown = async (text: string) =>
    (await unbroken(text)).replaceAll(/<span class="unbroken">(.*?)<\/span>/g, '[$1]')

  test('keeps each of them on one line, a Spanish day with its weekday and year', async () => {
    assert.equal(await shown('Thursday, January 9, 2027'), 'Thursday, [January 9,] 2027')
    assert.equal(await shown('desde el jueves 9 de enero de 2027 aquí'), 'desde el [jueves 9 de enero de 2027] aquí')
    assert.equal(
      await shown('Call 816-555-0100, 8\u00A0AM – 4\u00A0PM'),
      'Call [816-555-0100,] [8\u00A0AM – 4\u00A0PM]',
    )
  })

  test('begins no line with the mark that follows one, or with the dot between two facts', async () => {
    assert.equal(await shown('On January 9. Later'), 'On [January 9.] Later')
    assert.equal(
      await shown('January 9 · Oldest · 8 de mayo · Una'),
      '[January 9\u00A0·] Oldest\u00A0· [8 de mayo\u00A0·] Una',
    )
  })
})
