import type { Answer } from './people/registration.ts'
import type { Field } from './training/field.ts'

type Condition = NonNullable<Field['showWhen']>

/** The parts of a question that decide whether it shows. */
export interface ConditionalQuestion {
  type: string
  showWhen?: Condition | undefined
}

/** Returns the question that a condition names, or undefined where the form does not ask it. */
type Find<Asked> = (field: string) => Asked | undefined

/**
 * Returns whether these answers show the question: they meet its condition, and the question that
 * it depends on shows too. `OwnQuestions` refuses conditions that go in a circle.
 */
export function isShown<Asked extends ConditionalQuestion>(
  { showWhen }: Asked,
  find: Find<Asked>,
  answerTo: (condition: Condition) => Answer | undefined,
): boolean {
  if (!showWhen) return true
  const controller = find(showWhen.field)
  // An `info` field has no answer that could meet a condition.
  if (!controller || controller.type === 'info') return false
  return isMet(showWhen, answerTo(showWhen)) && isShown(controller, find, answerTo)
}

/** Returns whether any answers show the question. None do if it depends on one that isn't asked. */
export const canShow = <Asked extends ConditionalQuestion>(question: Asked, find: Find<Asked>): boolean =>
  isShown(question, find, ({ in: accepted }) => accepted)

/** Returns whether an answer meets the condition. A ticked box reads `true`; any choice counts. */
export function isMet({ in: accepted }: Pick<Condition, 'in'>, answer: Answer | undefined): boolean {
  const given = textsIn(answer)
  return textsIn(accepted).some((text) => given.includes(text))
}

/**
 * Returns an answer's texts: none, one, or several. The server cleans answers this way before it
 * decides, so browsers must do the same.
 */
export const textsIn = (answer: Answer = ''): string[] =>
  [answer]
    .flat()
    .map((one) => (one === false ? '' : String(one).trim().normalize('NFC')))
    .filter(Boolean)
