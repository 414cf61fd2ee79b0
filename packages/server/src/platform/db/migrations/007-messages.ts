import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await addDates(db, text)
  await createMessages(db, text)
  await createIndexes(db)
}

type Text = 'text' | ReturnType<typeof sql>

async function addDates(db: Kysely<any>, text: Text) {
  for (const name of ['extras_until', 'record_until', 'extras_erased_to', 'digested_until'])
    await db.schema.alterTable('training').addColumn(name, text).execute()
  for (const { id, ends_at, input } of await db.selectFrom('training').select(['id', 'ends_at', 'input']).execute()) {
    const { extrasDays = 30, recordDays = 90 } = JSON.parse(input).retention ?? {}
    const after = (days: number) => new Date(Date.parse(ends_at) + days * 24 * 60 * 60_000).toISOString()
    await db
      .updateTable('training')
      .set({ extras_until: after(extrasDays), record_until: after(recordDays) })
      .where('id', '=', id)
      .execute()
  }
}

async function createMessages(db: Kysely<any>, text: Text) {
  await db.schema
    .createTable('message')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('filter', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('about', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('sent_to', text)
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('started_at', text)
    .addColumn('finished_at', text)
    .execute()
  await db.schema
    .createTable('message_mail')
    .addColumn('outbox_id', text, (column) => column.primaryKey().references('outbox.id').onDelete('cascade'))
    .addColumn('message_id', text, (column) => column.notNull().references('message.id').onDelete('cascade'))
    .addColumn('recipient', text)
    .addUniqueConstraint('message_mail_recipient', ['message_id', 'recipient'])
    .execute()
  await db.schema
    .createTable('unsubscribed')
    .addColumn('recipient', text, (column) => column.primaryKey())
    .addColumn('created_at', text, (column) => column.notNull())
    .execute()
}

async function createIndexes(db: Kysely<any>) {
  const indexes: Record<string, [string, string[]]> = {
    training_extras: ['training', ['extras_until']],
    training_record: ['training', ['record_until']],
    message_training: ['message', ['training_id', 'id']],
    message_state: ['message', ['state', 'id']],
    message_mail_message: ['message_mail', ['message_id', 'outbox_id']],
    // Without it, removing an attempt looks through the whole outbox.
    outbox_attempt: ['outbox', ['attempt_id']],
    outbox_outcome: ['outbox', ['outcome', 'id']],
    outbox_training_outcome: ['outbox', ['training_id', 'outcome', 'id']],
  }
  for (const [name, [table, on]] of Object.entries(indexes))
    await db.schema.createIndex(name).on(table).columns(on).execute()
}
