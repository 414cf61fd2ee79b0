import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps what people typed where a merge shows another name, and who merged what into what. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  for (const table of ['registration', 'auth_user', 'auth_key'])
    await db.schema.alterTable(table).addColumn('agency_typed', text).execute()
  await db.schema
    .createTable('agency_edit')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('account_id', text)
    .addColumn('agency', text)
    .addColumn('spellings', text, (column) => column.notNull())
    .addColumn('before', text, (column) => column.notNull())
    .addColumn('shown', text, (column) => column.notNull())
    .addColumn('finished_at', text)
    .execute()
  await db.schema
    .createTable('agency_change')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('agency_from', text, (column) => column.notNull())
    .addColumn('agency_to', text, (column) => column.notNull())
    .addColumn('account_id', text)
    .execute()
  await db.schema.createIndex('agency_change_registration').on('agency_change').column('registration_id').execute()
  await db.schema.alterTable('agency_alias').addColumn('edit_id', text).execute()
  await continueMerges(db)
  await db.schema.alterTable('agency_alias').dropColumn('merged_at').execute()
}

/** A merge that was under way goes on. */
async function continueMerges(db: Kysely<any>) {
  const open = await db
    .selectFrom('agency_alias')
    .select(['folded', 'created_at'])
    .where('merged_at', 'is', null)
    .orderBy('created_at')
    .execute()
  const last = open.at(-1)
  if (!last) return
  const shown = JSON.stringify(open.map(({ folded }) => folded))
  const row = { id: 'before', at: last.created_at, spellings: '[]', before: '[]', shown }
  await db.insertInto('agency_edit').values(row).execute()
}
