import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('erasure')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('erased_at', text)
    .addColumn('leased_until', text)
    .execute()
  // Earlier versions erased rows without rewriting the file.
  const used = await db.selectFrom('training').select('id').limit(1).execute()
  const erased_at = used.length > 0 && !isPostgres ? new Date(0).toISOString() : null
  await db.insertInto('erasure').values({ id: 1, erased_at, leased_until: null }).execute()
}
