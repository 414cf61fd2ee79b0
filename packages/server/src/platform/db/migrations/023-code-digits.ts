import type { Kysely } from 'kysely'

export async function up(db: Kysely<any>) {
  await db.schema.alterTable('verification').addColumn('code_digits', 'integer').execute()
  await db.schema
    .alterTable('wrong_code')
    .addColumn('short_count', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
