import type { System } from '../../platform/system.ts'
import { foldName } from '../people/person.ts'

/** So long a merge is remembered although no one is left, for the next training. */
const rememberedMs = 90 * 24 * 60 * 60_000

/**
 * Deletes the merged spellings of agencies that no one is from any more, and to which no account or
 * key is limited, and who merged them: what people typed is not kept longer than they are.
 */
export async function forgetSpellings({ db, now }: Pick<System, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - rememberedMs).toISOString()
  const gone = await findForgotten(db, before)
  if (gone.length > 0)
    await db.transaction((tx) =>
      // Not one that was merged anew in the meantime.
      tx.deleteFrom('agency_alias').where('folded', 'in', gone).where('created_at', '<', before).execute(),
    )
  await forgetEdits(db, before)
}

/** Returns the spellings that are merged long enough into agencies that no one is from. */
async function findForgotten(db: System['db'], before: string): Promise<string[]> {
  const rows = await db.reader
    .selectFrom('agency_alias')
    .select('folded')
    .where('created_at', '<', before)
    // Not one of a merge that is under way.
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('edit_id', 'is', null),
        eb('edit_id', 'not in', selectFrom('agency_edit').select('agency_edit.id').where('finished_at', 'is', null)),
      ]),
    )
    // A join of the two could read every registration once for each spelling: their index begins
    // with the training.
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('training')
            .select('training.id')
            .where((inTraining) =>
              inTraining.exists(
                inTraining
                  .selectFrom('registration')
                  .select('registration.id')
                  .whereRef('registration.training_id', '=', 'training.id')
                  .whereRef('registration.agency_folded', '=', 'agency_alias.agency_folded'),
              ),
            ),
        ),
      ),
    )
    .where('agency_alias.agency_folded', 'not in', ['', ...(await readReached(db))])
    .execute()
  return rows.map(({ folded }) => folded)
}

/** Deletes what was done to spellings of which none is merged any more. */
async function forgetEdits(db: System['db'], before: string): Promise<void> {
  const edits = await db.reader
    .selectFrom('agency_edit')
    .select(['id', 'spellings'])
    .where('at', '<', before)
    .where('finished_at', 'is not', null)
    .execute()
  if (edits.length === 0) return
  const aliases = await db.reader.selectFrom('agency_alias').select('folded').execute()
  const merged = new Set(aliases.map(({ folded }) => folded))
  const gone = edits.filter(({ spellings }) =>
    (JSON.parse(spellings) as string[]).every((one) => !merged.has(foldName(one))),
  )
  if (gone.length === 0) return
  await db.transaction((tx) =>
    tx
      .deleteFrom('agency_edit')
      .where(
        'id',
        'in',
        gone.map(({ id }) => id),
      )
      .execute(),
  )
}

/** Returns the agencies that an account or a key is limited to. */
async function readReached({ reader }: System['db']): Promise<string[]> {
  const accounts = reader.selectFrom('auth_user').select('agency_folded')
  const rows = await accounts.union(reader.selectFrom('auth_key').select('agency_folded')).execute()
  return rows.map((row) => row.agency_folded ?? '')
}
