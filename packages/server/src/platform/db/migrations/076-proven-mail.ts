import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.alterTable('auth_user').addColumn('mail_proven_at', text).execute()
}
