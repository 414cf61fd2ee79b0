import { setImmediate as pause } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Tx } from '../../platform/db/database.ts'
import type { AgencyEditTable } from '../../platform/db/tables/people/agency-alias.ts'
import type { System } from '../../platform/system.ts'
import { type AgencyColumns, readAgencyNames, resolveAgency, typedOf } from '../people/agency-names.ts'
import { editDetails } from '../seats/ledger.ts'
import { type LockedTraining, lockTraining, peopleAtOnce } from '../seats/locked-training.ts'
import { recordEvents } from '../webhooks/events.ts'

type Edit = Selectable<AgencyEditTable>

const rowsAtOnce = 1_000

/**
 * Gives everyone who has one of the names that an edit of agencies concerns the right one, a few
 * people per transaction, so that sign-ups go on.
 * @returns how many have another name now
 */
export async function renamePeople(system: System, edit: Edit): Promise<number> {
  let people = 0
  for (const folded of JSON.parse(edit.shown) as string[])
    for (const id of await findTrainings(system, folded)) people += await renameIn(system, id, folded, edit)
  return people
}

/** Returns the trainings in which someone has the name. */
const findTrainings = async ({ db }: System, folded: string): Promise<string[]> =>
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

/**
 * Renames the people of one training, and returns how many. Only a transaction with something to
 * write locks it.
 */
async function renameIn(system: System, trainingId: string, folded: string, edit: Edit): Promise<number> {
  let last = ''
  let renamed = 0
  while (!system.isStopping()) {
    const rows = await system.db.reader
      .selectFrom('registration')
      .select(['id', 'agency', 'agency_folded', 'agency_typed'])
      .where('training_id', '=', trainingId)
      .where('agency_folded', '=', folded)
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute()
    const names = await readAgencyNames(system.db.reader, rows.map(typedOf))
    const others = rows.filter((row) => isOther(row, resolveAgency(typedOf(row) ?? '', names))).map(({ id }) => id)
    for (let start = 0; start < others.length; start += peopleAtOnce) {
      const some = others.slice(start, start + peopleAtOnce)
      renamed += await system.db.transaction(async (tx) => {
        const training = await lockTraining(system.db, tx, trainingId)
        return training ? renameSome(system, tx, training, { ids: some, edit }) : 0
      })
      await pause()
    }
    if (rows.length < rowsAtOnce) break
    last = rows.at(-1)?.id ?? ''
    await pause()
  }
  return renamed
}

const isOther = (row: AgencyColumns, to: AgencyColumns) =>
  row.agency !== to.agency || row.agency_folded !== to.agency_folded || row.agency_typed !== to.agency_typed

async function renameSome(
  system: System,
  tx: Tx,
  training: LockedTraining,
  { ids, edit }: { ids: string[]; edit: Edit },
): Promise<number> {
  const rows = await tx
    .selectFrom('registration')
    .select(['id', 'group_id', 'agency', 'agency_folded', 'agency_typed'])
    .where('id', 'in', ids)
    .where('agency', 'is not', null)
    .execute()
  // Read again: by now the spelling may count as an agency of its own, or of another one.
  const names = await readAgencyNames(tx, rows.map(typedOf))
  const moves = rows
    .map((row) => ({ row, to: resolveAgency(typedOf(row) ?? '', names) }))
    .filter(({ row, to }) => isOther(row, to))
  if (moves.length === 0) return 0
  const now = system.now().toISOString()
  for (const some of Map.groupBy(moves, ({ to }) => JSON.stringify(to)).values())
    await editDetails(
      tx,
      some.map(({ row }) => row.id),
      { ...some[0]?.to, changed_at: now },
    )
  await recordChanges(system, tx, moves, edit, now)
  const events = moves.map(({ row }) => ({
    event: 'registration.changed' as const,
    training: training.slug,
    registration: row.id,
    group: row.group_id,
  }))
  await recordEvents(system, events, now).execute(tx)
  return moves.length
}

interface Move {
  row: { id: string; agency: string | null }
  to: { agency: string }
}

const recordChanges = ({ newId }: System, tx: Tx, moves: readonly Move[], { agency, account_id }: Edit, at: string) =>
  tx
    .insertInto('agency_change')
    .values(
      moves.map(({ row, to }) => ({
        id: newId(),
        registration_id: row.id,
        at,
        action: agency === null ? ('split' as const) : ('merge' as const),
        agency_from: row.agency ?? '',
        agency_to: to.agency,
        account_id,
      })),
    )
    .execute()
