import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('placement_count')
    .addColumn('partner', text, (column) => column.notNull())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('day', text, (column) => column.notNull())
    .addColumn('views', 'integer', (column) => column.notNull())
    .addColumn('starts', 'integer', (column) => column.notNull())
    .addColumn('sign_ups', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('placement_count_key', ['partner', 'training_id', 'day'])
    .execute()
  await db.schema
    .createIndex('placement_count_training')
    .on('placement_count')
    .columns(['training_id', 'day'])
    .execute()
}
