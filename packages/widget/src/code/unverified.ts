import type { RegistrationResult } from '@training-signup/contract'
import type { Api } from '../api.ts'

/**
 * A sign-up that the next one replaces. Where it has a status, only its address is to be fixed.
 */
export type Replaced = Omit<RegistrationResult, 'status'> & { status?: string }

/** A stored sign-up that counts once the code from its email is typed. */
export interface Unverified {
  training: string
  result: RegistrationResult
  server: Api
  /** Whether the page shows something else by now. */
  isStale(): boolean
}
