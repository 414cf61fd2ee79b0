import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps what boards ask for, and which trainings count for it. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('credit_profile')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('content', text, (column) => column.notNull())
    .addColumn('archived_at', text)
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('updated_at', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('training_credit')
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('profile_id', text, (column) => column.notNull().references('credit_profile.id'))
    .addColumn('place', 'integer', (column) => column.notNull())
    .addColumn('approval', text, (column) => column.notNull())
    .addColumn('number', text)
    .addColumn('roles', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('training_credit_pkey', ['training_id', 'profile_id'])
    .execute()
  await db.schema.createIndex('training_credit_profile').on('training_credit').column('profile_id').execute()
}
