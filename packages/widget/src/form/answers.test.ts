import { expect } from '@open-wc/testing'
import { isEmailAddress } from '@training-signup/contract/email'
import { limits } from '@training-signup/contract/limits'
import { formOf } from '../testing/fixtures.ts'
import { findFaults, forAnotherPerson, type Question, questionsOf, shownQuestions, toRegistration } from './answers.ts'

const question = (changes: Partial<Question>): Question => ({
  id: 'x',
  key: 'x',
  type: 'text',
  label: 'X',
  required: false,
  ...changes,
})
const codeOf = (changes: Partial<Question>, answer: string | boolean | string[]) =>
  findFaults([question(changes)], { x: answer })[0]?.code
/** Numbers below another that look like chance, the same in each run. */
const chance = (seed: number) => (below: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
const options = [
  { value: 'a', label: 'A' },
  { value: 'b', label: 'B' },
]

describe('the faults that a browser finds', () => {
  const cases: [Partial<Question>, string | boolean | string[], string | undefined][] = [
    [{ required: true }, '  ', 'required'],
    [{ required: true, type: 'checkbox' }, false, 'required'],
    [{ required: true, type: 'checkboxes', options }, [], 'required'],
    [{ required: true, type: 'info' }, '', undefined],
    [{}, '', undefined],
    [{ type: 'email' }, 'ada@kcpd.org', undefined],
    [{ type: 'email' }, " o'neil+tag@münchen.example ", undefined],
    [{ type: 'email' }, 'ada', 'email'],
    [{ type: 'email' }, 'ada@', 'email-part'],
    [{ type: 'email' }, 'ada@kcpd', 'email-typo'],
    [{ type: 'email' }, 'a b@kcpd.org', 'email'],
    [{ type: 'email' }, 'ada@kcpd..org', 'email-typo'],
    [{ type: 'email' }, 'ada@kcpd@kcpd.org', 'email'],
    [{ type: 'tel' }, '(816) 555-0100 ext. 7', undefined],
    [{ type: 'tel' }, '1234', 'tel'],
    [{ type: 'tel' }, 'call me', 'tel'],
    [{ type: 'date' }, '2028-02-29', undefined],
    // A browser's own control writes dates as they should be, and knows half a one; of others the
    // server thinks.
    [{ type: 'date' }, '03/06/2027', undefined],
    [{ maxLength: 3 }, '👮👮👮', undefined],
    [{ maxLength: 3 }, 'abcd', 'too-long'],
    [{ maxLength: 1 }, 'e\u0301', undefined],
    [{}, 'x'.repeat(2001), 'too-long'],
    [{ type: 'select', options }, 'a', undefined],
    [{ type: 'select', options }, 'c', 'not-an-option'],
    [{ type: 'checkboxes', options }, ['a', 'c'], 'not-an-option'],
    [{ type: 'hologram' }, 'anything', undefined],
  ]
  for (const [changes, answer, code] of cases) {
    it(`${JSON.stringify(changes)} ${JSON.stringify(answer).slice(0, 40)}: ${code ?? 'nothing'}`, () => {
      expect(codeOf(changes, answer)).to.equal(code)
    })
  }

  const addresses = [
    'a@-b.org',
    'a@b-.org',
    'a@b.-org',
    'a@b.org-',
    'a@b.org.',
    'a@.b.org',
    'a@b..org',
    'a@b',
    '@b.org',
    'a@b@c.org',
    'a@b c.org',
    'a@b_c.org',
    'a@b-c.org',
    'a@1.2',
    'a.@b.org',
    'a"b@c.org',
    'á@b.org',
    'a@münchen.example',
    'a@mu\u0308nchen.example',
    'a@\u0308b.org',
    'a@पोस्ट.भारत',
    `${'a'.repeat(64)}@b.org`,
    `${'a'.repeat(65)}@b.org`,
    `a@${'b'.repeat(63)}.org`,
    `a@${'b'.repeat(64)}.org`,
    'first.last+tag@sub.domain.example.org',
  ]
  const isAccepted = (address: string) => codeOf({ type: 'email', maxLength: limits.email }, address) === undefined

  it('is no email address that the server would take', () => {
    const taken = addresses.filter(isEmailAddress)
    expect(taken).to.have.length.greaterThan(8)
    expect(taken.filter((address) => !isAccepted(address))).to.deep.equal([])
  })

  it('is no email address that the server would take, whatever it is made of', () => {
    const choose = chance(20_261_125)
    // Plain ones first, so that many of the addresses are good ones.
    const letters = [
      ...'abcxyzABCXYZ0123456789abcxyzABCXYZ0123456789aZ09.-_+\'@ü\u0308पि\u200d😀\u212a\u3000 \t!#$%&*/=?^`{|}~",;:<>()[]\\',
    ]
    const word = () => Array.from({ length: 1 + choose(4) }, () => letters[choose(letters.length)]).join('')
    const made = Array.from({ length: 5000 }, () => `${word()}@${word()}.${word()}`)
    const taken = made.filter(isEmailAddress)
    expect(taken).to.have.length.greaterThan(100)
    expect(taken.filter((address) => !isAccepted(address))).to.deep.equal([])
  })

  it('asks for a consent by its own code', () => {
    const consent = question({ key: '/consents/privacy', type: 'checkbox', required: true })
    expect(findFaults([consent], {})).to.deep.equal([{ key: '/consents/privacy', code: 'consent' }])
  })

  it('does not ask for what is hidden', () => {
    const hidden = question({ required: true, showWhen: { field: 'role', in: ['other'] } })
    expect(findFaults([question({ key: 'role' }), hidden], { role: 'police' })).to.deep.equal([])
  })
})

describe('which questions are shown', () => {
  const shown = (questions: Question[], answers: Record<string, string | boolean | string[]>) =>
    shownQuestions(questions, answers).map(({ key }) => key)
  const a = question({ key: 'a' })
  const b = question({ key: 'b', showWhen: { field: 'a', in: ['yes', 'true'] } })
  const c = question({ key: 'c', showWhen: { field: 'b', in: ['yes'] } })

  it('those whose condition holds, for a word, a tick and one of several', () => {
    expect(shown([a, b], { a: 'yes' })).to.deep.equal(['a', 'b'])
    expect(shown([a, b], { a: true })).to.deep.equal(['a', 'b'])
    expect(shown([a, b], { a: ['no', 'yes'] })).to.deep.equal(['a', 'b'])
    expect(shown([a, b], { a: 'no' })).to.deep.equal(['a'])
  })

  it('not those that hang on a hidden one or on one that is not asked', () => {
    expect(shown([a, b, c], { a: 'no', b: 'yes' })).to.deep.equal(['a'])
    expect(shown([c], { b: 'yes' })).to.deep.equal([])
  })
})

describe('the request', () => {
  it('leaves out what is hidden, empty or unticked, and trims', () => {
    const answers = {
      givenName: ' Ada ',
      familyName: ' ',
      role: 'police',
      roleOther: 'Chaplain',
      attestation: false,
      '/consents/privacy': true,
    }
    const body = toRegistration(questionsOf(formOf()), answers, { partner: undefined, lang: 'es', elapsedMs: 5000 })
    expect(body).to.deep.equal({
      people: [{ givenName: 'Ada', role: 'police' }],
      consents: ['privacy'],
      lang: 'es',
      elapsedMs: 5000,
    })
  })

  it('begins for the next person with what colleagues share', () => {
    const next = forAnotherPerson({ givenName: 'Ada', agency: 'KCPD', attestation: true, topics: ['law'] })
    expect(next).to.deep.equal({ givenName: '', agency: 'KCPD', attestation: '', topics: '' })
  })
})
