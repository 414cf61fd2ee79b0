import type { System } from '../../platform/system.ts'
import { wordsVersion } from '../people/search-words.ts'
import { readGroups, withWords } from '../people/word-rows.ts'
import { rewriteWords } from './ledger.ts'
import { lockTrainings } from './locked-training.ts'
import type { Registration } from './registration.ts'

// So few that a request waits no more than some milliseconds for the words of others.
const rowsAtOnce = 25
const batchesPerRun = 400

/**
 * Lets people who registered with an earlier version be found by the words of this one. Writes only
 * those whose words differ, a few people per transaction. What one run leaves, the next one does.
 */
export async function refillWords(system: System): Promise<void> {
  for (let batch = 0; batch < batchesPerRun && !system.isStopping(); batch++) {
    if (!(await refillSome(system))) return
  }
}

/** @returns whether there may be more */
async function refillSome({ db }: System): Promise<boolean> {
  const state = await db.reader.selectFrom('search_state').selectAll().executeTakeFirst()
  if (!state || state.words >= wordsVersion) return false
  const rows = await db.reader
    .selectFrom('registration')
    .selectAll()
    .where('id', '>', state.after_id)
    .orderBy('id')
    .limit(rowsAtOnce)
    .execute()
  const outdated = await findOutdated(db, rows)
  const last = rows.at(-1)
  await db.unsynced(async (tx) => {
    if (outdated.length > 0) {
      await lockTrainings(db, tx, [...new Set(outdated.map(({ training_id }) => training_id))])
      await rewriteWords(
        tx,
        outdated.map(({ id }) => id),
      )
    }
    await tx
      .updateTable('search_state')
      .set(last ? { after_id: last.id } : { words: wordsVersion, after_id: '' })
      .where('after_id', '=', state.after_id)
      .where('words', '=', state.words)
      .execute()
  })
  return last !== undefined
}

/** The order of words means nothing. */
const sorted = (words: string) => words.split(' ').toSorted().join(' ')

async function findOutdated({ reader }: System['db'], rows: readonly Registration[]): Promise<Registration[]> {
  const groups = await readGroups(
    reader,
    rows.flatMap(({ group_id }) => group_id ?? []),
  )
  return rows.filter((row) => sorted(withWords(row, groups.get(row.group_id ?? '')).words) !== sorted(row.words))
}
