import type { Kysely } from 'kysely'

export async function up(db: Kysely<any>) {
  await db.schema
    .alterTable('registration')
    .addColumn('was_confirmed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // Of a seat that was confirmed later and is gone, nothing tells any more.
  await db
    .updateTable('registration')
    .set({ was_confirmed: 1 })
    .where((eb) =>
      eb.or([eb('public_status', '=', 'confirmed'), eb('status', 'in', ['confirmed', 'attended', 'no_show'])]),
    )
    .execute()
}
