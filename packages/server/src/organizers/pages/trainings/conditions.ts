import {
  answersTo,
  builtInFields,
  type FormSource,
  type Language,
  switchableFields,
  takesOptions,
  usualRequirement,
} from '@training-signup/contract'
import type { FieldOption } from '../../../platform/html/form/field.ts'
import { rowsIn, type Typed, textIn } from '../../../platform/html/form/typed.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'

/** Returns what of a form that is being filled in decides which questions visitors are asked. */
export function askingOf(typed: Typed): FormSource {
  const roles = rowsIn(typed, 'audience.roles').flatMap((row) => {
    const role = textIn(row, 'role')
    const id = role === 'own' ? textIn(row, 'id') : role
    return id === '' ? [] : [id]
  })
  const minimumAge = textIn(typed, 'audience.minimumAge')
  return {
    audience: {
      access: textIn(typed, 'audience.access'),
      roles,
      supervisor: textIn(typed, 'audience.supervisor') || 'off',
      ...(minimumAge === '' ? {} : { minimumAge: Number(minimumAge) }),
    },
    fields: Object.fromEntries(switchableFields.map((id) => [id, requirementIn(typed, id)])),
    questions: rowsIn(typed, 'questions').map(questionOf),
    credit: textIn(typed, 'credit.hours') !== '' || textIn(typed, 'credit.note.en') !== '',
    food: textIn(typed, 'food'),
  }
}

type Requirement = ReturnType<typeof usualRequirement>

const requirementIn = (typed: Typed, id: string) =>
  (textIn(typed, `fields.${id}`) || undefined) as Requirement | undefined

function questionOf(row: Typed): FormSource['questions'][number] {
  const type = textIn(row, 'type') as FormSource['questions'][number]['type']
  const options = rowsIn(row, 'options').map((option) => ({ value: textIn(option, 'value'), label: { en: '' } }))
  return { id: textIn(row, 'id'), type, ...(takesOptions(type) ? { options } : {}) }
}

/** Returns how a question is asked that is left as it is by default. */
export const usualIn = (typed: Typed, id: string): Requirement => usualRequirement(id, askingOf(typed))

/**
 * Returns the questions that one can wait for: those before it whose answers are chosen, and the one
 * that is set.
 */
export function conditionFields(lang: Language, typed: Typed, row: Typed): FieldOption[] {
  const asking = askingOf(typed)
  const rows = rowsIn(typed, 'questions')
  const set = textIn(row, 'showWhen.field')
  const isOffered = (id: string) => id !== '' && (id === set || (answersTo(id, asking)?.length ?? 0) > 0)
  const own = rows.slice(0, Math.max(0, rows.indexOf(row))).map((one) => ({
    value: textIn(one, 'id'),
    label: textIn(one, `label.${lang}`) || textIn(one, 'label.en') || textIn(one, 'id'),
  }))
  const builtIn = builtInFields.map((id) => ({ value: id, label: sayIfKnown(lang, `field.${id}`, { age: '…' }) ?? id }))
  const offered = [...own, ...builtIn].filter(({ value }) => isOffered(value))
  const isThere = set === '' || offered.some(({ value }) => value === set)
  return isThere ? offered : [...offered, { value: set, label: set }]
}

/** Returns the answers that a question can wait for: undefined where people type them. */
export function conditionAnswers(lang: Language, typed: Typed, row: Typed): FieldOption[] | undefined {
  const field = textIn(row, 'showWhen.field')
  if (field === '') return []
  const answers = answersTo(field, askingOf(typed))
  return answers
    ?.filter((value) => value !== '')
    .map((value) => ({ value, label: answerLabel(lang, typed, field, value) }))
}

function answerLabel(lang: Language, typed: Typed, field: string, value: string): string {
  const question = rowsIn(typed, 'questions').find((row) => textIn(row, 'id') === field)
  const rows = question ? rowsIn(question, 'options') : field === 'role' ? rowsIn(typed, 'audience.roles') : []
  const row = rows.find((one) => (textIn(one, 'value') || textIn(one, 'id')) === value)
  const own = row && (textIn(row, `label.${lang}`) || textIn(row, 'label.en'))
  if (own) return own
  if (field === 'role') return sayIfKnown(lang, `role.${value}`) ?? value
  if (field === 'language') return sayIfKnown(lang, `field.language.${value}`) ?? value
  return value === 'true' ? say(lang, 'admin.person.yes') : value
}

/** Leaves out answers that no one can give any more, so that a condition never waits for them. */
export function keepAnswers(question: Typed, typed: Typed): void {
  const answers = conditionAnswers('en', typed, question)
  if (!answers) return
  const known = new Set(answers.map(({ value }) => value))
  const chosen = textIn(question, 'showWhen.in').split('\n')
  question['showWhen.in'] = chosen.filter((value) => known.has(value)).join('\n')
}
