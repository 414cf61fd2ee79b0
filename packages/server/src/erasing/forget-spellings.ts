import type { System } from '../system.ts'

/** So long a merge is remembered although no one is left, for the next training. */
const rememberedMs = 90 * 24 * 60 * 60_000

/**
 * Deletes the merged spellings of agencies that no one is from any more, and to which no account or
 * key is limited: what people typed is not kept longer than they are.
 */
export async function forgetSpellings({ db, now }: Pick<System, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - rememberedMs).toISOString()
  const rows = await db.reader
    .selectFrom('agency_alias')
    .select('folded')
    .where('created_at', '<', before)
    .where('merged_at', 'is not', null)
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
  if (rows.length === 0) return
  const gone = rows.map(({ folded }) => folded)
  await db.transaction((tx) =>
    // Not one that was merged anew in the meantime.
    tx.deleteFrom('agency_alias').where('folded', 'in', gone).where('created_at', '<', before).execute(),
  )
}

/** Returns the agencies that an account or a key is limited to. */
async function readReached({ reader }: System['db']): Promise<string[]> {
  const accounts = reader.selectFrom('auth_user').select('agency_folded')
  const rows = await accounts.union(reader.selectFrom('auth_key').select('agency_folded')).execute()
  return rows.map((row) => row.agency_folded ?? '')
}
