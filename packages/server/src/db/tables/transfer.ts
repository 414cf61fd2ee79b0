import type { Language } from '@training-signup/contract'

/** A seat that somebody offers to a colleague. It stays the giver's until it is taken. */
export interface TransferTable {
  id: string
  training_id: string
  /** The giver's. */
  registration_id: string
  /** Of the colleague; emptied once the seat is taken. */
  given_name: string
  family_name: string
  email: string
  lang: Language
  expires_at: string
  /** The colleague's registration, once there is one. */
  taken_by: string | null
  created_at: string
}
