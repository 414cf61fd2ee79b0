import { type Kysely, sql } from 'kysely'

/** Indexes of columns that are empty in most rows, by table: their names, and their columns. */
const sparse = {
  outbox: {
    outbox_alert: ['alert_id'],
    outbox_attempt: ['duplicate_id'],
    outbox_group: ['group_id'],
    outbox_transfer: ['transfer_id'],
    outbox_verification: ['verification_id'],
  },
  registration: {
    registration_expiry: ['expires_at'],
    registration_group_members: ['group_id'],
    registration_partner: ['partner', 'id'],
  },
}

/**
 * Leaves the rows out of these indexes that nothing finds by them. Every sign-up wrote an entry to
 * each, which said that there is nothing.
 */
export async function up(db: Kysely<any>) {
  for (const [table, indexes] of Object.entries(sparse))
    for (const [name, columns] of Object.entries(indexes)) {
      await db.schema.dropIndex(name).execute()
      await db.schema
        .createIndex(name)
        .on(table)
        .columns(columns)
        .where(sql.ref(columns[0] as string), 'is not', null)
        .execute()
    }
}
