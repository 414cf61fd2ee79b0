import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let transfer = db.schema
    .createTable('transfer')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id'))
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('taken_by', text, (column) => column.references('registration.id').onDelete('cascade'))
  for (const name of ['given_name', 'family_name', 'email', 'lang', 'expires_at', 'created_at'])
    transfer = transfer.addColumn(name as 'id', text, (column) => column.notNull())
  await transfer.execute()
  await db.schema.createIndex('transfer_registration').on('transfer').columns(['registration_id']).execute()
  await db.schema.createIndex('transfer_taken_by').on('transfer').columns(['taken_by']).execute()
  await db.schema.createIndex('transfer_expiry').on('transfer').columns(['expires_at']).execute()
  await db.schema
    .alterTable('outbox')
    .addColumn('transfer_id', text, (column) => column.references('transfer.id').onDelete('cascade'))
    .execute()
  await db.schema.createIndex('outbox_transfer').on('outbox').columns(['transfer_id']).execute()
  await db.schema.alterTable('registration').addColumn('reconfirmed_at', text).execute()
  await db.schema.alterTable('attempt').addColumn('shown', text).execute()
  await addCoordinators(db, text)
}

/** By which whoever signed up a group is found. */
async function addCoordinators(db: Kysely<any>, text: ReturnType<typeof sql> | 'text') {
  await db.schema.alterTable('registration_group').addColumn('coordinator_canonical', text).execute()
  await db
    .updateTable('registration_group')
    .set({ coordinator_canonical: sql`lower(trim(coordinator_email))` })
    .execute()
  await db.schema
    .createIndex('registration_group_coordinator')
    .on('registration_group')
    .columns(['training_id', 'coordinator_canonical'])
    .execute()
}
