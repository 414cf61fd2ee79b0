import type { OrganizerDefaults } from '@training-signup/contract'
import { readOrganizerDefaults } from '../../../core/trainings/organizer-defaults.ts'
import { readInput } from '../../../core/trainings/trainings.ts'
import type { System } from '../../../platform/system.ts'

/**
 * Returns what a new training starts with: what the organizer set or, until then, what the training
 * has that was created last. A new one is most likely run by the same people.
 */
export async function startOfNew(system: Pick<System, 'db'>): Promise<OrganizerDefaults> {
  const { defaults, isSet } = await readOrganizerDefaults(system)
  if (isSet) return defaults
  const row = await system.db.reader
    .selectFrom('training')
    .select('input')
    // Ids are in the order in which they were made.
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return defaults
  const { organizer, contact, timeZone } = readInput(row)
  return { ...(organizer && { organizer }), ...(contact && { contact }), timeZone }
}
