import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Text = RawBuilder<unknown> | 'text'

/**
 * Keeps what organizers did to a registration besides its status, the words that go with a decision
 * that waits, when a message is sent and to how many people, and words that are used again.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text: Text = isPostgres ? sql`text collate "C"` : 'text'
  await createPersonEvents(db, text)
  await createWords(db, text)
  await db.schema.alterTable('bulk_action_person').addColumn('note', text).execute()
  for (const [name, type] of [
    ['send_at', text],
    ['people', 'integer'],
  ] as const)
    await db.schema.alterTable('message').addColumn(name, type).execute()
  await db.schema
    .createIndex('message_send_at')
    .on('message')
    .columns(['send_at'])
    .where(sql.ref('state'), '=', 'scheduled')
    .execute()
  await db.schema
    .alterTable('message_mail')
    .addColumn('people', 'integer', (column) => column.notNull().defaultTo(1))
    .execute()
}

async function createPersonEvents(db: Kysely<any>, text: Text) {
  let events = db.schema
    .createTable('person_event')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('account_id', text)
    .addColumn('reason', text)
  for (const name of ['at', 'kind', 'actor'])
    events = events.addColumn(name as 'id', text, (column) => column.notNull())
  await events.execute()
  await db.schema
    .createIndex('person_event_registration')
    .on('person_event')
    .columns(['registration_id', 'id'])
    .execute()
}

async function createWords(db: Kysely<any>, text: Text) {
  let templates = db.schema
    .createTable('message_template')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('shows_training', 'integer', (column) => column.notNull())
  for (const name of ['name', 'subject', 'body', 'about', 'created_at'])
    templates = templates.addColumn(name as 'id', text, (column) => column.notNull())
  await templates.execute()
  await db.schema
    .createTable('reminder_text')
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('reminder_text_pkey', ['training_id', 'kind'])
    .execute()
}
