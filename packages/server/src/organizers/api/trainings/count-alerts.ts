import type { AdminTraining } from '@training-signup/contract'
import { availabilityOf, stateOf } from '../../../core/trainings/availability.ts'
import { findLaterDate, leadsOn } from '../../../core/trainings/next-date.ts'
import { findTraining } from '../../../core/trainings/trainings.ts'
import type { System } from '../../../platform/system.ts'

/**
 * Counts the visitors who hear by email when this training takes registrations: its own, and those
 * of earlier dates of its series that take none any more, unless another date already does.
 */
export async function countAlerts(system: System, { training, waitingForAlert }: AdminTraining): Promise<number> {
  const { series, slug, start } = training
  if (series === undefined) return waitingForAlert
  const others = await system.db.reader
    .selectFrom('alert')
    .innerJoin('proof', 'proof.id', 'alert.id')
    .innerJoin('training', 'training.id', 'alert.training_id')
    .select(['training.slug', ({ fn }) => fn.countAll().as('count')])
    .where('training.series', '=', series)
    .where('training.slug', '!=', slug)
    .where('training.starts_local', '<', start)
    .where('training.status', 'in', ['published', 'cancelled'])
    .where('alert.kind', '=', 'date')
    .where('verified_at', 'is not', null)
    .where('queued_at', 'is', null)
    .groupBy('training.slug')
    .execute()
  let count = waitingForAlert
  for (const other of others) {
    const found = await findTraining(system, other.slug)
    const isWaiting = found && leadsOn(stateOf(availabilityOf(found.row, found.input), system.now()))
    if (isWaiting && !(await findLaterDate(system, found))) count += Number(other.count)
  }
  return count
}
