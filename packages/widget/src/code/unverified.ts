import type { RegistrationResult, TrainingAnswer } from '@training-signup/contract'
import type { Api } from '../api.ts'

/** A sign-up that is stored, and counts once the code is typed that was sent to its address. */
export interface Unverified {
  training: string
  data: TrainingAnswer
  result: RegistrationResult
  server: Api
  /** Whether the page shows something else by now. */
  isStale(): boolean
}
