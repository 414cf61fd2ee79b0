import { type Kysely, PostgresAdapter, sql } from 'kysely'

export const runsFrom = '099-runs-from'

/** Keeps when the attendance of a training was closed, and whether what follows was done since. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  for (const name of ['day_closed_at', 'day_closed_by', 'day_settled_at'])
    await db.schema
      .alterTable('training')
      .addColumn(name, text, (column) => (isPostgres ? column.ifNotExists() : column))
      .execute()
  await sql`create index if not exists training_unsettled on training (day_closed_at)
    where day_closed_at is not null and day_settled_at is null`.execute(db)
}
