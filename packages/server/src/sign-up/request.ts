import type { ProblemError } from '../problem.ts'
import type { AdmissionRequest } from '../registrations/admission-request.ts'
import type { Replaces } from '../verification/replacements.ts'

/** A sign-up whose answers have been checked against `revision` of its training. */
export interface SignUpRequest extends AdmissionRequest {
  revision: number
  /** Whether it is stored until its address is proven by a code. */
  verifies: boolean
  replaces: Replaces | undefined
  idempotency: { key: string; hash: string } | undefined
}

/** What a request comes to: an answer to send, a refusal, or news of a change since its answers were checked. */
export type SignUpOutcome =
  | { answer: string; registrationIds: string[] }
  | { refused: ProblemError }
  | { outdated: true }
