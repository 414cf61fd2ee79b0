import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Text = RawBuilder<unknown> | 'text'

/**
 * Stores only hashes of sessions. Those that were begun end, because their tokens cannot stay; links
 * and challenges end with them. Codes and passkeys stay as they are.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text: Text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema.dropTable('auth_session').execute()
  await db.schema
    .createTable('auth_session')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addColumn('token_hash', text, (column) => column.notNull().unique())
    .addColumn('user_agent', text)
    .addColumn('confirmed_at', text)
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('updated_at', text, (column) => column.notNull())
    .execute()
  for (const column of ['user_id', 'expires_at'])
    await db.schema.createIndex(`auth_session_${column}`).on('auth_session').columns([column]).execute()
  // A passkey counts to 4,294,967,295.
  if (isPostgres) await sql`alter table auth_passkey alter column counter type bigint`.execute(db)
  await db.deleteFrom('auth_verification').where('identifier', 'not like', 'code %').execute()
  for (const [table, column] of [
    ['auth_user', 'email_verified'],
    ['auth_user', 'image'],
    ['auth_passkey', 'device_type'],
    ['auth_passkey', 'backed_up'],
    ['auth_passkey', 'aaguid'],
  ] as const)
    await db.schema.alterTable(table).dropColumn(column).execute()
}
