import { type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely'

type Text = RawBuilder<unknown> | 'text'

export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text: Text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('auth_user')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('email', text, (column) => column.notNull().unique())
    .addColumn('email_verified', 'integer', (column) => column.notNull())
    .addColumn('image', text)
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('trainings', text)
    .addColumn('agency', text)
    .addColumn('agency_folded', text)
    .addColumn('partner', text)
    .addColumn('lang', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('updated_at', text, (column) => column.notNull())
    .execute()
  await createSessions(db, text)
  await createPasskeys(db, text)
  await createKeys(db, text)
}

async function createSessions(db: Kysely<any>, text: Text) {
  await db.schema
    .createTable('auth_session')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addColumn('token', text, (column) => column.notNull().unique())
    .addColumn('ip_address', text)
    .addColumn('user_agent', text)
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('updated_at', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('auth_verification')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('identifier', text, (column) => column.notNull())
    .addColumn('value', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('updated_at', text, (column) => column.notNull())
    .execute()
  for (const [table, column] of [
    ['auth_session', 'user_id'],
    ['auth_session', 'expires_at'],
    ['auth_verification', 'identifier'],
    ['auth_verification', 'expires_at'],
  ] as const)
    await db.schema.createIndex(`${table}_${column}`).on(table).columns([column]).execute()
}

async function createPasskeys(db: Kysely<any>, text: Text) {
  await db.schema
    .createTable('auth_passkey')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('user_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addColumn('name', text)
    .addColumn('public_key', text, (column) => column.notNull())
    .addColumn('credential_id', text, (column) => column.notNull().unique())
    .addColumn('counter', 'integer', (column) => column.notNull())
    .addColumn('device_type', text, (column) => column.notNull())
    .addColumn('backed_up', 'integer', (column) => column.notNull())
    .addColumn('transports', text)
    .addColumn('aaguid', text)
    .addColumn('created_at', text)
    .execute()
  await db.schema.createIndex('auth_passkey_user_id').on('auth_passkey').columns(['user_id']).execute()
}

async function createKeys(db: Kysely<any>, text: Text) {
  await db.schema
    .createTable('auth_key')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('prefix', text, (column) => column.notNull())
    .addColumn('hash', text, (column) => column.notNull().unique())
    .addColumn('user_id', text, (column) => column.references('auth_user.id').onDelete('cascade'))
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('trainings', text)
    .addColumn('agency', text)
    .addColumn('agency_folded', text)
    .addColumn('partner', text)
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('last_used_at', text)
    .addColumn('created_at', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('auth_key_user_id').on('auth_key').columns(['user_id']).execute()
}
