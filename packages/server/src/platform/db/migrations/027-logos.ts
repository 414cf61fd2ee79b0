import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('logo')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('png', isPostgres ? 'bytea' : 'blob', (column) => column.notNull())
    .addColumn('named_at', text, (column) => column.notNull())
    .execute()
}
