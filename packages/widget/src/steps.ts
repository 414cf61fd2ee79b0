import type { RegistrationResult, TrainingAnswer, TrainingsAnswer } from '@training-signup/contract'
import type { FailureReason } from './api.ts'
import type { CodeStep } from './code/code-step.ts'
import type { Replaced } from './code/unverified.ts'
import type { Fault } from './form/answers.ts'
import type { Group } from './group/group.ts'

export type SendFailure = FailureReason | 'refused'

/** Where the visitor is with a training. */
export type Stage =
  /** `changed`: the form has changed since the visitor filled it in. */
  | { name: 'form'; faults: Fault[]; changed: boolean }
  | { name: 'sending' }
  /**
   * The sign-up is stored, and counts once its code is typed. `isUnasked`, here and below: the form
   * was sent again by itself, when the network was back.
   */
  | { name: 'code'; code: CodeStep; result: RegistrationResult; isUnasked: boolean }
  | { name: 'done'; result: RegistrationResult; isUnasked: boolean }
  /**
   * `reason`, like `full`, if a sign-up was refused; without one, the training's state says why.
   */
  | { name: 'refused'; reason: string | undefined }
  | { name: 'failed'; reason: SendFailure }

/** What every step has once a training is there. */
export interface Loaded {
  data: TrainingAnswer
  /** The group, while several people are signed up. */
  group: Group | undefined
  /** The sign-up that the next one replaces, so that its seats are not lost. */
  replaces: Replaced | undefined
}

export type TrainingStep = Stage & Loaded

/** Whether a training in this state takes sign-ups. */
export const takesSignUps = (state: string) => /^(open|few|waitlist)$/.test(state)

export type Step = EarlyStep | ChooseStep | TrainingStep

/**
 * `unavailable`: nothing could be loaded, or the form asks for more than this script can do.
 * `isSlow`: the visitor has waited so long that they must know. `isRetry`: the visitor asked to
 * load again.
 */
export type EarlyStep = { name: 'loading'; isSlow?: boolean; isRetry?: boolean } | { name: 'unavailable' }

export interface ChooseStep {
  name: 'choose'
  list: TrainingsAnswer
  /**
   * The slug of a training that stands for the chosen audience, whose words differ from language to
   * language.
   */
  audienceOf: string | undefined
}

/** Whether the form requires more than this script can do, because the server is newer. */
export const isBeyondUs = ({ form }: TrainingAnswer) => form.requires.some((one) => one !== 'verification')

/**
 * Whether reloading the training keeps the step, because it is about this visitor's registration.
 */
export const isSettled = (step: TrainingStep) =>
  step.name !== 'form' && (step.name !== 'refused' || step.reason !== undefined)
