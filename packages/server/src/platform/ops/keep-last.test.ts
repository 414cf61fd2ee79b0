import assert from 'node:assert/strict'
import { test } from 'mocha'
import { keepLast } from './keep-last.ts'

test('what is asked again is answered without work, and what is asked in between is not mixed up', () => {
  const asked: (string | undefined)[] = []
  const shout = keepLast((text: string | undefined) => {
    asked.push(text)
    return text?.toUpperCase()
  })
  assert.deepEqual([undefined, undefined, 'a', 'a', 'b', 'a', ''].map(shout), [
    undefined,
    undefined,
    'A',
    'A',
    'B',
    'A',
    '',
  ])
  assert.deepEqual(asked, [undefined, 'a', 'b', 'a', ''])
})
