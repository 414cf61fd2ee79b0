import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('bulk_action')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('people', 'integer', (column) => column.notNull())
    .addColumn('caller_kind', text, (column) => column.notNull())
    .addColumn('caller_id', text, (column) => column.notNull())
    .addColumn('due_at', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('started_at', text)
    .addColumn('finished_at', text)
    .execute()
  await db.schema.createIndex('bulk_action_training').on('bulk_action').columns(['training_id', 'id']).execute()
  await db.schema
    .createTable('bulk_action_person')
    .addColumn('bulk_action_id', text, (column) => column.notNull().references('bulk_action.id').onDelete('cascade'))
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('outcome', text)
    .addPrimaryKeyConstraint('bulk_action_person_key', ['bulk_action_id', 'registration_id'])
    .execute()
  await db.schema
    .createIndex('bulk_action_person_registration')
    .on('bulk_action_person')
    .columns(['registration_id'])
    .execute()
}
