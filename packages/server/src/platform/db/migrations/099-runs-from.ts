import { type Kysely, PostgresAdapter, sql } from 'kysely'

export const runsFrom = '089-mail-waiting'

/** Keeps with each migration which one a program has to know to run on what it leaves. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('migration')
    .addColumn('runs_from', isPostgres ? sql`text collate "C"` : 'text', (column) =>
      isPostgres ? column.ifNotExists() : column,
    )
    .execute()
}
