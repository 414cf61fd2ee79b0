import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { trainingIdOf } from '../trainings/trainings.ts'
import { recordEvents } from '../webhooks/events.ts'

/**
 * Makes the day of a training a closed day: anyone without a mark did not come. It is one small row, however
 * many came; what follows is done by a job. Closing it again changes nothing.
 * @returns whether it was open
 * @throws {ProblemError} `not-found`; `wrong-status` before the training starts, or if it was called off
 */
export async function closeDay(system: System, slug: string): Promise<boolean> {
  const id = await trainingIdOf(system, slug)
  return system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, id)
    const row = await tx.selectFrom('training').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new ProblemError('not-found')
    if (row.day_closed_at !== null) return false
    const now = system.now().toISOString()
    if (row.status === 'cancelled' || row.status === 'draft' || row.starts_at > now)
      throw new ProblemError('wrong-status')
    const closed = { day_closed_at: now, day_closed_by: system.actor?.account ?? null, day_settled_at: null }
    await tx.updateTable('training').set(closed).where('id', '=', id).execute()
    await recordEvents(system, [{ event: 'attendance.closed', training: row.slug }], now).execute(tx)
    return true
  })
}

/**
 * Opens the attendance of a training again. What was issued stays, until it is closed once more.
 * @throws {ProblemError} `not-found`
 */
export async function reopenDay(system: System, slug: string): Promise<void> {
  const id = await trainingIdOf(system, slug)
  await system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, id)
    const open = { day_closed_at: null, day_closed_by: null, day_settled_at: null }
    await tx.updateTable('training').set(open).where('id', '=', id).execute()
  })
}
