import type { Kysely } from 'kysely'

export async function up(db: Kysely<any>) {
  const table = 'mail_allowance'
  await db.schema.createIndex('mail_allowance_turns').on(table).columns(['recipient', 'used_at']).execute()
  await db.schema.createIndex('mail_allowance_mail').on(table).columns(['mail_id']).execute()
  // Anybody can cause any number of mails to one registration: of those of a kind only the last are read.
  await db.schema.dropIndex('outbox_registration').execute()
  await db.schema.createIndex('outbox_registration').on('outbox').columns(['registration_id', 'kind', 'id']).execute()
}
