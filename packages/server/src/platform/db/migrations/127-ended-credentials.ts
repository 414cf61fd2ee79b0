import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps which credentials were taken back once their certificates are deleted: people still have the files. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('ended_credential')
    .ifNotExists()
    .addColumn('id', text, (column) => column.primaryKey())
    .execute()
}

export const runsFrom = '101-closed-days'
