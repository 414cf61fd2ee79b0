import type { RegistrationInput, RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import type { TemplateResult } from 'lit/html.js'
import type { Answers, Circumstances, Question } from './answers.ts'
import type { FormView } from './views/registration-form.ts'
import type { View } from './views/view.ts'

/**
 * The sign-up of several people, as far as the rest of the widget has to know of it. They are sent in parts, one
 * registration each.
 */
export interface Group {
  /** Everything that is asked, about everybody who is not registered yet. */
  questions(data: TrainingAnswer, answers: Answers): Question[]
  /** The next part. */
  registration(data: TrainingAnswer, answers: Answers, circumstances: Circumstances): RegistrationInput
  /** The question's key of a pointer into the registration. */
  keyOf(pointer: string): string
  /** Takes what became of the part; what became of all of them once there is no other one to send. */
  receive(result: RegistrationResult): RegistrationResult | undefined
  /** For other people than those who are registered now. */
  restart(): void
  form(view: FormView): TemplateResult
  /** What became of each person so far; nothing before anybody was registered. */
  outcome(view: View): TemplateResult | undefined
}
