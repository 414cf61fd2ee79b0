import type { Answer, AskedQuestion, Field, Language, Person, TestQuestion } from '@training-signup/contract'
import { pickText, say } from '../../words/index.ts'
import { checkOf } from '../trainings/check-people.ts'

/** The steps of a scale. */
const steps = ['1', '2', '3', '4', '5'] as const

/** What people write at most in one answer. */
export const longestText = 1000

export interface AnswerFaultOf {
  id: string
  code: string
  /** What the question asks. */
  label: string
}

/** Whether people answer a question in their own words. */
export const isWritten = ({ type }: Pick<AskedQuestion, 'type'>): boolean => type === 'text' || type === 'textarea'

/** Returns a question as the fields of other forms are described. A scale is a choice of five. */
export function fieldOf(question: AskedQuestion, lang: Language): Field {
  const { id, type, label, hint, options = [] } = question
  const isOpen = isWritten(question)
  const about = type === 'scale' ? endsOf(question, lang)?.join(', ') : pickText(hint, lang)
  return {
    id,
    type: type === 'scale' ? 'radio' : type,
    label: pickText(label, lang),
    // Only what is written is marked as optional; the page says of all that they can be left out.
    required: !isOpen,
    ...(about === undefined ? {} : { hint: about }),
    ...(isOpen ? { maxLength: longestText } : {}),
    ...(type === 'scale' ? { options: steps.map((step) => ({ value: step, label: step })) } : {}),
    ...(options.length > 0 ? { options: options.map((one) => ({ ...one, label: pickText(one.label, lang) })) } : {}),
  }
}

/** Returns what the numbers at the ends of a scale stand for. */
export function endsOf({ low, high }: AskedQuestion, lang: Language): [string, string] | undefined {
  if (low === undefined && high === undefined) return undefined
  const end = (step: string, text: AskedQuestion['low']) =>
    text === undefined ? step : say(lang, 'evaluation.end', { step, text: pickText(text, lang) })
  return [end('1', low), end('5', high)]
}

export const testFieldOf = ({ id, label, options }: TestQuestion, lang: Language): Field => ({
  id,
  type: 'radio',
  label: pickText(label, lang),
  required: true,
  options: options.map((one) => ({ ...one, label: pickText(one.label, lang) })),
})

/** The code of what is wrong where nothing was answered. */
export const nothingAnswered = 'nothing-answered'

/** Checks answers, each of which can be left out, but not all: to press the button too early is no answer. */
export function checkAnswers(fields: readonly Field[], sent: Person) {
  const faults: AnswerFaultOf[] = []
  const answers: Record<string, Answer> = {}
  for (const field of fields) {
    const checked = Object.hasOwn(sent, field.id)
      ? checkOf(field, field.maxLength ?? longestText)(sent[field.id])
      : undefined
    if (checked && 'value' in checked) answers[field.id] = checked.value
    else if (checked) faults.push({ id: field.id, code: checked.fault, label: field.label })
  }
  const [first] = fields
  if (first && faults.length === 0 && Object.keys(answers).length === 0)
    faults.push({ id: first.id, code: nothingAnswered, label: first.label })
  return { answers, faults }
}
