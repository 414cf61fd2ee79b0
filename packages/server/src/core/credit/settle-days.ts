import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { issueCertificates } from './certificates.ts'

const daysAtOnce = 20

/**
 * Does what follows from closing a day, and from marks, answers, and corrections that came since:
 * issues certificates, and replaces or takes back those whose facts have changed. Each is issued once, however often this is
 * interrupted; what came in the meantime is looked at the next time.
 */
export async function settleDays(system: System): Promise<void> {
  const due = await system.db.reader
    .selectFrom('training')
    .select(['id', 'day_closed_at', 'day_changes'])
    .where('day_closed_at', 'is not', null)
    .where('day_settled_at', 'is', null)
    .orderBy('day_closed_at')
    .limit(daysAtOnce)
    .execute()
  let failed = 0
  for (const day of due) {
    if (system.isStopping()) return
    try {
      await settle(system, day)
    } catch (error) {
      // It must not keep the others from theirs.
      failed += 1
      logFailure(system.log, error, { training: day.id }, 'could not do what follows from closing a day')
    }
  }
  if (failed > 0) throw new Error(`${failed} closed days could not be settled`)
}

type Due = Pick<TrainingTable, 'id' | 'day_closed_at' | 'day_changes'>

async function settle(system: System, { id, day_closed_at: closedAt, day_changes: changes }: Due): Promise<void> {
  await issueCertificates(system, id, { renews: 'corrected' })
  await system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, id)
    const settled = { day_settled_at: system.now().toISOString() }
    await tx
      .updateTable('training')
      .set(settled)
      .where('id', '=', id)
      .where('day_closed_at', '=', closedAt)
      .where('day_changes', '=', changes)
      .execute()
  })
}
