import type { Language } from '@training-signup/contract'
import type { Generated } from 'kysely'

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
  /** Their agency, as they typed it. null if there is none, or if they keep their name off paper. */
  agency: string | null
  /** Their role, and what they typed where it is “other”. null like the agency. */
  role: string | null
  role_other: string | null
  /** The supervisor's address. */
  address: string
  lang: Language
  answer: 'yes' | 'no' | null
  answered_at: string | null
  /** Why not, for the organizer. */
  reason: string | null
  /**
   * Whether the owner of the person's address named this supervisor, or an organizer did. Otherwise
   * a stranger may have, and the answer is a note for the organizer.
   */
  is_confirmed: Generated<0 | 1>
  created_at: string
}
