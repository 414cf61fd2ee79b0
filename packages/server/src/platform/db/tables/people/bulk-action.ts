import type { BulkActionName, BulkOutcome, RegistrationStatus } from '@training-signup/contract'
import type { AuditTable } from '../audit.ts'

/**
 * What an organizer decided about several people of a training. Nothing happens before it is due.
 */
export interface BulkActionTable {
  id: string
  training_id: string
  action: BulkActionName
  /** How many people were chosen, also those who have been erased since. */
  people: number
  /** Who decided it, as in the audit log. */
  caller_kind: AuditTable['caller_kind']
  caller_id: string
  due_at: string
  created_at: string
  /** When the first people were decided on. From then on, it can't be undone. */
  started_at: string | null
  finished_at: string | null
}

/** A person that a bulk action is about. */
export interface BulkActionPersonTable {
  bulk_action_id: string
  registration_id: string
  /** Their status when they were chosen. Someone who has another one by then is left out. */
  status: RegistrationStatus
  /** null: they wait. */
  outcome: BulkOutcome | null
  /** JSON of what the organizer wrote to them. Personal: empty again once they were decided on. */
  note: string | null
}
