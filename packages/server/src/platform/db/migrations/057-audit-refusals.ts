import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Text = RawBuilder<unknown> | 'text'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text: Text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('audit_refusal')
    .addColumn('caller_kind', text, (column) => column.notNull())
    .addColumn('caller_id', text, (column) => column.notNull())
    .addColumn('route', text, (column) => column.notNull())
    .addColumn('hour', text, (column) => column.notNull())
    .addColumn('repeats', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_refusal_key', ['caller_kind', 'caller_id', 'route', 'hour'])
    .execute()
  await db.schema.createIndex('audit_at').on('audit').columns(['at', 'id']).execute()
}
