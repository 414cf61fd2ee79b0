import assert from 'node:assert/strict'
import { test } from 'mocha'
import { canBeSameName } from './short-names.ts'

test('first names are one person’s if they are the same, a beginning, or a short form', () => {
  for (const [one, other] of [
    ['ada', 'ada'],
    ['ada', 'ada marie'],
    ['chris', 'christopher'],
    ['tony', 'anthony'],
    ['bob', 'robert lee'],
    ['lupita', 'guadalupe'],
  ] as const) {
    assert.ok(canBeSameName(one, other), `${one} and ${other}`)
    assert.ok(canBeSameName(other, one), `${other} and ${one}`)
  }
})

test('an initial in common is not enough', () => {
  for (const [one, other] of [
    ['ashley', 'ada'],
    ['ada', 'anthony'],
    ['tony', 'tyler'],
    ['a', 'ada'],
    ['', 'ada'],
    ['teddy', 'tony'],
  ] as const)
    assert.ok(!canBeSameName(one, other), `${one} and ${other}`)
})
