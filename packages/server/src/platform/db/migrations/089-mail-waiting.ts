import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps since when an email waits for the mail server, which each try moves on. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .alterTable('outbox')
    .addColumn('waiting_since', isPostgres ? sql`text collate "C"` : 'text')
    .execute()
  await db.schema
    .createIndex('outbox_waiting')
    .on('outbox')
    .columns(['waiting_since'])
    .where(sql.ref('waiting_since'), 'is not', null)
    .execute()
}
