import type { Note } from '../../../core/outbox/notify-people.ts'
import { type Approval, approveLocked, declineLocked } from '../../../core/seats/approval.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import type { System } from '../../../platform/system.ts'
import { mailAfter } from './mail-after.ts'

/** Decisions whose email can carry a few words of the organizer. */
export const notedActions = ['approve', 'decline'] as const

/**
 * Returns the note as it is stored. Only a person has a name that means something to the reader.
 */
export const noteBy = ({ kind, name }: Caller, text: string | undefined): Note | undefined =>
  text === undefined ? undefined : { text, by: kind === 'person' ? name : null }

/**
 * Returns the email that someone would get about a decision, with what goes with it. Changes nothing.
 * @throws {ProblemError} as the decision itself
 */
export const previewDecision = (
  system: System,
  id: string,
  action: (typeof notedActions)[number],
  { note, extraSeat }: Approval,
) =>
  mailAfter(system, id, async (tx, registration, training) => {
    if (action === 'approve') await approveLocked(system, tx, training, registration, { note, extraSeat })
    else await declineLocked(system, tx, training, [registration], note)
    return true
  })
