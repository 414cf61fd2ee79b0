import type { Language } from '@training-signup/contract'

/** A mailed request to a supervisor to approve a person. */
export interface SupervisorRequestTable {
  id: string
  /** The registration that it is about; for a duplicate, the registration that already existed. */
  registration_id: string
  /** Set for a duplicate. Then no answer changes anything. */
  duplicate_id: string | null
  /** The person's name as the supervisor sees it. */
  given_name: string
  family_name: string
  /** The supervisor's address. */
  address: string
  lang: Language
  answer: 'yes' | 'no' | null
  answered_at: string | null
  created_at: string
}
