import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  for (const name of ['checked_in_at', 'moved_from'])
    await db.schema.alterTable('registration').addColumn(name, text).execute()
  await db.schema
    .createIndex('registration_moved_from')
    .on('registration')
    .columns(['moved_from'])
    .where('moved_from', 'is not', null)
    .execute()
}
