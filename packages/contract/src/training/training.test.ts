import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { PartnerInput } from '../partner.ts'
import { RegistrationInput } from '../people/registration.ts'
import { type TrainingDraft, TrainingInput } from './training.ts'

const smallest: TrainingDraft = {
  slug: 'first-responders',
  title: { en: 'Training' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
}
/** Where the first fault of a training that differs from the smallest in this is. */
const faultOf = (more: object) => {
  const parsed = TrainingInput.safeParse({ ...smallest, ...more })
  return parsed.success ? undefined : parsed.error.issues[0]?.path.join('.')
}

describe('a training', () => {
  test('suggests at most a hundred agencies, each as long as an answer can be', () => {
    const faultIn = (agencies: string[]) => faultOf({ agencies })
    assert.equal(faultIn(Array.from({ length: 100 }, (_, index) => `Agency ${index}`)), undefined)
    assert.equal(faultIn(Array.from({ length: 101 }, (_, index) => `Agency ${index}`)), 'agencies')
    assert.equal(faultIn(['A'.repeat(200)]), undefined)
    assert.equal(faultIn(['A', 'A'.repeat(201)]), 'agencies.1')
    for (const wrong of ['', 'Two\nlines']) assert.equal(faultIn([wrong]), 'agencies.0')
  })

  test('needs little, and is then a draft that anyone may come to', () => {
    const training = TrainingInput.parse(smallest)
    assert.equal(training.status, 'draft')
    assert.deepEqual(training.audience, {
      access: 'open',
      domains: [],
      roles: [],
      supervisor: 'off',
      verify: 'groups',
      coordinators: false,
    })
    const { capacity, waitlistBy, offerHours, cutOffHours, holdDays } = training.seats
    assert.deepEqual([capacity, waitlistBy, offerHours, cutOffHours, holdDays], [null, 'promotion', 48, 2, 7])
  })

  test('asks groups, everyone, or no one for a code, as booleans said in earlier versions', () => {
    const verifyOf = (verify: unknown) => {
      const parsed = TrainingInput.safeParse({ ...smallest, audience: { verify } })
      return parsed.success ? parsed.data.audience.verify : parsed.error.issues[0]?.path.join('.')
    }
    assert.deepEqual([undefined, 'never', 'groups', 'everyone', false, true].map(verifyOf), [
      'groups',
      'never',
      'groups',
      'everyone',
      'never',
      'everyone',
    ])
    assert.equal(verifyOf('sometimes'), 'audience.verify')
  })

  test('of the example is one, as is its partner', () => {
    const file = new URL('../../../../examples/jackson-county/trainings.json', import.meta.url)
    const { partners, trainings } = JSON.parse(readFileSync(file, 'utf8'))
    assert.equal(trainings.map((one: unknown) => TrainingInput.parse(one)).length, 2)
    assert.equal(partners.map((one: unknown) => PartnerInput.parse(one)).length, 1)
  })

  test('ends after it starts, closes after it opens, and is somewhere', () => {
    assert.equal(faultOf({ end: '2027-03-06T09:00' }), 'end')
    assert.equal(faultOf({ opensAt: '2027-01-02T00:00', closesAt: '2027-01-01T00:00' }), 'closesAt')
    assert.equal(faultOf({ venue: undefined }), 'venue')
    assert.equal(faultOf({ venue: undefined, onlineUrl: 'https://example.org/room' }), undefined)
  })

  test('names mail domains in any spelling, and takes nothing else for one', () => {
    const domainsOf = (domains: string[]) =>
      TrainingInput.parse({ ...smallest, audience: { domains } }).audience.domains
    assert.deepEqual(domainsOf([' KCPD.org', 'München.example', 'xn--mnchen-3ya.example', 'mail.kcpd.org']), [
      'kcpd.org',
      'xn--mnchen-3ya.example',
      'xn--mnchen-3ya.example',
      'mail.kcpd.org',
    ])
    for (const wrong of [
      'ada@kcpd.org',
      'kcpd',
      'https://kcpd.org',
      'kcpd.org/mail',
      'kcpd.org, mail.kcpd.org',
      '*.kcpd.org',
      '',
    ])
      assert.equal(faultOf({ audience: { domains: [wrong] } }), 'audience.domains.0', wrong)
  })

  test('is on a day that there is, in a zone with a law of its own', () => {
    assert.equal(faultOf({ start: '2027-02-29T09:00' }), 'start')
    assert.equal(faultOf({ start: '2027-03-06 09:00' }), 'start')
    for (const timeZone of ['+06:00', 'Mars/Olympus', '']) assert.equal(faultOf({ timeZone }), 'timeZone', timeZone)
  })

  test('has nothing that no one knows', () => {
    assert.equal(faultOf({ capacity: 3 }), '')
    assert.equal(faultOf({ fields: { shoeSize: 'optional' } }), 'fields')
    assert.equal(faultOf({ seats: { capacity: -1 } }), 'seats.capacity')
    assert.equal(faultOf({ seats: { waitlistBy: 'lot' } }), 'seats.waitlistBy')
    assert.equal(faultOf({ seats: { offerHours: 0 } }), 'seats.offerHours')
  })

  test('asks questions of its own, with options where they are chosen from', () => {
    const question = { id: 'shirt', type: 'select', label: { en: 'Shirt size' } }
    assert.equal(faultOf({ questions: [{ ...question, options: [{ value: 'm', label: { en: 'M' } }] }] }), undefined)
    assert.equal(faultOf({ questions: [question] }), 'questions.0.options')
    assert.equal(faultOf({ questions: [{ ...question, id: '9lives', type: 'text' }] }), 'questions.0.id')
    const size = { id: 'size', type: 'text', label: { en: 'Size' }, showWhen: { field: 'shirt', in: ['m'] } }
    const shirt = { ...question, options: [{ value: 'm', label: { en: 'M' } }] }
    assert.equal(faultOf({ questions: [shirt, size] }), undefined)
    assert.equal(faultOf({ questions: [size, shirt] }), 'questions.0.showWhen.field')
    assert.equal(
      faultOf({ questions: [{ ...size, showWhen: { field: 'size', in: ['m'] } }] }),
      'questions.0.showWhen.field',
    )
    assert.equal(faultOf({ audience: { roles: ['police', 'police'] } }), 'audience.roles')
    assert.equal(faultOf({ questions: [{ ...shirt, why: { en: 'Everybody gets one' } }] }), undefined)
    assert.equal(faultOf({ questions: [{ ...shirt, id: 'credit' }] }), 'questions.0.id')
  })

  test('says what is good to know, in texts, hours, and an agenda with bounds', () => {
    const text = (length: number) => ({ en: 'é'.repeat(length) })
    const entry = (more: object = {}) => ({ time: '09:00', text: { en: 'Welcome' }, ...more })
    const entries = (count: number) => Array.from({ length: count }, () => entry())
    const cases: [more: object, fault: string | undefined][] = [
      [{ credit: { hours: 7.25 }, dress: text(500), weapons: text(500), certificate: text(500) }, undefined],
      [{ venue: { name: 'Hall', accessibility: text(2000) } }, undefined],
      [{ venue: { name: 'Hall', accessibility: text(2001) } }, 'venue.accessibility.en'],
      ...['dress', 'weapons', 'certificate'].map((name): [object, string] => [{ [name]: text(501) }, `${name}.en`]),
      [{ credit: {} }, 'credit'],
      ...[0, -1, 1000, 1.125, Number.NaN].map((hours): [object, string] => [{ credit: { hours } }, 'credit.hours']),
      [{ agenda: entries(40) }, undefined],
      [{ agenda: entries(41) }, 'agenda'],
      [{ agenda: [entry({ text: text(201) })] }, 'agenda.0.text.en'],
      [{ agenda: [entry({ time: '9:00' })] }, 'agenda.0.time'],
      [{ agenda: [entry({ day: 0 })] }, 'agenda.0.day'],
    ]
    for (const [more, fault] of cases) assert.equal(faultOf(more), fault, JSON.stringify(more).slice(0, 200))
  })

  test('has nothing on its agenda before the doors open, or else the start, and nothing after the end', () => {
    const cases: [more: object, entry: object, isRight: boolean][] = [
      [{}, { time: '09:00' }, true],
      [{}, { time: '08:59' }, false],
      [{ doors: '08:30' }, { time: '08:30' }, true],
      [{ doors: '08:30' }, { time: '08:29' }, false],
      [{ doors: '09:30' }, { time: '09:00' }, true],
      [{}, { time: '15:00' }, true],
      [{}, { time: '15:01' }, false],
      [{}, { time: '09:00', day: 2 }, false],
      [{ end: '2027-03-07T12:00' }, { time: '08:00', day: 2 }, true],
      [{ end: '2027-03-07T12:00' }, { time: '12:01', day: 2 }, false],
    ]
    for (const [more, entry, isRight] of cases)
      assert.equal(
        faultOf({ ...more, agenda: [{ ...entry, text: { en: 'Lunch' } }] }),
        isRight ? undefined : 'agenda.0.time',
        JSON.stringify([more, entry]),
      )
    const lost = [{ time: '09:00', text: { en: 'Lunch' } }]
    assert.equal(faultOf({ start: '2027-02-31T09:00', agenda: lost }), 'start')
  })

  test('may say what someone says who belongs there', () => {
    assert.equal(faultOf({ audience: { self: { en: 'I am a nurse', es: 'Soy enfermera' } } }), undefined)
    assert.equal(faultOf({ audience: { self: { en: 'x'.repeat(201) } } }), 'audience.self.en')
  })
})

describe('a sign-up', () => {
  const person = { givenName: 'Ada', email: 'ada@kcpd.org', attestation: true, days: ['mon'] }

  test('is one person or more, each a record of answers', () => {
    assert.ok(RegistrationInput.safeParse({ people: [person] }).success)
    assert.ok(!RegistrationInput.safeParse({ people: [] }).success)
    assert.ok(!RegistrationInput.safeParse({ people: Array.from({ length: 51 }, () => person) }).success)
    for (const nobody of ['Ada', null, ['Ada'], 7])
      assert.ok(!RegistrationInput.safeParse({ people: [nobody] }).success)
  })

  test('cannot say more than was asked', () => {
    for (const more of [{ status: 'confirmed' }, { id: '1' }, { capacity: 1 }])
      assert.ok(!RegistrationInput.safeParse({ people: [person], ...more }).success, JSON.stringify(more))
  })

  test('keeps even a key like __proto__ as it was sent, for the form to refuse', () => {
    const parsed = RegistrationInput.parse(JSON.parse('{"people":[{"__proto__":["x"],"givenName":"Ada"}]}'))
    assert.deepEqual(Object.keys(parsed.people[0] ?? {}), ['__proto__', 'givenName'])
  })

  test('of several people says who signs them up', () => {
    const coordinator = { name: 'Pat Lee', email: 'pat@kcpd.org' }
    assert.ok(RegistrationInput.safeParse({ people: [person, person], coordinator }).success)
    assert.equal(
      RegistrationInput.safeParse({ people: [person, person] }).error?.issues[0]?.path.join('.'),
      'coordinator',
    )
  })
})
