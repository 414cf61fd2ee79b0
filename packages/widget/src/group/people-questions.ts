import type { Field, TrainingAnswer } from '@training-signup/contract'
import { type Question, questionsOf } from '../form/answers.ts'

/** Returns the key of a person's answer; without a field, the prefix of all their keys. */
export const keyOf = ({ id }: { id: number }, field = '') => `/people/${id}/${field}`

/** Returns the question about the role; undefined where the form does not ask for it. */
export const roleIn = ({ form }: TrainingAnswer) => form.fields.find(({ id }) => id === 'role')

/** Returns the questions about one person. */
export function personQuestions({ group }: TrainingAnswer, row: { id: number }, who: string): Question[] {
  const { person } = group!
  const ids = person.map(({ id }) => id)
  const keyFor = (id: string) => (ids.includes(id) ? keyOf(row, id) : id)
  return person.map(({ showWhen, ...field }) => ({
    ...field,
    key: keyOf(row, field.id),
    who,
    ...(showWhen && { showWhen: { ...showWhen, field: keyFor(showWhen.field) } }),
  }))
}

const isAgency = ({ id }: Field | Question) => id === 'agency'

/** Questions that are asked once: those about the coordinator above the people, and those about all below. */
export function askedOnce({ form, group }: TrainingAnswer): [above: Question[], below: Question[]] {
  const { coordinator, shared: fields, split } = group!
  const shared = questionsOf({ ...form, fields })
  return [
    [...coordinator.map((field) => ({ ...field, key: `/coordinator/${field.id}` })), ...shared.filter(isAgency)],
    [...shared.filter((one) => !isAgency(one)), { ...split, key: '/split' }],
  ]
}
