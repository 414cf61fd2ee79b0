import type { Kysely } from 'kysely'

export async function up(db: Kysely<any>) {
  const table = 'mail_allowance'
  await db.schema.createIndex('mail_allowance_turns').on(table).columns(['recipient', 'used_at']).execute()
  await db.schema.createIndex('mail_allowance_mail').on(table).columns(['mail_id']).execute()
}
