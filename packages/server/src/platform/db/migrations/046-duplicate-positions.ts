import type { Kysely } from 'kysely'

export async function up(db: Kysely<any>) {
  await db.schema.alterTable('duplicate').addColumn('waiting_list_position', 'integer').execute()
}
