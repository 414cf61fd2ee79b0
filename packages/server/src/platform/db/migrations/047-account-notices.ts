import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Text = RawBuilder<unknown> | 'text'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text: Text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.alterTable('auth_session').addColumn('confirmed_at', text).execute()
  await db.schema
    .createTable('account_notice')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('about', text, (column) => column.notNull())
    .addColumn('due_at', text, (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .execute()
  for (const column of ['user_id', 'due_at'])
    await db.schema.createIndex(`account_notice_${column}`).on('account_notice').columns([column]).execute()
}
