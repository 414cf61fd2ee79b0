import type { AskedQuestion, EvaluationInput, LocalText } from '@training-signup/contract'
import { say, type WordKey } from '../../words/index.ts'

const both = (key: WordKey): LocalText => ({ en: say('en', key), es: say('es', key) })
const option = (value: string, key: WordKey) => ({ value, label: both(key) })

const scale = (id: string, low: WordKey, high: WordKey): AskedQuestion => ({
  id,
  type: 'scale',
  label: both(`evaluation.q.${id}` as WordKey),
  low: both(low),
  high: both(high),
})
const degree = (id: string) => scale(id, 'evaluation.low.degree', 'evaluation.high.degree')
const agreement = (id: string) => scale(id, 'evaluation.low.agreement', 'evaluation.high.agreement')

const written = (id: string): AskedQuestion => ({
  id,
  type: 'textarea',
  label: both(`evaluation.q.${id}` as WordKey),
  hint: both('evaluation.safe'),
})

/** What the page for organizers begins with: the questions that most funders ask for. */
export const usualEvaluation = (): EvaluationInput => ({
  questions: [
    degree('useful'),
    agreement('signs'),
    agreement('call'),
    agreement('safe'),
    degree('clear'),
    degree('before'),
    degree('now'),
    {
      id: 'bias',
      type: 'radio',
      label: both('evaluation.q.bias'),
      options: [option('yes', 'evaluation.yes'), option('no', 'evaluation.no')],
    },
    written('change'),
    written('better'),
  ],
  anonymous: true,
  followUp: true,
  test: null,
})

const followUpOf = (
  id: 'used' | 'what' | 'block',
  type: 'radio' | 'checkboxes',
  values: readonly string[],
): AskedQuestion => ({
  id,
  type,
  label: both(`followUp.${id}`),
  options: values.map((value) => option(value, `followUp.${id}.${value}` as WordKey)),
})

/** The three questions after 90 days. No one writes anything there. */
export const followUpQuestions: readonly AskedQuestion[] = [
  followUpOf('used', 'radio', ['no', 'once', 'often']),
  followUpOf('what', 'checkboxes', ['signs', 'report', 'refer', 'taught', 'rule']),
  followUpOf('block', 'checkboxes', ['none', 'case', 'time', 'rules', 'unsure']),
]
