import type { RegistrationResult } from '@training-signup/contract'
import type { Api } from '../api.ts'

/** A stored sign-up that counts once the code from its email is typed. */
export interface Unverified {
  training: string
  result: RegistrationResult
  server: Api
  /** Whether the page shows something else by now. */
  isStale(): boolean
}
