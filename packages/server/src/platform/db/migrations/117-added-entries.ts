import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps which entry of the audit log something done to a registration belongs to. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .alterTable('person_event')
    .addColumn('audit_id', text, (column) => (isPostgres ? column.ifNotExists() : column))
    .execute()
}

export const runsFrom = '101-closed-days'
