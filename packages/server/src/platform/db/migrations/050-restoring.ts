import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps hashes of who was erased, and holds emails and webhooks after a backup was restored. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('erased')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('at', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('restoration')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('restored_at', text, (column) => column.notNull())
    .addColumn('released_at', text)
    .execute()
  await db.schema
    .createTable('left_mail')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .execute()
}
