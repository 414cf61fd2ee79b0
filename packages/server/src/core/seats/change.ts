import type { RegistrationStatus } from '@training-signup/contract'
import type { Canceler } from '../../platform/db/tables/mails/outbox.ts'
import type { Note } from '../outbox/notify-people.ts'
import type { MailKind } from '../outbox/outbox.ts'
import type { Action } from './transitions.ts'

/** What one change does to the given registrations. */
export interface Change {
  action: Action
  to: RegistrationStatus
  /** Whether they hold a seat; only requests that await approval can go either way. */
  holdsSeat?: boolean
  /** A new position, for people who join the waiting list now. */
  position?: number
  /** When the new status, or the hold on the seat, lapses; null: never. */
  expiresAt?: string | null
  /**
   * The email to the people; those without an address of their own get it through their
   * coordinator.
   */
  mail?: MailKind | undefined
  /** The instant when the email is due; by default now. */
  mailDueAt?: string
  /** Named in the email about a canceled registration. */
  canceledBy?: Canceler
  /** What the organizer wrote to the person, to stand in the email. */
  note?: Note | undefined
  /** Why an organizer gives one person a seat although none is free. */
  extraSeat?: string | undefined
}
