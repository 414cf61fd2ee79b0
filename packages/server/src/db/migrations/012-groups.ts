import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.alterTable('training').addColumn('walk_due_at', text).execute()
  await db.schema.createIndex('training_walk_due').on('training').columns(['walk_due_at']).execute()
}
