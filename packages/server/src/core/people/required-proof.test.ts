import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { codeDigitsOf, mostUnproven, proofOf } from './required-proof.ts'

const people = (count: number, email: string | null = 'a@x.org') => Array.from({ length: count }, () => ({ email }))
const withGap = [...people(1), ...people(1, null)]

describe('what makes a sign-up count', () => {
  assert.equal(mostUnproven, 5)
  for (const [verify, sendsMail, group, expected] of [
    ['never', true, people(6), 'none'],
    ['never', false, people(6), 'none'],
    ['everyone', true, people(1), 'code'],
    ['everyone', false, people(5, null), 'none'],
    ['everyone', false, people(6), 'approval'],
    ['groups', true, people(5), 'none'],
    ['groups', true, people(6), 'code'],
    ['groups', true, withGap, 'code'],
    ['groups', false, people(5, null), 'none'],
    ['groups', false, people(6), 'approval'],
  ] as const) {
    const addressed = group.every(({ email }) => email !== null) ? 'with addresses' : 'some without an address'
    test(`${verify}, ${sendsMail ? '' : 'without '}mail, ${group.length} ${addressed}: ${expected}`, () =>
      assert.equal(proofOf({ verify, sendsMail }, group), expected))
  }
})

test('a code is longer exactly where the domain of an address gives a seat', () => {
  assert.equal(codeDigitsOf({ access: 'domain', domains: ['kcpd.example'] }), 8)
  assert.equal(codeDigitsOf({ access: 'domain', domains: [] }), 6)
  for (const access of ['open', 'attest', 'approval'] as const)
    assert.equal(codeDigitsOf({ access, domains: ['kcpd.example'] }), 6)
})
