import type { RegistrationStatus } from '@training-signup/contract'

/** A note of a sign-up of someone who was registered already. It never changes. */
export interface DuplicateTable {
  id: string
  reference: string
  training_id: string
  /** The group that it came in, by whose reference the organizer finds it. */
  group_id: string | null
  /** The registration that it met. */
  registration_id: string
  /** JSON of what the person answered this time, without sensitive answers. */
  submitted_answers: string
  /** What the sign-up was answered with, as if the person were new. */
  public_status: RegistrationStatus
  created_at: string
}
