import type { Kysely } from 'kysely'
import type { SupervisorRequest } from '../../../core/seats/supervisors.ts'
import type { Tables } from '../../../platform/db/schema.ts'

export type OtherSupervisor = Pick<SupervisorRequest, 'address' | 'answer' | 'reason' | 'is_confirmed'>

/** Signing someone up again and again makes no page longer than this. */
const mostOthers = 10

/**
 * Returns the supervisors who were named when someone registered again, the latest first, each once
 * with an answer. What they say decides nothing; the organizer may want to know it.
 */
export async function readOtherSupervisors(db: Kysely<Tables>, id: string): Promise<OtherSupervisor[]> {
  const rows = await db
    .selectFrom('supervisor_request')
    .select(['address', 'answer', 'reason', 'is_confirmed'])
    .select(({ fn }) => fn.max('id').as('latest'))
    .where('registration_id', '=', id)
    .where('duplicate_id', 'is not', null)
    .groupBy(['address', 'answer', 'reason', 'is_confirmed'])
    .orderBy('latest', 'desc')
    .limit(mostOthers)
    .execute()
  return rows.map(({ address, answer, reason, is_confirmed }) => ({ address, answer, reason, is_confirmed }))
}
