import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let verification = db.schema
    .createTable('verification')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('registration_id', text, (column) => column.references('registration.id').onDelete('cascade'))
    .addColumn('group_id', text, (column) => column.references('registration_group.id').onDelete('cascade'))
    .addColumn('attempt_id', text, (column) => column.references('attempt.id').onDelete('cascade'))
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('code_hash', text)
    .addColumn('code_expires_at', text)
    .addColumn('verified_at', text)
  for (const name of ['reference', 'lang', 'asked_at', 'ends_at'])
    verification = verification.addColumn(name as 'id', text, (column) => column.notNull())
  await verification.execute()
  for (const name of ['training_id', 'registration_id', 'group_id', 'attempt_id', 'ends_at'])
    await db.schema.createIndex(`verification_${name}`).on('verification').columns([name]).execute()
  for (const table of ['registration', 'registration_group'])
    await db.schema
      .alterTable(table)
      .addColumn('is_unverified', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
}
