import { expect } from '@open-wc/testing'
import { sayFault } from './form/say-fault.ts'
import { createSay, emergencyWords } from './words.ts'

const say = createSay(
  {
    greeting: 'Hello {name}, {unknown}',
    seats: { one: '{count} seat', other: '{count} seats' },
    'error.required': 'Answer: {label}',
    'error.email.required': 'Enter your email address',
    'error.too-long': '{label}: at most {max}',
  },
  'en',
)
const question = { id: 'email', key: 'email', type: 'email', label: 'Email address', required: true, maxLength: 254 }

describe('words', () => {
  it('fills in what it is given, even what looks like a pattern', () => {
    expect(say('greeting', { name: '$& {name}' })).to.equal('Hello $& {name}, {unknown}')
  })

  it('chooses the plural by the number', () => {
    expect([0, 1, 2].map((count) => say('seats', { count }))).to.deep.equal(['0 seats', '1 seat', '2 seats'])
  })

  it('says nothing where it has no word, also not what every object has', () => {
    expect([say('missing'), say('constructor'), say('toString')]).to.deep.equal(['', '', ''])
  })

  it("names a fault by the field's own sentence, then the general one, then the server's", () => {
    expect(sayFault(say, { key: 'email', code: 'required' }, question)).to.equal('Enter your email address')
    expect(sayFault(say, { key: 'agency', code: 'required' }, { ...question, id: 'agency', label: 'Agency' })).to.equal(
      'Answer: Agency',
    )
    expect(sayFault(say, { key: 'email', code: 'too-long' }, question)).to.equal('Email address: at most 254')
    expect(sayFault(say, { key: 'email', code: 'new', message: 'Something new' }, question)).to.equal('Something new')
  })

  it('has three sentences of its own, in two languages', () => {
    expect(Object.keys(emergencyWords('en'))).to.have.length(3)
    expect(emergencyWords('es')).not.to.deep.equal(emergencyWords('en'))
    expect(emergencyWords('de')).to.deep.equal(emergencyWords('en'))
  })
})
