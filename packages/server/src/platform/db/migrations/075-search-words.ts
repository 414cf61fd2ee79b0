import { type Kysely, PostgresAdapter, sql } from 'kysely'

const rowsPerPage = 5_000

/**
 * Lets people be found by any of their words, and sorts those of one last name by their first. What
 * names were searched by before goes.
 */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  // Without these, writing every row takes less time.
  for (const index of ['name', 'full_name', 'training_full_name', 'training_name', 'training_status_name'])
    await db.schema.dropIndex(`registration_${index}`).execute()
  await db.schema.alterTable('registration').renameColumn('name_folded', 'given_folded').execute()
  await db.schema
    .alterTable('registration')
    .addColumn('words', text, (column) => column.notNull().defaultTo(''))
    .execute()
  await (isPostgres ? rewritePostgres(db) : eachPage(db, (rows) => updateSqlite(db, rows)))
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`registration_${name}`).on('registration').columns(columns).execute()
  await index('family', ['family_folded'])
  await index('training_name', ['training_id', 'family_folded', 'given_folded', 'id'])
  await index('training_status_name', ['training_id', 'status', 'family_folded', 'given_folded', 'id'])
  await (isPostgres ? fillPostgres(db) : fillSqlite(db))
}

/** Family name, given name, and words by the ids of registrations, as JSON. */
type Write = (rows: string) => Promise<unknown>

async function eachPage(db: Kysely<any>, write: Write) {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('registration as one')
      .leftJoin('registration_group as group', 'group.id', 'group_id')
      .select(['one.id', 'one.reference', 'given_name', 'family_name', 'email', 'phone', 'agency'])
      .select(['group.reference as group_reference', 'coordinator_name', 'coordinator_email'])
      .where('one.id', '>', last)
      .orderBy('one.id')
      .limit(rowsPerPage)
      .execute()
    if (rows.length === 0) return
    const folded = rows.map((row) => [
      row['id'],
      [joined(row['family_name'] || row['given_name']), joined(row['given_name']), wordsOf(row)],
    ])
    await write(JSON.stringify(Object.fromEntries(folded)))
    last = rows.at(-1)?.['id']
  }
}

const updateSqlite = (db: Kysely<any>, rows: string) =>
  sql`update registration set family_folded = folded.value ->> 0, given_folded = folded.value ->> 1,
    words = folded.value ->> 2 from json_each(${rows}) as folded where registration.id = folded.key`.execute(db)

/** Rewrites the table once, with all of its indexes, which leaves no old rows behind. */
async function rewritePostgres(db: Kysely<any>) {
  await sql`create table folded (id text collate "C" primary key, texts json not null)`.execute(db)
  await eachPage(db, (rows) => sql`insert into folded select * from json_each(${rows}::json)`.execute(db))
  await sql`create function folded_of(text, integer) returns text language sql stable
    as 'select texts ->> $2 from folded where id = $1'`.execute(db)
  await sql`alter table registration
    alter column family_folded type text collate "C" using folded_of(id, 0),
    alter column given_folded type text collate "C" using folded_of(id, 1),
    alter column words type text collate "C" using folded_of(id, 2)`.execute(db)
  await sql`drop function folded_of(text, integer)`.execute(db)
  await db.schema.dropTable('folded').execute()
}

async function fillPostgres(db: Kysely<any>) {
  const text = sql`text collate "C"`
  await sql`create table search_word (word ${text} not null, registration_id ${text} not null)`.execute(db)
  await sql`insert into search_word select word, id
    from registration, unnest(string_to_array(btrim(words), ' ')) as word
    where words <> '' and word <> substr(family_folded, 1, 40)`.execute(db)
  await sql`alter table search_word add constraint search_word_key primary key (word, registration_id)`.execute(db)
}

/** In the order of the key, which is the table: each row is added at its end. */
async function fillSqlite(db: Kysely<any>) {
  await sql`create table search_word (word text not null, registration_id text not null,
    primary key (word, registration_id)) without rowid`.execute(db)
  await sql`insert into search_word select word.value, registration.id
    from registration, json_each('[' || replace(json_quote(trim(words)), ' ', '","') || ']') as word
    where words <> '' and word.value <> substr(family_folded, 1, 40) order by 1, 2`.execute(db)
}

/** Returns the words by which people were found when this migration was written. */
function wordsOf(row: Record<string, any>): string {
  const { agency, phone, coordinator_email: coordinator } = row
  const words = new Set([
    ...startsIn(row['given_name']),
    ...startsIn(row['family_name']),
    ...(agency === null ? [] : agencyWords(agency)),
    ...addressWords(row['email'] ?? ''),
    ...(phone === null ? [] : phoneWords(phone)),
    ...startsIn(row['reference']),
    ...(coordinator === null ? [] : [...startsIn(row['coordinator_name']), ...addressWords(coordinator)]),
    ...startsIn(row['group_reference'] ?? ''),
  ])
  words.delete('')
  return words.size === 0 ? '' : ` ${[...words].join(' ')} `
}

function startsIn(text: string): string[] {
  const parts = fold(text.replace(/(?<=\p{L})['’‘ʼʻ`´＇](?=\p{L}{2})/gu, ' ')).split(' ')
  return parts.map((_, at) => start(parts.slice(at).join('')))
}

const start = (word: string) => (word.length <= 40 ? word : [...word].slice(0, 40).join(''))
const joined = (text: string) => (text === '' ? '' : fold(text).replaceAll(' ', ''))
const addressWords = (email: string) => [start(joined(email)), start(joined(email.replace(/^.*@/u, '')))]
const small = new Set(['of', 'the', 'and', 'for', 'to', 'de', 'del', 'la', 'las', 'los', 'el', 'y', 'para'])

function agencyWords(agency: string): string[] {
  const parts = fold(agency).split(' ')
  const named = parts.filter((part) => !small.has(part))
  const initials = named.length < 3 ? [] : [start(named.map((part) => [...part][0]).join(''))]
  return [...parts.map((_, at) => start(parts.slice(at).join(''))), ...initials]
}

function phoneWords(phone: string): string[] {
  const digits = phone
    .replace(/(?<=(?:\d\D{0,3}){7})[\p{L}#].*$/u, '')
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(?:00|011)(?=\d{8})/, '')
    .replace(/^1(?=\d{10}$)/, '')
  return digits === '' ? [] : [digits, digits.slice(-7), digits.slice(-4)].map(start)
}

const apostrophes = /['’‘ʼʻ`´＇]/gu
const hyphens = /\p{Pd}/gu
const unspoken = /[\p{M}\p{P}\p{Default_Ignorable_Code_Point}]/gu
const spaces = /[\s\p{Z}]+/gu

/** Returns a name as names were compared when this migration was written. */
function fold(name: string): string {
  const bare = name
    .replace(apostrophes, '')
    .normalize('NFKD')
    .replace(apostrophes, '')
    .replace(hyphens, ' ')
    .replace(unspoken, '')
  const folded = bare
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(unspoken, '')
    .replaceAll('ς', 'σ')
  return folded.replace(spaces, ' ').trim() || name.trim().normalize('NFC').toLowerCase()
}
