import { type Kysely, PostgresAdapter, sql } from 'kysely'

const rowsPerPage = 5_000

/** Lets people be searched for by their first name, and by first and last name. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = isPostgres ? sql`text collate "C"` : 'text'
  await db.schema
    .alterTable('registration')
    .addColumn('name_folded', text, (column) => column.notNull().defaultTo(''))
    .execute()
  await (isPostgres ? rewritePostgres(db) : eachPage(db, (names) => updateSqlite(db, names)))
  await db.schema.dropIndex('registration_name').execute()
  const index = (name: string, columns: string[]) =>
    db.schema.createIndex(`registration_${name}`).on('registration').columns(columns).execute()
  await index('name', ['family_folded', 'name_folded', 'id'])
  await index('full_name', ['name_folded', 'id'])
  // A search sorts what it finds by last name.
  await index('training_full_name', ['training_id', 'name_folded', 'family_folded', 'id'])
}

/** Folded names by the ids of registrations, as JSON. */
type Write = (names: string) => Promise<unknown>

async function eachPage(db: Kysely<any>, write: Write) {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('registration')
      .select(['id', 'given_name', 'family_name'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsPerPage)
      .execute()
    if (rows.length === 0) return
    const names = rows.map(({ id, given_name, family_name }) => [id, fold(`${given_name} ${family_name}`)])
    await write(JSON.stringify(Object.fromEntries(names)))
    last = rows.at(-1)?.['id']
  }
}

const updateSqlite = (db: Kysely<any>, names: string) =>
  sql`update registration set name_folded = named.value from json_each(${names}) as named
    where registration.id = named.key`.execute(db)

/**
 * PostgreSQL would write each updated row anew, and an entry for it in every index. To rewrite the
 * table with all of its indexes takes much less time, and leaves no old rows behind.
 */
async function rewritePostgres(db: Kysely<any>) {
  await sql`create table folded_name (id text collate "C" primary key, name text collate "C" not null)`.execute(db)
  await eachPage(db, (names) => sql`insert into folded_name select * from json_each_text(${names})`.execute(db))
  await sql`create function folded_name_of(text) returns text language sql stable
    as 'select name from folded_name where id = $1'`.execute(db)
  await sql`alter table registration alter column name_folded type text collate "C" using folded_name_of(id)`.execute(
    db,
  )
  await sql`drop function folded_name_of(text)`.execute(db)
  await db.schema.dropTable('folded_name').execute()
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
