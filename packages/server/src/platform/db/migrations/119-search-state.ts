import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Keeps with which version of their words people are found, and how far a job has brought them there. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : sql`text`
  await sql`create table if not exists search_state (id integer not null primary key, words integer not null,
    after_id ${text} not null)`.execute(db)
  await sql`insert into search_state (id, words, after_id) values (1, 0, '') on conflict do nothing`.execute(db)
}

export const runsFrom = '101-closed-days'
