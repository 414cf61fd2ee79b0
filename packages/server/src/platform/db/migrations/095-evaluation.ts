import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Adds what is asked after a training: answers, who gave some, tests, and questions 90 days later. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : sql`text`
  // Rows in the order of their key, which is random, and not in the order in which they came.
  const keyed = isPostgres ? sql`` : sql` without rowid`
  const training = sql`training_id ${text} not null references training (id) on delete cascade`
  const registration = sql`registration_id ${text} not null primary key references registration (id) on delete cascade`
  await sql`create table evaluation (training_id ${text} not null primary key references training (id) on delete cascade,
    input ${text} not null, sent_at ${text}, sent_to ${text} not null, is_sent integer not null)`.execute(db)
  await sql`create table evaluation_box (${training}, kind ${text} not null, answers ${text} not null,
    has_texts integer not null, primary key (training_id, kind))${keyed}`.execute(db)
  await sql`create table waiting_answer (id ${text} not null primary key, ${training}, kind ${text} not null,
    sealed ${text} not null)${keyed}`.execute(db)
  await sql`create table waiting_mark (mark ${text} not null primary key, ${training})${keyed}`.execute(db)
  await sql`create table evaluated (${registration}, ${training})${keyed}`.execute(db)
  await sql`create table test_try (${registration}, ${training}, tries integer not null, score integer not null,
    wrong ${text} not null, passed_on ${text})${keyed}`.execute(db)
  await sql`create table follow_up (id ${text} not null primary key, ${training},
    registration_id ${text} references registration (id) on delete set null, email ${text}, lang ${text} not null,
    due_at ${text} not null, is_queued integer not null, is_answered integer not null)${keyed}`.execute(db)
  await sql`alter table outbox add column follow_up_id ${text} references follow_up (id) on delete cascade`.execute(db)
  for (const table of ['waiting_answer', 'waiting_mark', 'evaluated', 'test_try', 'follow_up'])
    await db.schema.createIndex(`${table}_training`).on(table).column('training_id').execute()
  await sql`create index evaluation_open on evaluation (training_id) where is_sent = 0`.execute(db)
  await db.schema.createIndex('follow_up_due').on('follow_up').column('due_at').execute()
  await db.schema.createIndex('follow_up_registration').on('follow_up').column('registration_id').execute()
  await sql`create index outbox_follow_up on outbox (follow_up_id) where follow_up_id is not null`.execute(db)
}
