import type { ActorKind } from '@training-signup/contract'
import type { Insertable } from 'kysely'
import { insertRows } from '../../platform/db/insert-rows.ts'
import type { PersonEventTable } from '../../platform/db/tables/people/person-event.ts'
import type { Write } from '../../platform/db/write-together.ts'
import type { System } from '../../platform/system.ts'

/** What makes rows that say who did something. */
export type Acting = Pick<System, 'newId'> & { actor?: System['actor'] | undefined }

/** Returns the row that says who registered a person for them. */
export const addedEvent = (system: Acting, id: string, at: string, by: 'coordinator' | 'organizer' = 'coordinator') =>
  personEvent(system, id, { kind: 'added', by }, at)

/** Returns the row that says who did something to a registration besides its status. */
export const personEvent = (
  system: Acting,
  registration_id: string,
  { kind, reason = null, by }: { kind: PersonEventTable['kind']; reason?: string | null; by: ActorKind },
  at: string,
): Insertable<PersonEventTable> => ({
  id: system.newId(),
  registration_id,
  at,
  kind,
  actor: system.actor?.kind ?? by,
  account_id: system.actor?.account ?? null,
  reason,
  audit_id: system.actor?.entry ?? null,
})

/** That someone has come, or that this is taken back. */
export const checkInEvent = (system: System, registrationId: string, at: string | null) =>
  personEvent(
    system,
    registrationId,
    { kind: at === null ? 'check-in-undone' : 'checked-in', by: 'organizer' },
    at ?? system.now().toISOString(),
  )

/** Says who gave a person a seat although none was free, and why. */
export const extraSeatEvent = (system: Acting, id: string, reason: string, at: string) =>
  personEvent(system, id, { kind: 'extra-seat', reason, by: 'organizer' }, at)

/** Returns what writes that these people got seats although none was free, if there is a reason. */
export function recordExtraSeats(
  system: Acting,
  ids: readonly string[],
  reason: string | undefined,
  now: string,
): Write[] {
  if (reason === undefined) return []
  return [
    insertRows(
      'person_event',
      ids.map((id) => extraSeatEvent(system, id, reason, now)),
    ),
  ]
}
