import assert from 'node:assert/strict'
import { test } from 'mocha'
import { validate, version } from 'uuid'
import { createIds } from './new-id.ts'
import { randomBytes } from './random-bytes.ts'

const many = 20_000

test('ids are different, in order, and of version 7, whatever the clock does', () => {
  let drawn = 0
  // Stands still for a while, goes on, and is set back.
  const now = () => new Date(Date.UTC(2027, 0, 10) + (drawn < many / 2 ? Math.floor((drawn += 1) / 100) : -drawn++))
  const ids = Array.from({ length: many }, createIds({ now, randomBytes }))
  assert.equal(new Set(ids).size, many)
  assert.deepEqual(ids.toSorted(), ids)
  assert.ok(ids.every((id) => validate(id) && version(id) === 7))
  assert.equal(new Set(ids.map((id) => id.slice(-12))).size, many, 'what is random in them is different too')
})

test('an id begins with the instant at which it was made', () => {
  const at = new Date('2027-01-10T12:00:00.123Z')
  const id = createIds({ now: () => at, randomBytes })()
  assert.equal(Number.parseInt(id.replace('-', '').slice(0, 12), 16), at.getTime())
})
