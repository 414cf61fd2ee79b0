import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .alterTable('message')
    .addColumn('names_people', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createTable('message_person')
    .addColumn('message_id', text, (column) => column.notNull().references('message.id').onDelete('cascade'))
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('message_person_key', ['message_id', 'registration_id'])
    .execute()
  await db.schema.createIndex('message_person_registration').on('message_person').columns(['registration_id']).execute()
}
