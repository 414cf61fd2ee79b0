import type { RegistrationStatus } from '@training-signup/contract'

/** Registrations per training and status, kept in the same transactions: totals cost nothing. */
export interface TrainingCountTable {
  training_id: string
  status: RegistrationStatus
  count: number
}
