import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Limits emails by mailbox, and per hour those that unproven sign-ups cause. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .alterTable('verification')
    .addColumn('mailbox', text, (column) => column.notNull().defaultTo(''))
    .execute()
  const rows = await db.selectFrom('verification').select(['id', 'address']).execute()
  for (const { id, address } of rows)
    await db
      .updateTable('verification')
      .set({ mailbox: mailboxOf(address) })
      .where('id', '=', id)
      .execute()
  await db.schema.createIndex('verification_mailbox').on('verification').columns(['mailbox']).execute()
  await db.schema.alterTable('outbox').addColumn('held_for', text).execute()
  await db.schema.alterTable('outbox').addColumn('released_at', text).execute()
  await db.schema
    .createTable('mail_hour')
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('hour', text, (column) => column.notNull())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('mail_hour_pk', ['name', 'hour'])
    .execute()
}

/** The address is canonical. As in `core/people/person.ts` when this was written. */
function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  return `${local.replace(/(?<=.)\+.*/, '').replaceAll('.', '') || local}${address.slice(at)}`
}
