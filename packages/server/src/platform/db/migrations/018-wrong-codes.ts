import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('wrong_code')
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('domain', text, (column) => column.notNull())
    .addColumn('day', text, (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('wrong_code_pk', ['training_id', 'day', 'domain'])
    .execute()
  await db.schema.createIndex('wrong_code_domain').on('wrong_code').columns(['day', 'domain']).execute()
}
