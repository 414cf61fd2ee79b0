import type { Channel, Coordinator, Language } from '@training-signup/contract'
import type { ProblemError } from '../http/problem.ts'
import type { CheckedPerson } from '../trainings/check-people.ts'

/** A sign-up whose answers have been checked against `revision` of its training. */
export interface AdmissionRequest {
  trainingId: string
  slug: string
  revision: number
  people: (CheckedPerson & { activePerson: string; needsApproval: boolean })[]
  coordinator: Coordinator | undefined
  split: boolean
  consents: string[]
  partner: string | null
  channel: Channel
  origin: string | null
  lang: Language
  byOrganizer: boolean
  /** Whether it counts only once its address is verified. */
  verifies: boolean
  /** The verification, and the reference, of the sign-up that this one corrects. */
  replaces: { verificationId: string; reference: string } | undefined
  idempotency: { key: string; hash: string } | undefined
}

/** What a request comes to: an answer to send, a refusal, or news of a change since its answers were checked. */
export type AdmissionOutcome =
  | { answer: string; registrationIds: string[] }
  | { refused: ProblemError }
  | { outdated: true }
