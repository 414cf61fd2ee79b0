import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Lets an email be to the account of an agency's coordinator. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .alterTable('outbox')
    .addColumn('account_id', text, (column) => (isPostgres ? column.ifNotExists() : column))
    .execute()
  await sql`create index if not exists outbox_account on outbox (account_id) where account_id is not null`.execute(db)
}

export const runsFrom = '101-closed-days'
