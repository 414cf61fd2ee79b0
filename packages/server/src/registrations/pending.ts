import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { VerificationTable } from '../db/schema.ts'
import type { Registration } from './status.ts'

/** Those of a sign-up who await its verification, in the order in which they were entered. */
export const findPending = (
  tx: Tx,
  { registration_id, group_id }: Pick<Selectable<VerificationTable>, 'registration_id' | 'group_id'>,
): Promise<Registration[]> =>
  tx
    .selectFrom('registration')
    .selectAll()
    .where('status', '=', 'pending_verification')
    .where(({ or, eb }) => or([eb('id', '=', registration_id ?? ''), eb('group_id', '=', group_id ?? '')]))
    .orderBy('id')
    .execute()
