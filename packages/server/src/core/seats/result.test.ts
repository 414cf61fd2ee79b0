import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { formatResult, outcomeOf, resultFor } from './result.ts'

const config = { mail: undefined } as Parameters<typeof resultFor>[0]['config']
const statusOf = (...people: Parameters<typeof outcomeOf>[1]) =>
  resultFor({ config }, { contact: undefined }, { reference: 'R', people, lang: 'en' }).status

describe('the result of a sign-up', () => {
  test('is the least certain of its people’s', () => {
    assert.equal(statusOf('confirmed', 'waitlisted', 'pending_approval'), 'waitlisted')
    assert.equal(statusOf('confirmed', 'pending_approval'), 'pending_approval')
    assert.equal(statusOf('confirmed', 'cancelled'), 'confirmed')
    assert.equal(statusOf('cancelled'), 'confirmed')
  })
  test('is said in other words where some of a group may come, and others not yet', () => {
    assert.equal(outcomeOf('waitlisted', ['confirmed', 'waitlisted']), 'divided')
    assert.equal(outcomeOf('waitlisted', ['waitlisted', 'pending_approval']), 'waitlisted')
    assert.equal(outcomeOf('confirmed', ['confirmed', 'confirmed']), 'confirmed')
  })
  test('is sent in ASCII, and means the same', () => {
    const result = { text: 'You’re in, José 🚓', lines: 'a\nb' }
    assert.match(formatResult(result), /^[ -~]+$/)
    assert.deepEqual(JSON.parse(formatResult(result)), result)
  })
})
