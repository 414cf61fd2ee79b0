import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let request = db.schema
    .createTable('supervisor_request')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('attempt_id', text, (column) => column.references('attempt.id').onDelete('cascade'))
    .addColumn('answer', text)
    .addColumn('answered_at', text)
  for (const name of ['given_name', 'family_name', 'address', 'lang', 'created_at'])
    request = request.addColumn(name as 'id', text, (column) => column.notNull())
  await request.execute()
  await db.schema
    .createIndex('supervisor_request_registration')
    .on('supervisor_request')
    .columns(['registration_id'])
    .execute()
  await db.schema.createIndex('supervisor_request_attempt').on('supervisor_request').columns(['attempt_id']).execute()
}
