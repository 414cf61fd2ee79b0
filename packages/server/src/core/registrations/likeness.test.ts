import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { createHasher, hasOtherTraits, traitsInCommon } from './likeness.ts'

type One = Parameters<typeof traitsInCommon>[0]
const ada: One = {
  given_name: 'Ada',
  family_name: 'Reyes',
  phone: '816-555-0100',
  email: 'ada.reyes@kcpd.example',
  group_id: null,
}
/** Someone who is like Ada in nothing, but for what is given. */
const other = (given: Partial<One> = {}): One => ({
  given_name: 'Luis',
  family_name: 'Ortega',
  phone: '913-555-0199',
  email: 'luis@kcpd.example',
  group_id: null,
  ...given,
})
const inCommon = (given: Partial<One>, one: Partial<One> = {}) => traitsInCommon({ ...ada, ...one }, other(given))

describe('what two registrations have in common', () => {
  const cases: [string, ReturnType<typeof inCommon>, Partial<One>, Partial<One>?][] = [
    ['nothing', [], {}],
    ['a name', ['name'], { given_name: 'ADA', family_name: 'Réyes' }],
    ['a family name alone is no name', [], { family_name: 'Reyes' }],
    ['a phone, however it is written', ['phone'], { phone: '(816) 555.0100' }],
    ['a phone with the country code of the United States', ['phone'], { phone: '+1 816 555 0100' }],
    ['a number that begins with 1 and is shorter keeps it', [], { phone: '1234567' }, { phone: '234567' }],
    ['a longer number keeps it, too', [], { phone: '181655501009' }, { phone: '81655501009' }],
    [
      'a number of another country keeps a 1 inside',
      [],
      { phone: '+44 1 816 555 0100' },
      { phone: '+44 816 555 0100' },
    ],
    ['seven digits', ['phone'], { phone: '555-0100' }, { phone: '5550100' }],
    ['fewer digits are no phone', [], { phone: '55-0100' }, { phone: '550100' }],
    ['no phone at all is none in common', [], { phone: null }, { phone: null }],
    ['a mailbox, with any tag', ['mailbox'], { email: 'AdaReyes+x@kcpd.example' }],
    ['no address at all is none in common', [], { email: null }, { email: null }],
    ['all three', ['name', 'phone', 'mailbox'], ada],
    ['in one group, the name only', ['name'], { ...ada, group_id: 'one' }, { group_id: 'one' }],
    ['in two groups, everything', ['name', 'phone', 'mailbox'], { ...ada, group_id: 'two' }, { group_id: 'one' }],
  ]
  for (const [name, expected, given, one] of cases) test(name, () => assert.deepEqual(inCommon(given, one), expected))
})

test('a registration has other traits once its name, phone, or mailbox is another, not its spelling', () => {
  assert.equal(
    hasOtherTraits(ada, { ...ada, given_name: 'ADA', phone: '8165550100', email: 'AdaReyes@kcpd.example' }),
    false,
  )
  for (const change of [{ given_name: 'Eda' }, { phone: null }, { email: 'eda@kcpd.example' }])
    assert.equal(hasOtherTraits(ada, { ...ada, ...change }), true)
})

describe('hashes of what registrations can have in common', () => {
  const hash = createHasher({ authSecret: 'a'.repeat(32) })
  test('are equal where the traits are, one for each, and short', () => {
    assert.deepEqual(hash(ada), hash({ ...ada, given_name: 'ADA', phone: '+1 816 555 0100' }))
    assert.equal(new Set(hash(ada)).size, 3)
    for (const one of hash(ada)) assert.match(one, /^[\w-]{22}$/)
    assert.equal(hash({ ...ada, phone: null, email: null }).length, 1)
  })
  test('stay what they are: stored ones are compared with those of later versions', () => {
    assert.deepEqual(hash(ada), ['2TjnE4FbNtunmg8OPlDJcL', 'nwzKuWjNyIFskIuh_mf5UC', 'TCCoYf9yehGliWYOyooMUK'])
  })
  test('tell a trait from another of the same text, and cannot be made without the secret', () => {
    const [asPhone] = hash(other({ given_name: '', family_name: '', phone: '8165550100', email: null }))
    const [asName] = hash(other({ given_name: '', family_name: '8165550100', phone: null, email: null }))
    assert.notEqual(asPhone, asName)
    assert.notDeepEqual(createHasher({ authSecret: 'b'.repeat(32) })(ada), hash(ada))
  })
})
