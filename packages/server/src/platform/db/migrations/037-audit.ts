import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let audit = db.schema
    .createTable('audit')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('is_refused', 'integer', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.unique())
    .addColumn('hash', text)
  for (const name of ['at', 'caller_id', 'caller_kind', 'action', 'route', 'filters'])
    audit = audit.addColumn(name as 'id', text, (column) => column.notNull())
  for (const name of ['object_kind', 'object_id']) audit = audit.addColumn(name as 'id', text)
  await audit.execute()
  await db.schema
    .createIndex('audit_unsealed')
    .on('audit')
    .columns(['id'])
    .where(sql.ref('sequence'), 'is', null)
    .execute()
  await db.schema.createIndex('audit_object').on('audit').columns(['object_id', 'id']).execute()
  await db.schema.createIndex('audit_caller').on('audit').columns(['caller_id', 'id']).execute()
  await db.schema.createIndex('audit_action').on('audit').columns(['action', 'id']).execute()
  await db.schema
    .createTable('audit_seal')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull())
    .execute()
  await db.insertInto('audit_seal').values({ id: 1, sequence: 0, hash: '' }).execute()
}
