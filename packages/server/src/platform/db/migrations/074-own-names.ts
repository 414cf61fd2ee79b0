import type { Kysely } from 'kysely'

const names = { pair: 'likely_pair', placement: 'partner_page', placement_count: 'impression_count' }

/** By table: its indexes, under the names they had. */
const indexes: Record<string, Record<string, string[]>> = {
  likely_pair: { pair_training: ['training_id', 'told_apart_at', 'id'], pair_other: ['other_id'] },
  partner_page: { placement_url: ['partner', 'url'], placement_checked: ['checked_at'] },
  impression_count: { placement_count_training: ['training_id', 'day'] },
}

/**
 * Gives three tables names that nothing else has. SQLite cannot rename an index, so each is made
 * anew.
 */
export async function up(db: Kysely<any>) {
  for (const [before, name] of Object.entries(names)) {
    await db.schema.alterTable(before).renameTo(name).execute()
    for (const [index, columns] of Object.entries(indexes[name] ?? {})) {
      await db.schema.dropIndex(index).execute()
      const renamed = db.schema.createIndex(index.replace(before, name)).on(name).columns(columns)
      await (index === 'placement_url' ? renamed.unique() : renamed).execute()
    }
  }
}
