import assert from 'node:assert/strict'
import { test } from 'mocha'
import { foldSmall } from './fold-small.ts'

const folded = (...sizes: number[]) =>
  foldSmall(
    sizes.map((registered, at) => ({ label: `Group ${at}`, registered, came: Math.floor(registered / 2) })),
    'Other',
  ).map(({ label, registered, came }) => `${label} ${registered} ${came}`)

test('groups under 5 are folded together, with the next smallest where they would be too few or one alone', () => {
  assert.deepEqual(folded(9, 5), ['Group 0 9 4', 'Group 1 5 2'])
  assert.deepEqual(folded(20, 9, 4, 3), ['Group 0 20 10', 'Group 1 9 4', 'Other 7 3'])
  assert.deepEqual(folded(20, 9, 4), ['Group 0 20 10', 'Other 13 6'], 'the total gives one away')
  assert.deepEqual(folded(20, 9, 2, 1), ['Group 0 20 10', 'Other 12 5'])
  assert.deepEqual(folded(20, 4), ['Other 24 12'])
  assert.deepEqual(folded(3), [])
  assert.deepEqual(folded(1, 1, 0), [])
})

test('people who walked in make a group as large as those who came', () => {
  const groups = [
    { label: 'Police', registered: 20, came: 18 },
    { label: 'Fire', registered: 2, came: 6 },
    { label: 'EMS', registered: 0, came: 2 },
  ]
  assert.deepEqual(foldSmall(groups.slice(0, 2), 'Other'), groups.slice(0, 2))
  assert.deepEqual(foldSmall(groups, 'Other'), [groups[0], { label: 'Other', registered: 2, came: 8 }])
})

test('no small group follows from what is shown, whatever the groups are', () => {
  for (let round = 0; round < 500; round++) {
    const sizes = Array.from({ length: 1 + Math.floor(Math.random() * 8) }, () => Math.floor(Math.random() * 14))
    const shown = foldSmall(
      sizes.map((registered, at) => ({ label: String(at), registered, came: 0 })),
      'Other',
    )
    const all = sizes.reduce((sum, one) => sum + one, 0)
    assert.ok(shown.every(({ registered }) => registered >= 5))
    assert.ok(shown.length === 0 || shown.reduce((sum, one) => sum + one.registered, 0) === all)
    const named = new Set(shown.map(({ label }) => label))
    const hidden = sizes.filter((size, at) => size > 0 && !named.has(String(at)))
    assert.ok(hidden.length !== 1 || all < 5 || sizes.filter((size) => size > 0).length === 1, String(sizes))
  }
})
