import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Counts forms that were sent, and keeps how many people came, after their data is deleted. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  // What was counted before has none, and can't be compared with its views.
  await db.schema.alterTable('impression_count').addColumn('sent', 'integer').execute()
  await db.schema
    .createTable('held_count')
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('partner', text, (column) => column.notNull())
    .addColumn('day', text, (column) => column.notNull())
    .addColumn('came', 'integer', (column) => column.notNull())
    .addColumn('absent', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('held_count_pk', ['training_id', 'partner'])
    .execute()
  await db.schema.createIndex('held_count_day').on('held_count').column('day').execute()
  await db.schema.createIndex('impression_count_day').on('impression_count').column('day').execute()
}
