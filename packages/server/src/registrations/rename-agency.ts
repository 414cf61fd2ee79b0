import { setImmediate as pause } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { AgencyAliasTable } from '../db/tables/agency-alias.ts'
import type { System } from '../system.ts'
import { recordEvents } from '../webhooks/events.ts'
import { editDetails } from './ledger.ts'
import { type LockedTraining, lockTraining, peopleAtOnce } from './locked-training.ts'

type Alias = Selectable<AgencyAliasTable>

/**
 * A transaction that began before a merge may end up to this long after it, with a person who has
 * the old spelling.
 */
const lateMs = 60_000
const rowsAtOnce = 1_000

/**
 * Gives everyone with a merged spelling the agency's name, a few people per transaction, so that
 * sign-ups go on. Continues what a stopped process left, and looks again until no sign-up that
 * began before the merge can still be under way.
 */
export async function finishMerges(system: System): Promise<void> {
  const open = await system.db.reader.selectFrom('agency_alias').selectAll().where('merged_at', 'is', null).execute()
  for (const alias of open) {
    for (const id of await findTrainings(system, alias)) await renameIn(system, id, alias)
    const isOver = Date.parse(alias.created_at) + lateMs <= system.now().getTime()
    if (system.isStopping() || !isOver) continue
    await system.db.transaction((tx) =>
      tx
        .updateTable('agency_alias')
        .set({ merged_at: system.now().toISOString() })
        .where('folded', '=', alias.folded)
        .where('created_at', '=', alias.created_at)
        .execute(),
    )
  }
}

/** Returns the trainings in which someone has the spelling. */
const findTrainings = async ({ db }: System, { folded }: Alias): Promise<string[]> =>
  (
    await db.reader
      .selectFrom('training')
      .select('id')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('registration')
            .select('registration.id')
            .whereRef('training_id', '=', 'training.id')
            .where('agency_folded', '=', folded),
        ),
      )
      .execute()
  ).map(({ id }) => id)

/** Renames the people of one training. Only a transaction with something to write locks it. */
async function renameIn(system: System, trainingId: string, { folded, agency }: Alias): Promise<void> {
  let last = ''
  while (!system.isStopping()) {
    const rows = await system.db.reader
      .selectFrom('registration')
      .select(['id', 'agency'])
      .where('training_id', '=', trainingId)
      .where('agency_folded', '=', folded)
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
    const others = rows.filter((row) => row.agency !== agency).map(({ id }) => id)
    for (let start = 0; start < others.length; start += peopleAtOnce) {
      const some = others.slice(start, start + peopleAtOnce)
      await system.db.transaction(async (tx) => {
        const training = await lockTraining(system.db, tx, trainingId)
        if (training) await renameSome(system, tx, training, { folded, ids: some })
      })
      await pause()
    }
    if (rows.length < rowsAtOnce) return
    last = rows.at(-1)?.id ?? ''
    await pause()
  }
}

async function renameSome(
  system: System,
  tx: Tx,
  training: LockedTraining,
  { folded, ids }: { folded: string; ids: string[] },
): Promise<void> {
  // Read again: by now the spelling may count as an agency of its own, or of another one.
  const name = await tx
    .selectFrom('agency_alias')
    .select(['agency', 'agency_folded'])
    .where('folded', '=', folded)
    .executeTakeFirst()
  if (!name) return
  const rows = await tx
    .selectFrom('registration')
    .select(['id', 'group_id'])
    .where('id', 'in', ids)
    .where('agency_folded', '=', folded)
    .execute()
  if (rows.length === 0) return
  const now = system.now().toISOString()
  await editDetails(
    tx,
    rows.map(({ id }) => id),
    { ...name, changed_at: now },
  )
  const events = rows.map(({ id, group_id }) => ({
    event: 'registration.changed' as const,
    training: training.slug,
    registration: id,
    group: group_id,
  }))
  await recordEvents(system, tx, events, now).execute()
}
