import type { Scope } from '../../../platform/access/caller.ts'
import { peopleWithin } from '../../../platform/access/within.ts'
import type { System } from '../../../platform/system.ts'

export interface NextRequest {
  id: string
  /** How many others need approval, this one included. */
  left: number
}

/**
 * Returns the next person of a training who needs approval, in the order in which they registered,
 * and after the last one the first again. Leaves out people that a bulk action is about to decide on.
 */
export async function findNextRequest(
  { db }: Pick<System, 'db'>,
  scope: Scope,
  trainingId: string,
  after: string,
): Promise<NextRequest | undefined> {
  const open = db.reader
    .selectFrom('registration')
    .where('training_id', '=', trainingId)
    .where('status', '=', 'pending_approval')
    .where('registration.id', '!=', after)
    .where(peopleWithin(scope))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('bulk_action_person')
            .select('registration_id')
            .whereRef('registration_id', '=', 'registration.id')
            .where('outcome', 'is', null),
        ),
      ),
    )
  const { count, first } = await open
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('registration.id').as('first')])
    .executeTakeFirstOrThrow()
  if (first === null) return undefined
  const { next } = await open
    .select(({ fn }) => fn.min('registration.id').as('next'))
    .where('registration.id', '>', after)
    .executeTakeFirstOrThrow()
  return { id: next ?? first, left: count }
}
