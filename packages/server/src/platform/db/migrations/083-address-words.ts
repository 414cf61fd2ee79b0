import { type Kysely, PostgresAdapter, sql } from 'kysely'

const rowsPerPage = 5_000

/** Lets people be found by each word of their email address and of their coordinator's. */
export async function up(db: Kysely<any>) {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('registration as one')
      .leftJoin('registration_group as group', 'group.id', 'group_id')
      .select(['one.id', 'family_folded', 'words', 'email', 'coordinator_email'])
      .where('one.id', '>', last)
      .orderBy('one.id')
      .limit(rowsPerPage)
      .execute()
    if (rows.length === 0) return
    const added = rows.map((row) => [row['id'], partsOf(row)] as const).filter(([, parts]) => parts.length > 0)
    const texts = JSON.stringify(Object.fromEntries(added.map(([id, parts]) => [id, `${parts.join(' ')} `])))
    const families = new Map(rows.map((row) => [row['id'], start(row['family_folded'])]))
    const pairs = added.flatMap(([id, parts]) =>
      parts.filter((part) => part !== families.get(id)).map((part) => [part, id]),
    )
    await (isPostgres ? writePostgres : writeSqlite)(db, texts, JSON.stringify(pairs))
    last = rows.at(-1)?.['id']
  }
}

async function writeSqlite(db: Kysely<any>, texts: string, pairs: string) {
  await sql`update registration set words = words || added.value
    from json_each(${texts}) as added where registration.id = added.key`.execute(db)
  await sql`insert into search_word select value ->> 0, value ->> 1 from json_each(${pairs}) order by 1, 2`.execute(db)
}

async function writePostgres(db: Kysely<any>, texts: string, pairs: string) {
  await sql`update registration set words = words || added.value
    from json_each_text(${texts}::json) as added where registration.id = added.key`.execute(db)
  await sql`insert into search_word select value ->> 0, value ->> 1
    from json_array_elements(${pairs}::json)`.execute(db)
}

/** Returns the words that someone was not found by yet. */
function partsOf(row: Record<string, any>): string[] {
  const parts = new Set([...addressParts(row['email'] ?? ''), ...addressParts(row['coordinator_email'] ?? '')])
  return [...parts].filter((part) => part !== '' && !row['words'].includes(` ${part} `))
}

function addressParts(email: string): string[] {
  const spaced = email.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
  const parts = fold(spaced).split(' ')
  return parts
    .map((_, at) => start(parts.slice(at).join('')))
    .slice(1, -1)
    .slice(0, 8)
}

const start = (word: string) => (word.length <= 40 ? word : [...word].slice(0, 40).join(''))

const unspoken = /[\p{M}\p{P}\p{Default_Ignorable_Code_Point}]/gu

/** Returns an address as names were compared when this migration was written. */
function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(unspoken, '')
  const folded = bare.toLowerCase().toUpperCase().toLowerCase().normalize('NFKD').replace(unspoken, '')
  const spaced = folded.replaceAll('ς', 'σ').replace(/[\s\p{Z}]+/gu, ' ')
  return spaced.trim() || text.trim().normalize('NFC').toLowerCase()
}
