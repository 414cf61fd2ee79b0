import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.alterTable('outbox').addColumn('outcome', text).execute()
  await db.schema.dropIndex('outbox_due').execute()
  await db.schema.createIndex('outbox_due').on('outbox').columns(['outcome', 'due_at']).execute()
  await db.schema.createIndex('outbox_group').on('outbox').columns(['group_id']).execute()
  await db.schema.createIndex('outbox_training').on('outbox').columns(['training_id', 'kind']).execute()
  await db.schema.alterTable('registration').addColumn('expires_at', text).execute()
  await db.schema.createIndex('registration_expiry').on('registration').columns(['expires_at']).execute()
  await db.schema
    .alterTable('registration_group')
    .addColumn('token_version', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
}
