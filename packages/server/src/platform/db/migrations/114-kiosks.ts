import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps which browsers are kiosks of a training, and what each said last. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('kiosk')
    .ifNotExists()
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('training_id', text, (column) => column.notNull().references('training.id').onDelete('cascade'))
    .addColumn('user_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('misses', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('misses_from', text, (column) => column.notNull())
    .addColumn('said', text)
    .addColumn('said_at', text)
    .addColumn('said_time', text)
    .addColumn('said_to', text, (column) => column.references('registration.id').onDelete('set null'))
    .execute()
  for (const columns of [['user_id'], ['expires_at'], ['training_id'], ['said_to']])
    await db.schema.createIndex(`kiosk_${columns[0]}`).ifNotExists().on('kiosk').columns(columns).execute()
}

export const runsFrom = '101-closed-days'
