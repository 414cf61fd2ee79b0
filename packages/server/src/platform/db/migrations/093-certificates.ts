import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps what was printed on certificates. They outlive the registrations that they are about. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let table = db.schema
    .createTable('certificate')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('registration_id', text, (column) => column.references('registration.id').onDelete('set null'))
    .addColumn('valid_for', text, (column) => column.unique())
    .addColumn('revoked_at', text)
    .addColumn('replaced_by', text)
    .addColumn('recipient', text)
    .addColumn('serial', text, (column) => column.notNull().unique())
  for (const name of ['training_id', 'profile_id', 'content', 'issued_at', 'keep_until'])
    table = table.addColumn(name as 'id', text, (column) => column.notNull())
  await table.execute()
  for (const name of ['registration_id', 'training_id', 'keep_until'])
    await db.schema.createIndex(`certificate_${name}`).on('certificate').column(name).execute()
}
