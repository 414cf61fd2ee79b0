import assert from 'node:assert/strict'
import { EvaluationInput, TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { sentenceOf, sentencesOf } from './draft.ts'

const right = {
  slug: 'first-aid',
  title: { en: 'First aid' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
}
const label = { en: 'Question' }
const text = { id: 'plate', type: 'text', label }
const radio = { id: 'parking', type: 'radio', label, options: [{ value: 'yes', label }] }
const after = (field: string, value: string) => ({ ...text, showWhen: { field, in: [value] } })
const later = (value: string) => ({ ...text, id: 'later', showWhen: { field: 'plate', in: [value] } })

/** Every rule of the schema that has a sentence of its own. */
const wrong: Record<string, object> = {
  'an end before the start': { end: '2027-03-05T09:00' },
  'no place': { venue: undefined },
  'a place without a name': { venue: { city: 'Kansas City' } },
  'closing before opening': { opensAt: '2027-02-02T00:00', closesAt: '2027-02-01T00:00' },
  'more people needed than seats': { seats: { capacity: 2, minimum: 3 } },
  'more seats for walk-ins than seats': { seats: { capacity: 2, walkIns: 3 } },
  'a supervisor with nothing to decide': { audience: { supervisor: 'required' } },
  'no date': { start: 'tomorrow' },
  'a day that does not exist': { start: '2027-02-30T09:00' },
  'a country in words': { venue: { name: 'Hall', country: 'USA' } },
  'an hour that does not exist': { doors: '25:00' },
  'an agenda after the end': { agenda: [{ time: '15:01', text: label }] },
  'a half day before the start': { sessions: [{ start: '2027-03-06T08:00', end: '2027-03-06T12:00' }] },
  'half days that overlap': {
    sessions: [
      { start: '2027-03-06T09:00', end: '2027-03-06T12:00' },
      { start: '2027-03-06T11:00', end: '2027-03-06T15:00' },
    ],
  },
  'credit to the thousandth': { credit: { hours: 7.125 } },
  'an address without https': { onlineUrl: 'http://example.org' },
  'a time zone that there is not': { timeZone: 'Kansas City' },
  'a domain with a path': { audience: { domains: ['example.org/a'] } },
  'a contact without anything': { contact: {} },
  'a role twice': { audience: { roles: ['police', 'police'] } },
  'options where one types': { questions: [{ ...text, options: radio.options }] },
  'a choice without options': { questions: [{ ...radio, options: undefined }] },
  'a later question': { questions: [after('later', 'yes')] },
  'an answer that no one can give': { questions: [radio, after('parking', 'yes please')] },
  'a question that is not asked': { questions: [after('role', 'police')] },
  'a date that no one can enter': { questions: [{ ...text, type: 'date' }, later('yes please')] },
  'an address that no one can enter': { questions: [{ ...text, type: 'email' }, later('yes please')] },
  'a number that no one can enter': { questions: [{ ...text, type: 'tel' }, later('yes please')] },
  'a text that is too long': { questions: [{ ...text, maxLength: 3 }, later('yes please')] },
  'a phone number without digits': { contact: { phone: 'xyz' } },
  'a helpline that is no number': { helplines: [{ label, tel: 'not a phone' }] },
  'an id that another question has': { questions: [text, text] },
  'an id in capitals': { questions: [{ ...text, id: 'Plate' }] },
  'a link name with spaces': { slug: 'first aid' },
}
const choices = ['yes', 'no'].map((value) => ({ value, label }))
const tested = { id: 'first', label, topic: label, options: choices, right: 'yes' }
/** What else is wrong only with what is asked after a training. */
const wronglyAsked: Record<string, object> = {
  'two options with one value': { questions: [{ ...radio, options: [radio.options[0], radio.options[0]] }] },
  'two questions with one id': { test: { questions: [tested, tested], pass: 1 } },
  'a right answer that is none': { test: { questions: [{ ...tested, right: 'perhaps' }], pass: 1 } },
  'more right answers than questions': { test: { questions: [tested], pass: 2 } },
}
const refused: Record<string, { code: string; message: string }> = {
  'a start that has passed': {
    code: 'past-time',
    message: 'The start, 2026-01-01T09:00 in America/Chicago, has passed.',
  },
  'too few days': {
    code: 'deletes-now',
    message: 'With 5 days, people’s data would be deleted right away. Use at least 11.',
  },
  'an hour that clocks skip': { code: 'skipped-time', message: 'There is no 2027-03-14T02:30 in America/Chicago.' },
  'no mail server': { code: 'no-mail', message: 'Codes are sent by email. Set SMTP_URL and MAIL_FROM.' },
  'a partner who is gone': { code: 'unknown-partner', message: 'No partner has the slug rotary. Create it first.' },
}
const saidToPrograms = /\b[a-z]+[A-Z]\w*|\b(?:ISO|IANA|slug|options|SMTP_URL)\b|T\d\d:\d\d|access “/

describe('what is wrong with a training is said in words for people', () => {
  const saidIn = (what: string, lang: 'en' | 'es'): string[] => {
    const known = refused[what]
    if (known) return [sentenceOf(known, lang)]
    const input = { ...right, ...wrong[what] }
    const asked = wronglyAsked[what]
    const issues =
      (asked ? EvaluationInput.safeParse(asked) : TrainingInput.safeParse(input)).error?.issues ??
      assert.fail('it is taken')
    return sentencesOf(issues, input, lang).map(({ message }) => message)
  }
  for (const what of [...Object.keys(wrong), ...Object.keys(wronglyAsked), ...Object.keys(refused)])
    test(what, () => {
      const [english, spanish] = [saidIn(what, 'en'), saidIn(what, 'es')]
      for (const said of [...english, ...spanish]) assert.doesNotMatch(said, saidToPrograms)
      for (const [at, said] of english.entries()) assert.notEqual(spanish[at], said)
    })
  test('and a place that is optional says when its name is not', () => {
    assert.deepEqual(saidIn('a place without a name', 'en'), [
      'Enter the place’s name. To have no place, clear everything else about it, too.',
    ])
  })
})
