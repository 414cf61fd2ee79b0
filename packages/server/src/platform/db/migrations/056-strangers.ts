import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  await db.schema.alterTable('transfer').addColumn('taken_version', 'integer').execute()
  await db.schema
    .alterTable('supervisor_request')
    .addColumn('is_confirmed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  // What was asked before keeps what it could decide, where the person had proven the address.
  await sql`update supervisor_request set is_confirmed = 1 where duplicate_id is null and registration_id in
    (select id from registration where proven_at is not null or channel not in ('embed', 'link'))`.execute(db)
}
