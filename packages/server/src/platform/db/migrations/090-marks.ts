import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps every time that someone was seen at a training. A check-in becomes the first. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let mark = db.schema
    .createTable('mark')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
  for (const name of ['kind', 'at', 'received_at', 'source'])
    mark = mark.addColumn(name as 'id', text, (column) => column.notNull())
  for (const name of ['session', 'tapped_by', 'sent_by', 'device', 'voids', 'reason'])
    mark = mark.addColumn(name as 'id', text)
  await mark.execute()
  await db.schema.createIndex('mark_registration').on('mark').columns(['registration_id']).execute()
  await db.schema.createIndex('mark_training').on('mark').columns(['training_id', 'received_at']).execute()
  await sql`insert into mark (id, training_id, registration_id, kind, at, received_at, source)
    select id, training_id, id, 'in', checked_in_at, checked_in_at, 'door'
    from registration where checked_in_at is not null`.execute(db)
}
