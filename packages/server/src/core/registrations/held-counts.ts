import { type Kysely, sql } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/schema.ts'
import type { System } from '../../platform/system.ts'
import { dayAt } from '../partners/impression-counts.ts'
import { seatedStatuses } from '../seats/transitions.ts'

/** A door without a connection sends its check-ins late. */
const settledMs = 3 * 24 * 60 * 60_000
const trainingsAtOnce = 100

/** Counts the people of trainings that are over, once each. A job for reports that outlive data. */
export async function countHeld(system: System): Promise<void> {
  const until = new Date(system.now().getTime() - settledMs).toISOString()
  while (!system.isStopping()) {
    const ids = await findUncounted(system.db.reader, until)
    for (const id of ids) await system.db.transaction((tx) => countHeldIn(tx, id))
    if (ids.length < trainingsAtOnce) return
  }
}

const findUncounted = async (db: Kysely<Tables>, until: string): Promise<string[]> =>
  (
    await db
      .selectFrom('training')
      .select('id')
      .where('ends_at', '<=', until)
      .where('status', 'in', ['published', 'withdrawn'])
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('held_count').select('partner').whereRef('training_id', '=', 'training.id'))),
      )
      .orderBy('ends_at')
      .orderBy('id')
      .limit(trainingsAtOnce)
      .execute()
  ).map(({ id }) => id)

/**
 * Counts the people of a training by the partner who brought them, unless that was done before.
 * People whose data is gone already stand in the counts of the training, without a partner.
 */
export async function countHeldIn(tx: Tx, trainingId: string): Promise<void> {
  const training = await tx
    .selectFrom('training')
    .select(['ends_at', 'time_zone'])
    .where('id', '=', trainingId)
    .where('status', 'in', ['published', 'withdrawn'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('held_count').select('partner').where('training_id', '=', trainingId))),
    )
    .executeTakeFirst()
  if (!training) return
  const day = dayAt(training.ends_at, training.time_zone)
  await tx
    .insertInto('held_count')
    .values(joinNone(await readSeats(tx, trainingId)).map((one) => ({ training_id: trainingId, day, ...one })))
    .onConflict((conflict) => conflict.columns(['training_id', 'partner']).doNothing())
    .execute()
}

async function readSeats(tx: Tx, trainingId: string): Promise<Held[]> {
  const counts = await tx
    .selectFrom('registration')
    .select(({ fn }) => [
      'partner',
      fn.count<number | string>('checked_in_at').as('came'),
      fn.countAll<number | string>().as('seats'),
    ])
    .where('training_id', '=', trainingId)
    .where('status', 'in', seatedStatuses)
    .groupBy('partner')
    .execute()
  const { kept } = await tx
    .selectFrom('training_count')
    .select(sql<number | string>`coalesce(sum(count), 0)`.as('kept'))
    .where('training_id', '=', trainingId)
    .where('status', 'in', seatedStatuses)
    .executeTakeFirstOrThrow()
  const seats = counts.reduce((sum, one) => sum + Number(one.seats), 0)
  const none = { partner: '', came: 0, absent: Math.max(0, Number(kept) - seats) }
  const named = counts.map((one) => ({
    partner: one.partner ?? '',
    came: Number(one.came),
    absent: Number(one.seats) - Number(one.came),
  }))
  return [none, ...named]
}

interface Held {
  partner: string
  came: number
  absent: number
}

/** The row without a partner is always there: it says that the training was counted. */
function joinNone(counts: Held[]): Held[] {
  const none = counts.filter(({ partner }) => partner === '')
  const sum = (key: 'came' | 'absent') => none.reduce((all, one) => all + one[key], 0)
  return [{ partner: '', came: sum('came'), absent: sum('absent') }, ...counts.filter(({ partner }) => partner !== '')]
}
