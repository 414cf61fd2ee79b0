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
  test('says of a group in every language who stays home, and names no one', () => {
    const people = ['confirmed', 'waitlisted'] as const
    const group = { reference: 'R', isGroup: true, people, lang: 'en' } as const
    const { words } = resultFor({ config }, { contact: undefined }, group)
    assert.deepEqual(words?.['en'], {
      outcome: '{names} should stay home unless you hear that they have a seat',
      'outcome.word': '1 of 2 has a seat',
      'outcome.text': 'Save your reference number.',
    })
    assert.equal(words?.['es']?.['outcome.word'], '1 de 2 con cupo')
    const waiting = Array.from({ length: 5 }, () => 'waitlisted' as const)
    const mail = {} as NonNullable<(typeof config)['mail']>
    const mailed = resultFor({ config: { ...config, mail } }, { contact: undefined }, { ...group, people: waiting })
    assert.equal(mailed.words?.['en']?.['outcome'], '5 people should stay home unless we email them or you')
    assert.equal(mailed.words?.['en']?.['outcome.sentTo'], 'We’re emailing the list to {address}.')
    assert.equal(resultFor({ config }, { contact: undefined }, { ...group, isGroup: false }).words, undefined)
  })
  test('is sent in ASCII, and means the same', () => {
    const result = { text: 'You’re in, José 🚓', lines: 'a\nb' }
    assert.match(formatResult(result), /^[ -~]+$/)
    assert.deepEqual(JSON.parse(formatResult(result)), result)
  })
})
