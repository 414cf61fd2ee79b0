import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { assertLinear } from '../../../testing/traces/count-work.ts'
import { fillForm } from './fill-form.ts'

describe('a form that is brought back', () => {
  const page = '<main><form method="post" action="/a"><input name="seat"></form></main>'
  const bringBack = (size: number) => {
    const fields = Array.from({ length: size }, (): [string, string] => ['seat', '1'])
    return fillForm(page, { path: '/a', asked: '/a', fields, hasFiles: false, lang: 'en' })
  }

  test('is gone through once, however often a name was sent', async () => {
    assert.match((await bringBack(2)) ?? '', /<input name="seat" value="1">/)
    await assertLinear(bringBack, 500)
  })
})
