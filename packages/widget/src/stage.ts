import type { RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import type { Fault } from './answers.ts'
import type { FailureReason } from './api.ts'
import type { CodeStep } from './code-step.ts'

export type SendFailure = FailureReason | 'refused'

/** Where the visitor is, once the training is there. */
export type Stage =
  /** `changed`: the form is another one than the visitor filled in. */
  | { step: 'form'; faults: Fault[]; changed?: boolean }
  | { step: 'sending' }
  /** `code`: what comes before the result counts. */
  | { step: 'done'; result: RegistrationResult; code?: CodeStep }
  /** `reason` such as `full` if a sign-up was refused so; without one the training's own state says it. */
  | { step: 'refused'; reason?: string | undefined }
  | { step: 'failed'; reason: SendFailure }

/** `unavailable`: nothing could be loaded, or more is asked than this script can do. */
export type Signup = { step: 'loading' } | { step: 'unavailable' } | (Stage & { data: TrainingAnswer })
export type Loaded = Extract<Signup, { data: unknown }>

/** Whether the form asks for more than this script can do: of what later scripts can, it knows nothing. */
export const isBeyondUs = ({ form }: TrainingAnswer) => form.requires.some((one) => one !== 'verification')

/** Whether a fresh look at the training leaves it as it is: it is about this visitor's registration. */
export const isSettled = (stage: Stage) =>
  stage.step !== 'form' && (stage.step !== 'refused' || stage.reason !== undefined)
