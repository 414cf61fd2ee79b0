import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Adds what a supervisor reads about a person, and why the answer is no. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  for (const column of ['agency', 'role', 'role_other', 'reason'])
    await db.schema.alterTable('supervisor_request').addColumn(column, text).execute()
}
