import type { Language } from '@training-signup/contract'

/** The question whether somebody may come, put to the supervisor whom they named. */
export interface SupervisorRequestTable {
  id: string
  /** Whose request it is about; of a duplicate, the registration that it met. */
  registration_id: string
  /** Where the person was registered already: then no answer changes anything. */
  duplicate_id: string | null
  /** Of the person, as the supervisor is told it. */
  given_name: string
  family_name: string
  /** The supervisor's. */
  address: string
  lang: Language
  answer: 'yes' | 'no' | null
  answered_at: string | null
  created_at: string
}
