import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps which change of a training its people are being told of, and who was already. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('training_news')
    .addColumn('training_id', text, (column) => column.primaryKey().references('training.id').onDelete('cascade'))
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('known', text, (column) => column.notNull())
    .addColumn('last_id', text, (column) => column.notNull())
    .addColumn('queues', text, (column) => column.notNull())
    .addColumn('queued_to', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('registration_group_training')
    .on('registration_group')
    .columns(['training_id', 'id'])
    .execute()
}
