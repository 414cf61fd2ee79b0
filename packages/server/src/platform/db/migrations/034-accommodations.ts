import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('accommodation')
    .addColumn('registration_id', text, (column) =>
      column.primaryKey().references('registration.id').onDelete('cascade'),
    )
    .addColumn('request_hash', text, (column) => column.notNull())
    .addColumn('owner', text)
    .addColumn('arranged_at', text)
    .addColumn('changed_at', text, (column) => column.notNull())
    .execute()
}
