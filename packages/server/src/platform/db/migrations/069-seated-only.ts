import { type Kysely, sql } from 'kysely'

/**
 * Takes back `attended` and `no_show`, which no version ever set: their people had a seat, so they
 * are confirmed.
 */
export async function up(db: Kysely<any>) {
  const isOld = sql`in ('attended', 'no_show')`
  await sql`update training set seats_taken = seats_taken + (
      select count(*) from registration
      where training_id = training.id and status ${isOld} and holds_seat = 0)
    where exists (select 1 from registration
      where training_id = training.id and status ${isOld} and holds_seat = 0)`.execute(db)
  await sql`insert into training_count (training_id, status, count)
    select training_id, 'confirmed', 0 from training_count where status ${isOld}
    on conflict do nothing`.execute(db)
  await sql`update training_count set count = count + (
      select sum(count) from training_count as old
      where old.training_id = training_count.training_id and old.status ${isOld})
    where status = 'confirmed' and exists (select 1 from training_count as old
      where old.training_id = training_count.training_id and old.status ${isOld})`.execute(db)
  await sql`delete from training_count where status ${isOld}`.execute(db)
  await sql`update registration set status = 'confirmed', holds_seat = 1 where status ${isOld}`.execute(db)
  for (const column of ['from_status', 'to_status'])
    await sql`update status_change set ${sql.ref(column)} = 'confirmed' where ${sql.ref(column)} ${isOld}`.execute(db)
  await sql`update message set filter = replace(replace(filter, '"attended"', '"confirmed"'), '"no_show"', '"confirmed"')`.execute(
    db,
  )
}
