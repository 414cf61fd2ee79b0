import type { RegistrationResult } from '@training-signup/contract'
import type { ProblemError } from '../../platform/problem.ts'
import type { Replaces } from '../pending-sign-ups/replacements.ts'
import type { IdentifiedSignUp } from '../seats/identified-sign-up.ts'

/** A key, and everything that is sent with it. Its hash is made where it is needed. */
export interface IdempotencyKey {
  key: string
  content: string
}

/** A sign-up whose answers have been checked against `revision` of its training. */
export interface SubmittedSignUp extends IdentifiedSignUp {
  revision: number
  /** Whether it is stored until a code proves its address. */
  verifies: boolean
  /** How many digits that code has, as of now. */
  codeDigits: number
  replaces: Replaces | undefined
  /** Whether the response has the secret that corrects the sign-up, if it needs no code. */
  isCorrectable: boolean
  idempotency: IdempotencyKey | undefined
}

/** The response, and whether this request stored it or repeated an earlier one. */
export interface SignUpAnswer {
  result: RegistrationResult
  registrationIds: string[]
  isNew: boolean
}

/**
 * The outcome of a request: a response, a refusal, or notice that the training has changed since
 * the answers were checked.
 */
export type SignUpOutcome = SignUpAnswer | { refused: ProblemError } | { outdated: true }
