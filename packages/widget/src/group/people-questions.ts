import type { TrainingAnswer } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import { type Question, questionsOf } from '../form/answers.ts'
import type { Say } from '../words.ts'

/** Questions with one answer for everyone are asked once. */
const sharedIds = ['agency', 'attestation', 'minimumAge', 'language']
export const isShared = (id: string) => sharedIds.includes(id)

/** What a list of people names. A coordinator does not need the hints of these for each person. */
const named = ['givenName', 'familyName', 'email', 'role', 'roleOther']

/** Whether a question is among a person's first ones, not below “more”. */
export const isMain = ({ id, required }: Question) => required || named.includes(id)

/** Returns the key of a person's answer; without a field, the prefix of all their keys. */
export const keyOf = ({ id }: { id: number }, field = '') => `/people/${id}/${field}`

/** Returns the question about the role; undefined where the form does not ask for it. */
export const roleIn = ({ form }: TrainingAnswer) => form.fields.find(({ id }) => id === 'role')

const coordinatorQuestions = (say: Say): Question[] =>
  (['name', 'email'] as const).map((id) => ({
    id,
    key: `/coordinator/${id}`,
    type: id === 'email' ? 'email' : 'text',
    label: say(`people.coordinator.${id}`),
    required: true,
    autocomplete: id,
    maxLength: id === 'email' ? limits.email : limits.name,
  }))

/** Returns the questions about one person. */
export function personQuestions({ form }: TrainingAnswer, say: Say, row: { id: number }, who: string): Question[] {
  const keyFor = (id: string) => (isShared(id) ? id : keyOf(row, id))
  return form.fields
    .filter(({ id }) => !isShared(id))
    .map((field) => {
      const { id, type, label, hint, showWhen } = field
      return {
        ...field,
        key: keyFor(id),
        who,
        // Radio buttons for each of fifty people would be a long way to scroll.
        type: type === 'radio' ? 'select' : type,
        label: say(`field.${id}`) || label,
        hint: named.includes(id) ? '' : say(`field.${id}.hint`) || hint || '',
        required: field.required && id !== 'email',
        autocomplete: 'off',
        ...(showWhen && { showWhen: { ...showWhen, field: keyFor(showWhen.field) } }),
      }
    })
}

/** Questions that are asked once: those about the coordinator above the people, and those about all below. */
export function askedOnce({ training, form }: TrainingAnswer, say: Say): [above: Question[], below: Question[]] {
  const age = training.audience.minimumAge ?? 0
  const shared = questionsOf(form)
    .filter(({ key, id }) => key.startsWith('/') || isShared(id))
    .map((question) => ({
      ...question,
      label: say(`field.${question.id}`, { age }) || question.label,
      hint: say(`field.${question.id}.hint`) || question.hint || '',
    }))
  const split: Question = {
    id: 'split',
    key: '/split',
    type: 'radio',
    label: say('people.together'),
    hint: say('people.together.hint'),
    required: true,
    options: ['split', 'all'].map((value) => ({ value, label: say(`people.together.${value}`) })),
  }
  const isAgency = ({ id }: Question) => id === 'agency'
  const others = shared.filter((one) => !isAgency(one))
  return [
    [...coordinatorQuestions(say), ...shared.filter(isAgency)],
    [...others, split],
  ]
}
