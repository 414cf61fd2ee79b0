import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { assertLinear } from '../../../testing/traces/count-work.ts'
import { formOf } from './sent-fields.ts'

describe('the fields of a form', () => {
  const fields = (size: number) => Array.from({ length: size }, (): [string, string] => ['seat', '1'])

  test('keep every value of a name, in order', () => {
    const form = formOf([
      ['role', 'police'],
      ['name', ' Ada '],
      ['role', 'ems'],
    ])
    assert.deepEqual(form.all('role'), ['police', 'ems'])
    assert.deepEqual([form.get('name'), form.get('other'), form.has('other')], ['Ada', '', false])
  })

  test('are gone through once, however often a name stands among them', () =>
    assertLinear((size) => formOf(fields(size)).all('seat'), 500))
})
