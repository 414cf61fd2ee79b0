import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'
import { logFailure } from '../../platform/ops/log-failure.ts'
import type { System } from '../../platform/system.ts'
import { lockTraining } from '../seats/locked-training.ts'
import { issueCertificates } from './certificates.ts'

const daysAtOnce = 20

/**
 * Does what follows from closing a day, and from marks that came since: issues certificates, and
 * replaces or takes back those whose facts have changed. Each is issued once, however often this is
 * interrupted; what came in the meantime is looked at the next time.
 */
export async function settleDays(system: System): Promise<void> {
  const due = await system.db.reader
    .selectFrom('training')
    .select(['id', 'day_closed_at'])
    .where('day_closed_at', 'is not', null)
    .where('day_settled_at', 'is', null)
    .orderBy('day_closed_at')
    .limit(daysAtOnce)
    .execute()
  let failed = 0
  for (const { id, day_closed_at: closedAt } of due) {
    if (system.isStopping()) return
    try {
      await settle(system, id, closedAt)
    } catch (error) {
      // It must not keep the others from theirs.
      failed += 1
      logFailure(system.log, error, { training: id }, 'could not do what follows from closing a day')
    }
  }
  if (failed > 0) throw new Error(`${failed} closed days could not be settled`)
}

async function settle(system: System, id: string, closedAt: string | null): Promise<void> {
  const before = await countMarks(system.db.reader, id)
  await issueCertificates(system, id, { renews: true })
  await system.db.transaction(async (tx) => {
    await lockTraining(system.db, tx, id)
    if ((await countMarks(tx, id)) !== before) return
    const settled = { day_settled_at: system.now().toISOString() }
    await tx.updateTable('training').set(settled).where('id', '=', id).where('day_closed_at', '=', closedAt).execute()
  })
}

/** Marks are only added, so that their number says whether there are new ones. */
async function countMarks(db: Kysely<Tables>, id: string): Promise<number> {
  const { count } = await db
    .selectFrom('mark')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('training_id', '=', id)
    .executeTakeFirstOrThrow()
  return Number(count)
}
