import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.alterTable('partner').addColumn('report_hash', text).execute()
  await db.schema.createIndex('partner_report').on('partner').columns(['report_hash']).unique().execute()
  await db.schema
    .createTable('partner_host')
    .addColumn('partner', text, (column) => column.notNull().references('partner.slug').onDelete('cascade'))
    .addColumn('origin', text, (column) => column.notNull())
    .addColumn('first_day', text, (column) => column.notNull())
    .addColumn('last_day', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('partner_host_pk', ['partner', 'origin'])
    .execute()
  await db.schema.createIndex('partner_host_origin').on('partner_host').columns(['origin']).execute()
  await db.schema
    .createTable('script_host')
    .addColumn('origin', text, (column) => column.notNull())
    .addColumn('version', text, (column) => column.notNull())
    .addColumn('last_day', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('script_host_pk', ['origin', 'version'])
    .execute()
  await db.schema
    .createTable('placement')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('partner', text, (column) => column.notNull().references('partner.slug').onDelete('cascade'))
    .addColumn('url', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('checked_at', text)
    .addColumn('inspection', text)
    .execute()
  await db.schema.createIndex('placement_url').on('placement').columns(['partner', 'url']).unique().execute()
  await db.schema.createIndex('placement_checked').on('placement').columns(['checked_at']).execute()
}
