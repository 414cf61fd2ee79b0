import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('mail_allowance')
    .addColumn('recipient', text, (column) => column.notNull())
    .addColumn('slot', 'integer', (column) => column.notNull())
    .addColumn('mail_id', text, (column) => column.notNull())
    .addColumn('used_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_allowance_pk', ['recipient', 'slot'])
    .execute()
  await db.schema.createIndex('mail_allowance_used').on('mail_allowance').columns(['used_at']).execute()
}
