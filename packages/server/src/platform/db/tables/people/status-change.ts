import type { ActorKind, RegistrationAction, RegistrationStatus } from '@training-signup/contract'

/** A change of a registration's status. It never changes, and ends with its registration. */
export interface StatusChangeTable {
  id: string
  registration_id: string
  at: string
  action: RegistrationAction
  from_status: RegistrationStatus
  to_status: RegistrationStatus
  actor: ActorKind
  /** The organizer's account or API key; null: it was no organizer, or is not known. */
  account_id: string | null
}
