import type { RegistrationStatus } from '@training-signup/contract'

/**
 * Registrations per training and status, updated in the same transactions, so that totals need no
 * counting.
 */
export interface TrainingCountTable {
  training_id: string
  status: RegistrationStatus
  count: number
}
