import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps whose seats were opened to people at the door, because they had not come. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('registration')
    .addColumn('seat_opened_at', isPostgres ? sql`text collate "C"` : 'text', (column) =>
      isPostgres ? column.ifNotExists() : column,
    )
    .execute()
}

export const runsFrom = '101-closed-days'
