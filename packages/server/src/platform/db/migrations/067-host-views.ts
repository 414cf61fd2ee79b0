import type { Kysely } from 'kysely'

/** Counts how often a partner's sign-up was seen on a site. */
export async function up(db: Kysely<any>) {
  await db.schema
    .alterTable('partner_host')
    .addColumn('views', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
