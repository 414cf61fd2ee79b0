import type { RegistrationStatus } from '@training-signup/contract'

/** A sign-up of someone who was already registered. It never changes. */
export interface DuplicateTable {
  id: string
  reference: string
  training_id: string
  /** The group of the sign-up. The organizer finds it by the group's reference. */
  group_id: string | null
  /** The registration that already existed. */
  registration_id: string
  /** JSON of the person's answers in this sign-up, without sensitive ones. */
  submitted_answers: string
  /** The status in the response, as if the person were new. */
  public_status: RegistrationStatus
  /** The position, as if the person were new. A sign-up that corrects this one takes it. */
  waiting_list_position: number | null
  created_at: string
}
