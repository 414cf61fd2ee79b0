import { limits } from '@training-signup/contract/limits'
import type { Say } from '../words.ts'
import type { Fault, Question } from './answers.ts'

/** Returns the field's own sentence for this fault, else the general one, else the server's. */
export function sayFault(say: Say, { key, code, message }: Fault, question: Question | undefined): string {
  const values = { label: question?.label ?? '', max: question?.maxLength ?? limits.answer }
  return (
    say(`error.${question?.id ?? key}.${code}`, values) ||
    say(`error.${code}`, values) ||
    message ||
    say('errors.heading')
  )
}
