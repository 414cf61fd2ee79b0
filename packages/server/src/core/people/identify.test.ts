import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { identify, needsApproval } from './identify.ts'

const walkIn = {
  givenName: 'Ada',
  familyName: 'Reyes',
  email: null as string | null,
  phone: null as string | null,
  role: null,
  agency: null,
  answers: {},
  sensitive: {},
}
const coordinator = { name: 'Pat Lee', email: 'Pat@KCPD.example' }

describe('the key of a person', () => {
  let ids = 0
  const keyOf = (given: Partial<typeof walkIn>, more: { coordinator?: typeof coordinator } = {}) =>
    identify(
      { newId: () => `id-${(ids += 1)}` },
      { access: 'open', domains: [] },
      {
        people: [{ ...walkIn, ...given }],
        ...more,
      },
    )[0]?.activePerson
  for (const [name, expected, ...given] of [
    [
      'has their own address first',
      'ada@kcpd.example ada reyes',
      { email: 'Ada@kcpd.example', phone: '1' },
      { coordinator },
    ],
    ['has their coordinator’s where they have none', 'pat@kcpd.example ada reyes', { phone: '1' }, { coordinator }],
    ['has their phone where there is no address', '816-555-0100 ada reyes', { phone: '816-555-0100' }],
  ] as const)
    test(name, () => assert.equal(keyOf(given[0], given[1]), expected))
  test('is of one person alone where nothing reaches them: two who share a name are two people', () => {
    assert.notEqual(keyOf({}), keyOf({}))
  })
})

describe('approval', () => {
  const ada = { email: 'ada@KCPD.example' }
  for (const [name, expected, access, email, domains] of [
    ['is needed by everyone where organizers approve people', true, 'approval', ada.email, ['kcpd.example']],
    ['is needed by no one where it is open', false, 'open', null, []],
    ['is needed by no one who only has to confirm who they are', false, 'attest', null, []],
    ['is not needed with an address of the domain', false, 'domain', ada.email, ['kcpd.example']],
    [
      'is not needed with one in another spelling of the domain',
      false,
      'domain',
      'ada@münchen.example',
      ['xn--mnchen-3ya.example'],
    ],
    ['is needed with any other', true, 'domain', 'ada@mail.kcpd.example', ['kcpd.example']],
    [
      'is needed with an address that only holds the domain',
      true,
      'domain',
      'kcpd.example@evil.example',
      ['kcpd.example'],
    ],
    ['is needed without an address', true, 'domain', null, ['kcpd.example']],
    ['is needed by everyone where no domain is named', true, 'domain', ada.email, []],
  ] as const)
    test(name, () => assert.equal(needsApproval({ access, domains: [...domains] }, { email }), expected))
  test('is asked for each person of a group', () => {
    const people = ['ada@kcpd.example', 'eve@evil.example'].map((email) => ({ ...walkIn, email }))
    const identified = identify({ newId: () => '' }, { access: 'domain', domains: ['kcpd.example'] }, { people })
    assert.deepEqual(
      identified.map((one) => one.needsApproval),
      [false, true],
    )
    assert.deepEqual([identified[0]?.email, identified[0]?.familyName], ['ada@kcpd.example', 'Reyes'])
  })
})
