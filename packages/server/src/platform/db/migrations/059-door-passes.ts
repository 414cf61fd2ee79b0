import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('door_pass')
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('user_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addColumn('expires_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('door_pass_key', ['id', 'training_id'])
    .execute()
  for (const columns of [['user_id'], ['expires_at'], ['training_id']])
    await db.schema.createIndex(`door_pass_${columns[0]}`).on('door_pass').columns(columns).execute()
}
