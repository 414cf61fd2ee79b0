import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  for (const [table, column] of [
    ['form_press', 'answer'],
    ['kept_form', 'sealed'],
  ] as const) {
    await db.schema
      .createTable(table)
      .addColumn('id', text, (one) => one.primaryKey())
      .addColumn(column, text)
      .addColumn('expires_at', text, (one) => one.notNull())
      .execute()
    await db.schema.createIndex(`${table}_expiry`).on(table).columns(['expires_at']).execute()
  }
}
