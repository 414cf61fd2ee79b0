import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { TrainingInput, TrainingOfOldQuestions } from './training.ts'

const smallest = {
  slug: 'first-aid',
  title: { en: 'First aid' },
  start: '2027-03-06T09:00',
  end: '2027-03-06T15:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Kauffman Stadium' },
}
const label = { en: 'Question' }
const options = [
  { value: 'yes', label },
  { value: 'no', label },
]
const asked = {
  radio: { id: 'asked', type: 'radio', label, options },
  checkbox: { id: 'asked', type: 'checkbox', label },
  text: { id: 'asked', type: 'text', label },
  date: { id: 'asked', type: 'date', label },
  email: { id: 'asked', type: 'email', label },
  tel: { id: 'asked', type: 'tel', label },
  info: { id: 'asked', type: 'info', label },
}
const after = (field: string, ...accepted: string[]) => ({
  id: 'later',
  type: 'text',
  label,
  showWhen: { field, in: accepted },
})

/** What the training is, the question that waits, and what is wrong with it. */
const cases: [what: string, training: object, condition: object, fault: 'in' | 'field' | undefined][] = [
  ['an option', { questions: [asked.radio] }, after('asked', 'yes'), undefined],
  ['an option and a text that is none', { questions: [asked.radio] }, after('asked', 'no', 'yes please'), 'in'],
  ['two options', { questions: [asked.radio] }, after('asked', 'yes', 'no'), undefined],
  ['no option', { questions: [asked.radio] }, after('asked', 'yes please'), 'in'],
  ['an option in other letters', { questions: [asked.radio] }, after('asked', 'Yes'), 'in'],
  ['a checked box', { questions: [asked.checkbox] }, after('asked', 'true'), undefined],
  ['a word for a checked box', { questions: [asked.checkbox] }, after('asked', 'yes'), 'in'],
  ['anything that is typed', { questions: [asked.text] }, after('asked', 'yes please'), undefined],
  ['a date', { questions: [asked.date] }, after('asked', '2027-03-06'), undefined],
  ['words where a date is', { questions: [asked.date] }, after('asked', 'yes please'), 'in'],
  ['a day that does not exist', { questions: [asked.date] }, after('asked', '2027-02-30'), 'in'],
  ['an address', { questions: [asked.email] }, after('asked', 'ada@example.org'), undefined],
  ['words where an address is', { questions: [asked.email] }, after('asked', 'yes please'), 'in'],
  ['a phone number', { questions: [asked.tel] }, after('asked', '816-555-0100'), undefined],
  ['words where a phone number is', { questions: [asked.tel] }, after('asked', 'yes please'), 'in'],
  ['a text that fits', { questions: [{ ...asked.text, maxLength: 10 }] }, after('asked', 'yes please'), undefined],
  ['a text that is too long', { questions: [{ ...asked.text, maxLength: 9 }] }, after('asked', 'yes please'), 'in'],
  ['an address of the form', {}, after('email', 'anyone'), 'in'],
  ['a name that is too long', {}, after('givenName', 'a'.repeat(101)), 'in'],
  ['a text to read', { questions: [asked.info] }, after('asked', 'yes'), 'field'],
  ['a role', { audience: { roles: ['police'] } }, after('role', 'police'), undefined],
  ['the last role', { audience: { roles: ['police'] } }, after('role', 'other'), undefined],
  ['a role of another training', { audience: { roles: ['police'] } }, after('role', 'fire'), 'in'],
  ['a role where none is asked', {}, after('role', 'police'), 'field'],
  ['credit', { credit: { note: label } }, after('credit', 'true'), undefined],
  ['credit where there is none', {}, after('credit', 'true'), 'field'],
  ['a language', { fields: { language: 'optional' } }, after('language', 'es'), undefined],
  ['a language that is not offered', { fields: { language: 'optional' } }, after('language', 'fr'), 'in'],
  ['a question that is usual', {}, after('needs', 'a ramp'), undefined],
  ['a usual question that is switched off', { fields: { needs: 'off' } }, after('needs', 'a ramp'), 'field'],
]

describe('a condition', () => {
  for (const [what, training, condition, fault] of cases)
    test(`waits for ${what}: ${fault ? 'refused' : 'taken'}`, () => {
      const { questions = [] } = training as { questions?: object[] }
      const whole = { ...smallest, ...training, questions: [...questions, condition] }
      const [issue, ...others] = TrainingInput.safeParse(whole).error?.issues ?? []
      assert.equal(others.length, 0)
      assert.equal(issue?.path.join('.'), fault && `questions.${questions.length}.showWhen.${fault}`)
      assert.ok(TrainingOfOldQuestions.safeParse(whole).success)
    })
})
