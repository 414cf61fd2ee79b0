import {
  type AskedQuestion,
  askedTypes,
  EvaluationInput,
  type Language,
  type PostTest,
  takesOptions,
} from '@training-signup/contract'
import type { Checked } from '../../../platform/html/form/faults.ts'
import { optionsOf } from '../../../platform/html/form/field.ts'
import {
  box,
  choice,
  extra,
  half,
  type Item,
  type ListItem,
  line,
  local,
  must,
  number,
} from '../../../platform/html/form/items.ts'
import type { ItemsForm } from '../../../platform/html/form/items-view.ts'
import { inputOf, rowsIn, type Typed, textIn, typedOf } from '../../../platform/html/form/typed.ts'
import { say } from '../../../words/admin.ts'
import { placeFaults, sentencesOf } from '../trainings/draft.ts'
import { nameRows } from '../trainings/name-rows.ts'

const options: ListItem = {
  kind: 'rows',
  path: 'options',
  isAlways: false,
  items: [local('label', must), line('value')],
}

/** What is asked, in the order of the page. */
export const evaluationItems: readonly Item[] = [
  box('anonymous'),
  box('followUp'),
  {
    kind: 'rows',
    path: 'questions',
    isAlways: true,
    items: [
      local('label', must),
      choice('type', askedTypes),
      options,
      local('low', extra),
      local('high', extra),
      local('hint', extra),
      line('id', extra),
    ],
    // Choices and ends that were typed before another kind of answer was chosen.
    close: ({ options: choices, low, high, ...question }) => ({
      ...question,
      ...(takesOptions(String(question['type'])) ? { options: choices } : {}),
      ...(question['type'] === 'scale' ? { low, high } : {}),
    }),
  },
  {
    kind: 'rows',
    path: 'testQuestions',
    isAlways: true,
    items: [
      local('label', must),
      options,
      number('right', { isRequired: true }),
      local('topic', must),
      line('id', extra),
    ],
  },
  number('pass', half),
  number('tries', half),
]

export const evaluationWords = 'admin.evaluation.'

/** Returns what the fields show. A right answer is the number of its choice. */
export function typedEvaluation({ test, ...input }: EvaluationInput): Typed {
  const testQuestions = (test?.questions ?? []).map(({ right, ...question }) => ({
    ...question,
    right: question.options.findIndex(({ value }) => value === right) + 1,
  }))
  const shown = typedOf({ ...input, testQuestions, pass: test?.pass, tries: test?.tries ?? undefined }, evaluationItems)
  // As it comes back from the form.
  return nameQuestions(shown)
}

/** Fills in the ids that no one typed. */
export function nameQuestions(typed: Typed): Typed {
  const named = (path: string) => rowsIn(nameRows({ questions: rowsIn(typed, path) }), 'questions')
  return { ...typed, questions: named('questions'), testQuestions: named('testQuestions') }
}

export const evaluationOffer =
  (lang: Language): NonNullable<ItemsForm['offer']> =>
  ({ options: values }, words) => ({
    options: optionsOf([values ?? []].flat(), (one) =>
      say(lang, `${words}.${one}` as 'admin.evaluation.questions.type.scale'),
    ),
  })

interface Typing {
  anonymous: boolean
  followUp: boolean
  questions: AskedQuestion[]
  testQuestions?: (Omit<PostTest['questions'][number], 'right'> & { right: number })[]
  pass?: number
  tries?: number
}

/** A box that isn't ticked says no, where nothing said would be a yes. */
const ticked = { anonymous: true, followUp: true }

/** Returns what is to be stored, or what is wrong with it. */
export function checkEvaluation(typed: Typed, lang: Language): Checked<EvaluationInput> {
  const { testQuestions = [], pass, tries, ...asked } = inputOf(typed, evaluationItems, ticked) as unknown as Typing
  const questions = testQuestions.map(({ right, ...question }) => ({
    ...question,
    right: question.options?.[right - 1]?.value,
  }))
  const test = questions.length === 0 ? null : { questions, pass: pass ?? questions.length, tries: tries ?? null }
  const input = { ...asked, test }
  const parsed = EvaluationInput.safeParse(input)
  if (parsed.success) return { input: parsed.data }
  const faults = sentencesOf(parsed.error.issues, input, lang).map(({ pointer = '', ...fault }) => ({
    ...fault,
    pointer: pointer.replace(/^\/test\/questions/, '/testQuestions').replace(/^\/test\//, '/'),
  }))
  return { faults: placeFaults(faults, typed, lang, evaluationItems) }
}

/** Returns what a value says where two people changed it. */
export const shownEvaluation = (value: unknown): string =>
  Array.isArray(value) ? (value as Typed[]).map((row) => textIn(row, 'label.en')).join(' / ') : String(value)
