import type { Kysely } from 'kysely'

export async function up(db: Kysely<any>) {
  await db.schema
    .alterTable('message')
    .addColumn('shows_training', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
