import type { Language } from '@training-signup/contract'

/**
 * A seat that a person offers to a colleague. It stays the sender's until the colleague accepts.
 */
export interface TransferTable {
  id: string
  training_id: string
  /** The sender's registration. */
  registration_id: string
  /** The colleague's name and address; cleared once the colleague accepts. */
  given_name: string
  family_name: string
  email: string
  lang: Language
  expires_at: string
  /** The colleague's registration, once it exists. */
  taken_by: string | null
  /** The version of their links at that time. The offer leads to their page as long as it holds. */
  taken_version: number | null
  created_at: string
}
