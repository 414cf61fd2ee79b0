import type { RegistrationStatus } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'

interface Move {
  group_id: string | null
  from: RegistrationStatus
  to: RegistrationStatus
}

const decidedForAll: ReadonlySet<string> = new Set(['waitlisted', 'offered', 'pending_approval'])
const decidedForOne: ReadonlySet<string> = new Set(['cancelled', 'pending_approval'])

/**
 * Keeps what a coordinator is shown of those who were registered before in step with the rest of their group: whoever
 * stood still while the others move would be known by it. They follow the last one of the others, so that nobody of a
 * group moves twice, and only where an undivided group moves as a whole or the organizer decides about requests.
 */
export async function followGroup(tx: Tx, { group_id, from, to }: Move): Promise<void> {
  if (group_id === null || !decidedForAll.has(from) || decidedForOne.has(to)) return
  await tx
    .updateTable('attempt')
    .set({ shown: to })
    .where('group_id', '=', group_id)
    .where('shown', '=', from)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('registration').select('id').where('group_id', '=', group_id).where('status', '=', from))),
    )
    .$if(from !== 'pending_approval', (moved) =>
      moved.where(({ exists, selectFrom }) =>
        exists(selectFrom('registration_group').select('id').where('id', '=', group_id).where('split', '=', 0)),
      ),
    )
    .execute()
}
