import assert from 'node:assert/strict'
import { type Person, type TrainingDraft, TrainingInput } from '@training-signup/contract'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { type CheckedPerson, foldName } from '../people/person.ts'
import { type AnswerFault, checkPeople, compileForm, formatFaults, type GivenAnswers } from './check-people.ts'
import { formOf } from './form.ts'

const question = (id: string, type: 'text' | 'date' | 'checkboxes' | 'info' | 'select', more = {}) => ({
  id,
  type,
  label: { en: id },
  ...more,
})
const given: TrainingDraft = {
  slug: 'first-responders',
  title: { en: 'Training' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
  audience: { access: 'attest', roles: ['police', 'fire'] },
  fields: { phone: 'optional', rank: 'optional', photo: 'optional' },
  organizer: { name: 'HTTC', privacyUrl: 'https://example.org/privacy' },
  questions: [
    question('constructor', 'text'),
    question('born', 'date'),
    question('days', 'checkboxes', {
      options: [
        { value: 'mon', label: { en: 'Monday' } },
        { value: 'tue', label: { en: 'Tuesday' } },
      ],
    }),
    question('hotel', 'text', { required: true, maxLength: 5, showWhen: { field: 'days', in: ['tue'] } }),
    question('egg', 'text', { required: true, showWhen: { field: 'needs', in: ['eggs'] } }),
    question('hint', 'info'),
    question('shirt', 'select', { label: { en: 'Which size?' }, options: [{ value: 's', label: { en: 'Small' } }] }),
    question('deep', 'text', { required: true, showWhen: { field: 'roleOther', in: ['Chaplain'] } }),
  ],
}
const input = TrainingInput.parse(given)
const form = compileForm(input)
const ada: Person = {
  givenName: 'Ada',
  familyName: 'Reyes',
  email: 'ada.reyes@kcpd.org',
  role: 'police',
  agency: 'KCPD',
  attestation: true,
}

const check = (person: Person, more: Partial<GivenAnswers> = {}, options = {}) =>
  checkPeople(form, { people: [{ ...ada, ...person }], consents: ['privacy'], ...more }, options)
function accepted(...args: Parameters<typeof check>): CheckedPerson {
  const checked = check(...args)
  assert.ok(checked.ok, JSON.stringify(checked))
  return checked.people[0] as CheckedPerson
}
function refused(...args: Parameters<typeof check>): AnswerFault[] {
  const checked = check(...args)
  assert.ok(!checked.ok)
  return checked.faults
}
const pointersTo = (person: Person) => refused(person).map(({ pointer }) => pointer)
const code = (person: Person) =>
  refused(person)
    .map((fault) => `${fault.pointer} ${fault.code}`)
    .join()

describe('answers', () => {
  test('are sorted into where they are stored', () => {
    assert.deepEqual(
      accepted({
        phone: ' 816 555 0100 x 7',
        rank: 'Sgt.',
        needs: 'step-free seating',
        photo: true,
        constructor: 'a',
      }),
      {
        givenName: 'Ada',
        familyName: 'Reyes',
        email: 'ada.reyes@kcpd.org',
        phone: '816 555 0100 x 7',
        role: 'police',
        agency: 'KCPD',
        answers: { rank: 'Sgt.', constructor: 'a', attestation: true },
        sensitive: { needs: 'step-free seating', photo: true },
      },
    )
  })

  test('that are missing are named', () => {
    const { givenName: _, ...rest } = ada
    const checked = checkPeople(form, { people: [ada, rest], consents: ['privacy'] })
    assert.deepEqual(checked, {
      ok: false,
      faults: [{ pointer: '/people/1/givenName', code: 'required', field: 'givenName' }],
    })
    assert.equal(code({ givenName: ' \u200B ' }), '/people/0/givenName required')
    const unlisted = compileForm(TrainingInput.parse({ ...given, questions: [], audience: { access: 'attest' } }))
    const { role: _role, agency: _agency, ...open } = ada
    const unsaid = checkPeople(unlisted, { people: [{ ...open, attestation: false }], consents: ['privacy'] })
    assert.equal(unsaid.ok ? '' : unsaid.faults[0]?.pointer, '/people/0/attestation')
    assert.equal(accepted({ familyName: '' }).familyName, '')
  })

  test('to a question of an earlier version are taken, and are needed no more', () => {
    const { attestation: _, ...rest } = ada
    assert.equal(checkPeople(form, { people: [rest], consents: ['privacy'] }).ok, true)
    assert.equal(accepted({}).answers['attestation'], true)
    assert.equal(code({ attestation: false }), '/people/0/attestation required')
    assert.match(
      formatFaults(refused({ attestation: false }), formOf(input, 'en'), 'en')[0]?.message ?? '',
      /^Confirm that/,
    )
    assert.equal(checkPeople(form, { people: [{ ...ada, attestation: false }] }, { lenient: true }).ok, true)
    const open = compileForm(TrainingInput.parse({ ...given, audience: { roles: ['police'] } }))
    assert.equal(checkPeople(open, { people: [ada], consents: ['privacy'] }).ok, false)
  })

  test('to questions that do not exist are refused, whatever they are called', () => {
    for (const id of ['toString', '__proto__', 'valueOf', 'nickname'])
      assert.equal(refused(JSON.parse(`{"${id}":"x"}`) as Person)[0]?.code, 'unknown-field', id)
    assert.deepEqual(refused({ hint: 'x' }), [{ pointer: '/people/0/hint', code: 'unknown-field', field: '' }])
    assert.deepEqual(pointersTo({ nickname: 'x', name_2: 'x' }), ['/people/0/nickname', '/people/0/name_2'])
    assert.equal('constructor' in accepted({}).answers && Object.hasOwn(accepted({}).answers, 'constructor'), false)
  })

  test('to questions with a stranger’s text as their name are refused without repeating it', () => {
    const text = 'My sister Jane Roe, 4 Elm St.'
    for (const id of [text, 'jane@kcpd.example', 'x'.repeat(41), 'a/b~c', '', 'Zoë'])
      assert.deepEqual(pointersTo({ [id]: 'x', [`${id}!`]: 'x' }), ['/people/0'], id)
    const [fault, ...more] = refused({}, { consents: ['privacy', text, `${text}!`] })
    assert.deepEqual([fault?.pointer, more.length], ['/consents', 0])
    assert.ok(!JSON.stringify(formatFaults(refused({ [text]: 'x' }), formOf(input, 'en'), 'en')).includes('Jane'))
  })

  test('of the wrong type are refused', () => {
    for (const [id, value] of [
      ['givenName', true],
      ['email', ['a']],
      ['attestation', 'true'],
      ['role', false],
      ['days', 'mon'],
      ['days', [1]],
      ['needs', null],
    ] as const)
      assert.equal(code({ [id]: value } as never), `/people/0/${id} wrong-type`)
  })

  test('must be among the options', () => {
    assert.equal(code({ role: 'constructor' }), '/people/0/role not-an-option')
    assert.equal(code({ shirt: 'xl' }), '/people/0/shirt not-an-option')
    assert.equal(accepted({ shirt: 's' }).answers['shirt'], 's')
    assert.equal(code({ days: ['wed'] }), '/people/0/days not-an-option')
    assert.equal(code({ days: ['mon', 'mon'] }), '/people/0/days not-an-option')
    assert.deepEqual(accepted({ days: ['mon'] }).answers['days'], ['mon'])
  })

  test('to hidden questions are dropped, garbage included', () => {
    assert.equal('roleOther' in accepted({ roleOther: 'Chaplain' }).answers, false)
    assert.equal('hotel' in accepted({ hotel: ['garbage'], days: ['mon'] }).answers, false)
    assert.equal('deep' in accepted({ roleOther: 'Chaplain', deep: 'x' }).answers, false)
    assert.equal('egg' in accepted({ egg: 'yes' }).answers, false)
    assert.equal(accepted({ egg: 'yes', needs: 'eggs' }).answers['egg'], 'yes')
  })

  test('to shown questions are needed', () => {
    assert.equal(code({ role: 'other' }), '/people/0/roleOther required')
    assert.equal(code({ role: 'other', roleOther: 'Chaplain' }), '/people/0/deep required')
    const other = accepted({ role: 'other', roleOther: 'Nurse' })
    assert.deepEqual([other.role, other.answers['roleOther']], ['other', 'Nurse'])
    assert.deepEqual(refused({ days: ['mon', 'tue'], hotel: 'Hilton' }), [
      { pointer: '/people/0/hotel', code: 'too-long', field: 'hotel', max: 5 },
    ])
  })

  test('are read in code points', () => {
    assert.equal(accepted({ days: ['tue'], hotel: '😀😀😀😀😀' }).answers['hotel'], '😀😀😀😀😀')
    assert.equal(accepted({ needs: 'line\nbreak\tand e\u0301' }).sensitive['needs'], 'line\nbreak\tand é')
    for (const text of ['a\u0000b', 'a\u001Bb', 'a\uD800b'])
      assert.equal(code({ agency: text }), '/people/0/agency characters')
  })

  test('of an organizer’s own entry need only a first name', () => {
    const walkIn = checkPeople(form, { people: [{ givenName: 'Ada', role: 'other' }] }, { lenient: true })
    assert.ok(walkIn.ok)
    assert.deepEqual([walkIn.people[0]?.email, walkIn.people[0]?.role, walkIn.people[0]?.agency], [null, 'other', null])
    assert.equal(checkPeople(form, { people: [{ familyName: 'Reyes' }] }, { lenient: true }).ok, false)
    assert.equal(checkPeople(form, { people: [{ givenName: 'Ada', email: 'nobody' }] }, { lenient: true }).ok, false)
  })

  test('of a group’s member may lack an address', () => {
    assert.equal(code({ email: '' }), '/people/0/email required')
    assert.equal(accepted({ email: '' }, { coordinator: {} }).email, null)
    const unnamed = { people: [{ ...ada, givenName: '' }], consents: ['privacy'], coordinator: {} }
    assert.equal(checkPeople(form, unnamed).ok, false)
  })

  test('are all named where they are missing, up to a limit', () => {
    const checked = checkPeople(form, { people: Array.from({ length: 150 }, () => ({})), consents: ['privacy'] })
    assert.ok(!checked.ok)
    assert.equal(checked.faults.length, 200)
  })

  test('may leave a box empty that no one has to check', () => {
    assert.equal('photo' in accepted({ photo: false }).sensitive, false)
  })

  test('include the consents', () => {
    assert.deepEqual(refused({}, { consents: [] }), [
      { pointer: '/consents/privacy', code: 'consent', field: 'privacy' },
    ])
    assert.equal(refused({}, { consents: ['privacy', 'mailing'] })[0]?.code, 'unknown-field')
  })

  test('have their faults described in the visitor’s language', () => {
    const faults = refused({ givenName: '', born: '2027-02-30' })
    assert.deepEqual(
      formatFaults(faults, formOf(input, 'es'), 'es').map(({ message }) => message),
      ['Ingrese su nombre', 'Ingrese una fecha, como 2027-03-06'],
    )
    const [missing, unticked] = formatFaults(
      [
        { pointer: '/people/0/shirt', code: 'required', field: 'shirt' },
        { pointer: '/consents/privacy', code: 'consent', field: 'privacy' },
      ],
      formOf(input, 'en'),
      'en',
    )
    assert.match(missing?.message ?? '', /: Which size\?$/)
    assert.match(unticked?.message ?? '', /: I’ve read how HTTC uses/)
  })
})

describe('a supervisor', () => {
  const domains = ['kcpd.org']
  const asked = compileForm(
    TrainingInput.parse({ ...given, questions: [], audience: { access: 'domain', domains, supervisor: 'optional' } }),
  )
  const anywhere = compileForm(
    TrainingInput.parse({ ...given, questions: [], audience: { access: 'approval', supervisor: 'optional' } }),
  )
  const { role: _role, agency: _agency, attestation: _attestation, ...officer } = ada
  const faultOf = (supervisorEmail: string, more: Partial<GivenAnswers> = {}, of = asked, options = {}) => {
    const people = [officer, { ...officer, email: 'luis@kcpd.org', supervisorEmail }]
    const checked = checkPeople(of, { people, consents: ['privacy'], ...more }, options)
    return checked.ok
      ? ''
      : checked.faults.map(({ pointer, code: name, field }) => [pointer, name, field].join(' ')).join()
  }
  const fault = (name: string) => `/people/1/supervisorEmail ${name} supervisorEmail`
  const coordinator = { email: 'Pat@kcpd.org' }
  const cases: [string, string, ...Parameters<typeof faultOf>][] = [
    ['of the domain is asked', '', 'chief@kcpd.org'],
    ['may be named by no one', '', ''],
    ['is not the person, with any tag', fault('own-address'), 'Luis+boss@kcpd.org'],
    ['is not their coordinator', fault('coordinators-address'), 'pat+1@kcpd.org', { coordinator }],
    ['may be anyone else of a group', '', 'chief@kcpd.org', { coordinator }],
    ['of a group whose coordinator has no address is asked', '', 'chief@kcpd.org', { coordinator: {} }],
    ['is of the training’s domain', fault('other-domain'), 'chief@mail.kcpd.org'],
    ['is of the domain, not of one in their name', fault('other-domain'), 'kcpd.org@evil.example'],
    ['is of any domain where none is named', '', 'chief@evil.example', {}, anywhere],
    ['is anyone, where an organizer enters them', '', 'luis@kcpd.org', {}, asked, { lenient: true }],
  ]
  for (const [name, expected, ...one] of cases) test(name, () => assert.equal(faultOf(...one), expected))
})

describe('a name', () => {
  test('is any name that people have', () => {
    for (const name of [
      "O'Brien",
      'D’Angelo',
      'José',
      'Nguyễn Thị',
      '王小明',
      'محمد',
      'मनीष',
      'Ada 🚓',
      '👩‍🚒',
      'Ṱ̈ĕst',
      'X',
    ])
      assert.equal(accepted({ givenName: name }).givenName, name.normalize('NFC'))
    assert.equal(accepted({ givenName: 'x'.repeat(100) }).givenName.length, 100)
    assert.equal(code({ givenName: 'x'.repeat(101) }), '/people/0/givenName too-long')
    assert.equal([...accepted({ givenName: '😀'.repeat(100) }).givenName].length, 100)
  })
  test('is measured as it is searched for, too: one letter can become eighteen', () => {
    for (const id of ['givenName', 'familyName']) {
      assert.equal(code({ [id]: 'ﷺ'.repeat(6) }), `/people/0/${id} too-long`)
      assert.ok(foldName('ﷺ'.repeat(5)).length <= 100)
      assert.equal(accepted({ [id]: 'ﷺ'.repeat(5) })[id as 'givenName'], 'ﷺ'.repeat(5))
    }
    assert.equal(code({ agency: 'ﷺ'.repeat(12) }), '/people/0/agency too-long')
    assert.equal(accepted({ agency: 'Straßenbauamt Köln' }).agency, 'Straßenbauamt Köln')
    assert.equal(accepted({ givenName: '남궁'.repeat(10) }).givenName.length, 20)
  })
  test('shows what it is', () => {
    for (const name of [
      'a\nb',
      'a\r\nBcc: x@y.org',
      'a\tb',
      'a\u0085b',
      '\u202Eada',
      'a\u2066b',
      'a\uDC00',
      `a${'\u0335'.repeat(5)}`,
    ])
      for (const id of ['givenName', 'agency'])
        assert.equal(code({ [id]: name }), `/people/0/${id} characters`, JSON.stringify(name))
    assert.equal(accepted({ agency: 'K\u200BCPD\uFEFF' }).agency, 'KCPD')
    assert.equal(accepted({ givenName: 'A\u200Bd\u00ADa\uFEFF\u2060' }).givenName, 'Ada')
    assert.equal(accepted({ givenName: 'می\u200Cخواهم' }).givenName, 'می\u200Cخواهم')
  })
  test('is clean once and for all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        const checked = check({ familyName: name })
        if (!checked.ok) return
        const { familyName } = checked.people[0] as CheckedPerson
        assert.equal(accepted({ familyName }).familyName, familyName)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('an address, a number and a date', () => {
  test('can be written to', () => {
    for (const email of ['a+b@x.org', "o'b@x.org", 'a@müller.example', ' a@x.org ', `a@${'x.'.repeat(20)}org`])
      assert.equal(accepted({ email }).email, email.trim())
    for (const email of [
      'a',
      'a b@x.org',
      'a\u200B@x.org',
      '"a"@x.org',
      'ä@x.org',
      'a@x.org,b@x.org',
      'a@@x',
      '<a@x.org>',
    ])
      assert.equal(code({ email }), '/people/0/email email', email)
    for (const email of ['a@x', 'a@x .org', 'a@-x.org', 'a@x..org', 'a@x.org>'])
      assert.equal(code({ email }), '/people/0/email email-typo', email)
    for (const email of ['a@', 'ada.reyes@ ']) assert.equal(code({ email }), '/people/0/email email-part', email)
    assert.equal(code({ email: 'a\u0000@x.org' }), '/people/0/email characters')
  })
  test('is kept as it was typed', () => {
    for (const phone of ['816-555-0100', '(816) 555.0100 ext. 12', '+1 816 555 0100 x3', '12345'])
      assert.equal(accepted({ phone }).phone, phone)
    for (const phone of ['1234', 'call me 816 555 0100', '816/555/0100', 'xxxxxx', '٨١٦٥٥٥٠١٠٠'])
      assert.equal(code({ phone }), '/people/0/phone tel')
  })
  test('is a day that exists', () => {
    assert.equal(accepted({ born: '2024-02-29' }).answers['born'], '2024-02-29')
    for (const born of ['2023-02-29', '03/06/2027', '2027-3-6']) assert.equal(code({ born }), '/people/0/born date')
  })
})

test('nothing that JSON can say makes the check throw', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...form.fields.keys(), 'x', '__proto__'), fc.jsonValue()), (person) => {
      check(person as Person)
    }),
  )
})
