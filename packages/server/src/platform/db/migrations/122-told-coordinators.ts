import { type Kysely, PostgresAdapter, sql } from 'kysely'

/**
 * Keeps which coordinator of an agency hears of someone who came in the place of a person that they
 * registered, or who was moved from another training.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .createTable('told_coordinator')
    .ifNotExists()
    .addColumn('registration_id', text, (column) => column.notNull().references('registration.id').onDelete('cascade'))
    .addColumn('account_id', text, (column) => column.notNull().references('auth_user.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('told_coordinator_key', ['registration_id', 'account_id'])
    .execute()
  await sql`create index if not exists told_coordinator_account on told_coordinator (account_id)`.execute(db)
  await sql`insert into "told_coordinator" (registration_id, account_id)
    select registration.id, account_id from registration
    join person_event on person_event.registration_id = moved_from and person_event.kind = 'added'
    join auth_user on auth_user.id = account_id and auth_user.role = 'agency'
    where moved_from is not null and channel = 'coordinator'
    on conflict do nothing`.execute(db)
}

export const runsFrom = '101-closed-days'
