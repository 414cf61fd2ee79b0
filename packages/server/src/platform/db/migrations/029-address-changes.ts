import { type Kysely, PostgresAdapter, sql } from 'kysely'

const owners = { registration_id: 'registration', group_id: 'registration_group' }

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  for (const [column, table] of Object.entries(owners)) {
    await db.schema
      .alterTable('verification')
      .addColumn(column, text, (added) => added.references(`${table}.id`).onDelete('cascade'))
      .execute()
    await db.schema.createIndex(`verification_${table}`).on('verification').columns([column]).execute()
  }
}
