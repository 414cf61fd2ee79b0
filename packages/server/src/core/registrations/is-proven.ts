import type { Channel } from '@training-signup/contract'
import type { Database } from '../../platform/db/database.ts'
import type { RegistrationTable } from '../../platform/db/tables/people/registration.ts'
import type { RegistrationGroupTable } from '../../platform/db/tables/people/registration-group.ts'

/** How someone else than an organizer enters a registration. */
const unproven = ['embed', 'link', 'coordinator'] as const satisfies Channel[]

/**
 * Returns whether the owner of its address has proven it, or an organizer entered the registration.
 * Otherwise a stranger may have made it, or a coordinator, who may have mistyped the address.
 */
export const isProven = ({ proven_at, channel }: Pick<RegistrationTable, 'proven_at' | 'channel'>): boolean =>
  proven_at !== null || !unproven.some((one) => one === channel)

/** Returns the same for a group and its coordinator. */
export async function isGroupProven(
  { reader }: Pick<Database, 'reader'>,
  { id, proven_at }: Pick<RegistrationGroupTable, 'id' | 'proven_at'>,
): Promise<boolean> {
  if (proven_at !== null) return true
  const entered = await reader
    .selectFrom('registration')
    .select('id')
    .where('group_id', '=', id)
    .where('channel', 'not in', unproven)
    .limit(1)
    .executeTakeFirst()
  return entered !== undefined
}
