import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps the keys that sign credentials. Old ones stay, so that what they signed can be checked. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  let table = db.schema.createTable('credential_key').addColumn('id', text, (column) => column.primaryKey())
  for (const name of ['public_key', 'sealed_key', 'created_at'])
    table = table.addColumn(name as 'id', text, (column) => column.notNull())
  await table.execute()
}
