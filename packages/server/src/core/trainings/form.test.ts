import assert from 'node:assert/strict'
import {
  answersTo,
  builtInFields,
  type Field,
  Form,
  knownRoles,
  type TrainingDraft,
  TrainingInput,
} from '@training-signup/contract'
import fc from 'fast-check'
import { describe, test } from 'mocha'
import { arbitraryTraining } from '../../testing/generated/arbitrary-training.ts'
import { compileForm } from './check-people.ts'
import { formOf } from './form.ts'

const training = (more: Partial<TrainingDraft> = {}) =>
  TrainingInput.parse({
    slug: 'first-responders',
    title: { en: 'Training', es: 'Capacitación' },
    start: '2027-03-06T09:00',
    end: '2027-03-06T15:00',
    timeZone: 'America/Chicago',
    venue: { name: 'Hall' },
    ...more,
  })
const ids = (more?: Partial<TrainingDraft>) => formOf(training(more), 'en').fields.map(({ id }) => id)
const field = (id: string, more?: Partial<TrainingDraft>, lang: 'en' | 'es' = 'en') =>
  formOf(training(more), lang).fields.find((one) => one.id === id)

describe('the form', () => {
  test('for first responders asks role and agency', () =>
    assert.deepEqual(ids({ audience: { access: 'attest', roles: ['police', 'fire'] } }), [
      'givenName',
      'familyName',
      'email',
      'role',
      'roleOther',
      'agency',
      'needs',
    ]))

  test('asks whether the training is for them where no role says so', () =>
    assert.deepEqual(ids({ audience: { access: 'attest' } }), [
      'givenName',
      'familyName',
      'email',
      'attestation',
      'needs',
    ]))

  test('for citizens asks four things', () => assert.deepEqual(ids(), ['givenName', 'familyName', 'email', 'needs']))

  test('suggests the organizer’s agencies where it asks for one', () => {
    const agencies = ['Kansas City Police Department']
    const asked = { fields: { agency: 'optional' } } as const
    assert.deepEqual(field('agency', { ...asked, agencies })?.suggestions, agencies)
    for (const more of [asked, { ...asked, agencies: [] }])
      assert.ok(!Object.hasOwn(field('agency', more) ?? {}, 'suggestions'))
    assert.equal(field('agency', { agencies }), undefined)
  })

  test('asks what is switched on and not what is switched off', () => {
    const fields = {
      phone: 'required',
      agency: 'off',
      rank: 'optional',
      licenceState: 'optional',
      licenceNumber: 'required',
      needs: 'off',
      language: 'optional',
      photo: 'required',
      withoutName: 'required',
    } as const
    const more = { fields, food: 'provided', audience: { roles: ['police'], minimumAge: 18 } } as const
    assert.deepEqual(ids(more as never), [
      'givenName',
      'familyName',
      'email',
      'phone',
      'role',
      'roleOther',
      'rank',
      'licenceState',
      'licenceNumber',
      'minimumAge',
      'diet',
      'language',
      'photo',
      'withoutName',
    ])
    assert.equal(field('phone', more as never)?.required, true)
    for (const id of ['photo', 'withoutName']) assert.equal(field(id, more as never)?.required, false)
    assert.equal(field('minimumAge', more as never)?.label, 'I’m 18 or older')
  })

  test('offers up to seven roles as buttons, more as a list, and always another one', () => {
    assert.equal(field('role', { audience: { roles: knownRoles.slice(0, 6) } })?.type, 'radio')
    const long = field(
      'role',
      {
        audience: { roles: [...knownRoles, { id: 'probation', label: { en: 'Probation', es: 'Libertad vigilada' } }] },
      },
      'es',
    )
    assert.equal(long?.type, 'select')
    assert.deepEqual(long?.options?.slice(-2), [
      { value: 'probation', label: 'Libertad vigilada' },
      { value: 'other', label: 'Otra profesión' },
    ])
    assert.deepEqual(field('roleOther', { audience: { roles: ['police'] } })?.showWhen, {
      field: 'role',
      in: ['other'],
    })
  })

  test('keeps apart what is sensitive', () => {
    const fields = { diet: 'optional', licenceState: 'optional', licenceNumber: 'optional', photo: 'optional' } as const
    assert.deepEqual(
      formOf(training({ fields }), 'en')
        .fields.filter(({ sensitive }) => sensitive)
        .map(({ id }) => id),
      ['licenceState', 'licenceNumber', 'needs', 'diet', 'photo'],
    )
  })

  test('names the contact in the hint about needs', () => {
    assert.match(
      field('needs', { contact: { name: 'Rosa', phone: '816 555 0100' } })?.hint ?? '',
      /Or contact Rosa, 816 555 0100\.$/,
    )
    assert.doesNotMatch(field('needs')?.hint ?? '', /You can also/)
  })

  test('asks an organizer’s questions, but none under an id that is taken', () => {
    const question = (id: string, type: 'text' | 'info' = 'text') => ({
      id,
      type,
      label: { en: id, es: `¿${id}?` },
      required: true,
    })
    const questions = [question('shirt'), question('constructor'), question('note', 'info')]
    for (const taken of ['shirt', 'phone'])
      assert.throws(() => training({ questions: [...questions, question(taken)] }), /Another question has this id/)
    assert.deepEqual(ids({ questions }).slice(3, -1), ['shirt', 'constructor', 'note'])
    assert.deepEqual(field('shirt', { questions }, 'es'), {
      id: 'shirt',
      type: 'text',
      label: '¿shirt?',
      required: true,
      maxLength: 2000,
    })
    assert.equal(field('note', { questions })?.required, false)
    assert.equal(compileForm(training({ questions })).fields.has('note'), false)
  })

  test('asks for a license only those who want credit, where credit is to be had', () => {
    const credit = { note: { en: 'Six hours' } }
    assert.deepEqual(ids({ credit }), [
      'givenName',
      'familyName',
      'email',
      'credit',
      'licenceState',
      'licenceNumber',
      'needs',
    ])
    assert.deepEqual(ids({ credit: { hours: 7.5 } }), ids({ credit }))
    assert.deepEqual(field('credit', { credit }), {
      id: 'credit',
      type: 'checkbox',
      label: 'I need continuing education credit',
      required: false,
    })
    const showWhen = { field: 'credit', in: ['true'] }
    const state = field('licenceState', { credit })
    assert.deepEqual([state?.required, state?.showWhen], [false, showWhen])
    const number = field('licenceNumber', { credit, fields: { licenceNumber: 'required' } })
    assert.deepEqual([number?.required, number?.showWhen], [true, showWhen])
    assert.ok(!ids({ credit, fields: { licenceState: 'off' } }).includes('licenceState'))
    const without = field('licenceNumber', { fields: { licenceNumber: 'required' } })
    assert.deepEqual([without?.required, without?.showWhen, field('credit')], [true, undefined, undefined])
  })

  test('says why it asks, after the hint', () => {
    const hintOf = (more: object, lang: 'en' | 'es' = 'en') =>
      field('county', { questions: [{ id: 'county', type: 'text', label: { en: 'County' }, ...more }] }, lang)?.hint
    const why = { en: 'our funder counts counties.', es: 'quien nos financia cuenta los condados.' }
    assert.equal(hintOf({ why }), 'Why we ask: our funder counts counties.')
    assert.equal(hintOf({ why }, 'es'), 'Por qué lo preguntamos: quien nos financia cuenta los condados.')
    for (const hint of ['Where you work', 'Where you work.'])
      assert.equal(hintOf({ why, hint: { en: hint } }), 'Where you work. Why we ask: our funder counts counties.')
    assert.equal(hintOf({ hint: { en: 'Where you work' } }), 'Where you work')
  })

  test('has a consent only where an organizer links a privacy notice', () => {
    assert.deepEqual(formOf(training(), 'en').consents, [])
    const organizer = { name: 'HTTC', privacyUrl: 'https://example.org/privacy' }
    assert.deepEqual(formOf(training({ organizer }), 'en').consents, [
      {
        id: 'privacy',
        label: 'I’ve read how HTTC uses my information',
        required: true,
        url: 'https://example.org/privacy',
      },
    ])
  })

  test('is what the contract says, in both languages', () => {
    for (const lang of ['en', 'es'] as const)
      assert.ok(Form.safeParse(formOf(training({ audience: { roles: ['police'] } }), lang)).success)
  })
})

describe('what people can answer', () => {
  const possible = ({ type, options }: Field): readonly string[] | undefined =>
    type === 'info' ? [] : type === 'checkbox' ? ['true'] : options?.map(({ value }) => value)

  test('is what the form offers, in every training', () => {
    fc.assert(
      fc.property(arbitraryTraining({ slug: 'any', partners: [] }), (input) => {
        const fields = new Map(formOf(input, 'en').fields.map((one) => [one.id, one]))
        for (const id of [...builtInFields, ...input.questions.map((one) => one.id)]) {
          const asked = fields.get(id)
          assert.deepEqual(answersTo(id, input), asked ? possible(asked) : [], id)
        }
      }),
    )
  })
})
