import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps which certificates their people have deleted, so that they get no other one for the same. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('deleted_certificate')
    .ifNotExists()
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('profile_id', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('deleted_certificate_key', ['registration_id', 'profile_id'])
    .execute()
}

export const runsFrom = '101-closed-days'
