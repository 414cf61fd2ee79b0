import { type Kysely, sql } from 'kysely'
import { wordsVersion } from '../src/core/people/search-words.ts'
import { openDatabase } from '../src/platform/db/database.ts'
import type { Engine } from '../src/platform/db/engine.ts'
import type { Tables } from '../src/platform/db/schema.ts'
import { seedTrainings } from '../src/testing/servers/server.ts'

export const slug = 'growth-0'
const perGroup = 10
const roles = ['police', 'fire', 'medical', 'social-work'] as const
const agencies = 10
const names = ['garcia', 'smith', 'nguyen', 'oneill', 'reyes', 'johnson', 'brown', 'kim', 'lopez', 'miller']
/** Six in ten are Ada; the others are by turns these. */
const firstNames = ['Luis', 'Mary Jo', 'José', 'Nguyệt']
const folded = ['luis', 'maryjo', 'jose', 'nguyet']
const partners = ['north', 'south', 'east', 'west', 'river']

/**
 * Fills a new database with one training and registrations for it: nine in ten have a seat, one in
 * ten came in a group. Of each filter's values there are as many in a small database as in a large
 * one, so that a page is as full.
 */
export async function fillDatabase(url: string, registrations: number): Promise<void> {
  const db = await openDatabase(url)
  try {
    await seedTrainings(db, 'growth', 1, () => ({ seats: { capacity: null }, audience: { roles: [...roles] } }))
    const { id } = await db.reader.selectFrom('training').select('id').executeTakeFirstOrThrow()
    await fillTraining(db, id, registrations)
    // The words are today’s: to read them anew would slow the lists that are measured.
    await db.migrator.updateTable('search_state').set({ words: wordsVersion, after_id: '' }).execute()
  } finally {
    await db.close()
  }
}

/** Fills one training of a database, which may be as an earlier version left it. */
export async function fillTraining(db: Engine, id: string, registrations: number): Promise<void> {
  // The only connection without a time limit.
  await db.migrator.transaction().execute(async (tx) => {
    await insertGroups(tx, id, Math.floor(registrations / (10 * perGroup)))
    await insertRegistrations(tx, id, registrations)
    await insertWords(tx, db.name)
    await sql`insert into training_count (training_id, status, count)
      select training_id, status, count(*) from registration group by training_id, status`.execute(tx)
    // Comparing a million people would go on while lists are measured.
    await sql`update compared set registration_id = (select max(id) from registration)`.execute(tx)
  })
  await sql.raw(db.name === 'postgres' ? 'vacuum analyze' : 'analyze').execute(db.migrator)
}

const numbersTo = (count: number) => sql`with recursive numbers(i) as
  (select 0 union all select i + 1 from numbers where i + 1 < ${sql.lit(count)})`

/** Both engines write a number with leading zeros this way. */
const digits = (value: string, length: number) => sql.raw(`substr(cast(${10 ** length} + ${value} as text), 2)`)

const oneOf = (values: readonly string[], index: string) =>
  sql.raw(`case ${index} % ${values.length} ${values.map((value, at) => `when ${at} then '${value}'`).join(' ')} end`)

/**
 * One in a hundred is Chen, with any last name, and one in a hundred of the first thousand is Zoë,
 * so that there are as many of these in a small database.
 */
const firstName = (others: readonly string[], ada: string, chen: string, zoe: string) => sql`case
  when i % 101 = 51 then ${sql.lit(chen)} when i < 1000 and i % 101 = 52 then ${sql.lit(zoe)}
  when i / 7 % 10 < 6 then ${sql.lit(ada)} else ${oneOf(others, '(i / 7)')} end`

const idOf = (kind: string, value: string) => sql`'01942f3e-7c00-7000-${sql.raw(kind)}-' || ${digits(value, 12)}`

const insertWords = (db: Kysely<Tables>, engine: Engine['name']) => {
  const each =
    engine === 'postgres'
      ? sql`unnest(string_to_array(btrim(words), ' ')) as word(value)`
      : sql`json_each('[' || replace(json_quote(trim(words)), ' ', '","') || ']') as word`
  return sql`insert into search_word (word, registration_id) select distinct word.value, registration.id
    from registration, ${each} where word.value <> family_folded order by 1, 2`.execute(db)
}

const insertGroups = (db: Kysely<Tables>, training: string, count: number) =>
  count === 0
    ? undefined
    : sql`${numbersTo(count)}
  insert into registration_group (id, reference, training_id, coordinator_name, coordinator_email,
    coordinator_canonical, split, token_version, created_at)
  select ${idOf('9000', 'i')}, 'G' || ${digits('i', 7)}, ${training}, 'Pat Lee', 'pat' || i || '@kcpd.example',
    'pat' || i || '@kcpd.example', 1, 1, '2026-11-02T15:04:05.678Z' from numbers`.execute(db)

const family = sql`${oneOf(names, '(i / 10)')} || ${digits('i', 7)}`

/** As `searchWords` returns them. */
const words = (count: number) => sql`' ' || ${firstName(folded, 'ada', 'chen', 'zoe')} || ' ' ||
  ${family} || ' policedepartment' ||
  (i % ${sql.lit(agencies)}) || ' department' || (i % ${sql.lit(agencies)}) || ' ada' || i || 'exampleorg exampleorg 816' ||
  ${digits('i', 7)} || ' ' || substr(${digits('i', 7)}, 4) || ' r' || ${digits('i', 7)} ||
  case when ${isInGroup(count)} then ' patlee lee pat' || (i / 100) || 'kcpdexample kcpdexample g' || ${digits('(i / 100)', 7)}
  else '' end || ' '`

const isInGroup = (count: number) => sql`i % 10 = 3 and i / 100 < ${sql.lit(Math.floor(count / (10 * perGroup)))}`

const insertRegistrations = (db: Kysely<Tables>, training: string, count: number) =>
  sql`${numbersTo(count)}
  insert into registration (id, reference, training_id, group_id, status, holds_seat, was_confirmed,
    waiting_list_position, given_name, family_name, family_folded, given_folded, words, email, email_canonical, phone, role, agency,
    agency_folded, answers, sensitive, lang, partner, channel, origin, consents, token_version, active_person,
    public_status, public_name, proven_at, expires_at, reconfirmed_at, created_at, changed_at)
  select ${idOf('8000', 'i')}, 'R' || ${digits('i', 7)}, ${training},
    case when ${isInGroup(count)} then ${idOf('9000', '(i / 100)')} end,
    case when i % 20 = 7 then 'waitlisted' when i % 20 = 8 then 'cancelled' else 'confirmed' end,
    case when i % 20 in (7, 8) then 0 else 1 end, 1, i, ${firstName(firstNames, 'Ada', 'Chen', 'Zoë')},
    ${family}, ${family},
    ${firstName(folded, 'ada', 'chen', 'zoe')}, ${words(count)},
    'ada' || i || '@example.org', 'ada' || i || '@example.org', '816-' || ${digits('i', 7)}, ${oneOf(roles, 'i')},
    'Police Department ' || (i % ${sql.lit(agencies)}), 'police department ' || (i % ${sql.lit(agencies)}),
    '{"rank":"Sergeant","credit":true}', case when i % 20 = 5 then '{"needs":"ASL interpreter"}' else '{}' end,
    'en', ${oneOf(partners, '(i / 3)')}, 'embed', 'https://sponsor.example.org', '["privacy"]', 1, 'person ' || i,
    'confirmed', null, null, null, null,
    '2026-11-' || ${digits('(1 + i % 28)', 2)} || 'T' || ${digits('(i % 24)', 2)} || ':' || ${digits('(i % 60)', 2)} || ':05.678Z',
    '2026-12-' || ${digits('(1 + i % 28)', 2)} || 'T' || ${digits('(i % 24)', 2)} || ':' || ${digits('(i % 60)', 2)} || ':05.678Z'
  from numbers`.execute(db)
