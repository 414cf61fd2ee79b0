import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let alert = db.schema
    .createTable('alert')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('code_digits', 'integer')
  for (const name of ['kind', 'email', 'address', 'mailbox', 'lang', 'asked_at', 'ends_at', 'created_at'])
    alert = alert.addColumn(name as 'id', text, (column) => column.notNull())
  for (const name of ['partner', 'code_hash', 'code_expires_at', 'verified_at', 'queued_at'])
    alert = alert.addColumn(name as 'id', text)
  await alert.execute()
  await db.schema.createIndex('alert_training').on('alert').columns(['training_id', 'address']).execute()
  for (const name of ['address', 'mailbox', 'ends_at'])
    await db.schema.createIndex(`alert_${name}`).on('alert').columns([name]).execute()
  await db.schema
    .alterTable('outbox')
    .addColumn('alert_id', text, (column) => column.references('alert.id').onDelete('set null'))
    .execute()
  await db.schema.createIndex('outbox_alert').on('outbox').columns(['alert_id']).execute()
}
