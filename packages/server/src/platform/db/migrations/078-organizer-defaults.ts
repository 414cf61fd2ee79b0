import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What new trainings start with: one row, which no one has filled in yet. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('organizer_defaults')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('content', text, (column) => column.notNull())
    .addColumn('updated_at', text)
    .execute()
  await db.insertInto('organizer_defaults').values({ id: 1, content: '{}' }).execute()
}
