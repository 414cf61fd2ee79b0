import type { ActorKind } from '@training-signup/contract'
import type { ColumnType } from 'kysely'

/** What someone did to a registration besides its status. It never changes, and ends with its registration. */
export interface PersonEventTable {
  id: string
  registration_id: string
  at: string
  /**
   * `extra-seat`: an organizer gave it a seat although none was free. `added`: an organizer or a
   * coordinator made it.
   */
  kind: 'edited' | 'sent-again' | 'extra-seat' | 'checked-in' | 'check-in-undone' | 'added'
  actor: ActorKind
  /** The organizer's account or API key; null: it was no organizer. */
  account_id: string | null
  /** Why there is an extra seat. */
  reason: string | null
  /** The request’s entry in the audit log, if it has one. */
  audit_id: ColumnType<string | null, string | null | undefined>
}

/**
 * Which coordinator of an agency hears of changes to someone who took the place of a person that they
 * registered, or who was moved from another training.
 */
export interface ToldCoordinatorTable {
  registration_id: string
  account_id: string
}
