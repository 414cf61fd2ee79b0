import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let changes = db.schema
    .createTable('status_change')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('account_id', text)
  for (const name of ['at', 'action', 'from_status', 'to_status', 'actor'])
    changes = changes.addColumn(name as 'id', text, (column) => column.notNull())
  await changes.execute()
  await db.schema
    .createIndex('status_change_registration')
    .on('status_change')
    .columns(['registration_id', 'id'])
    .execute()
}
