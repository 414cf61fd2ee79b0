import type { TrainingCredit } from '@training-signup/contract'

/** What a board asks for. */
export interface CreditProfileTable {
  id: string
  /** JSON of `CreditProfileInput`. */
  content: string
  /** Since when no more trainings can take it. */
  archived_at: string | null
  created_at: string
  updated_at: string
}

/** A profile that a training takes. */
export interface TrainingCreditTable {
  training_id: string
  profile_id: string
  /** Its number in the order of the training, from 0. */
  place: number
  approval: TrainingCredit['approval']
  number: string | null
  /** JSON array of roles. Empty: everyone else. */
  roles: string
}
