import type { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { verifyAudit } from '../platform/audit/seal.ts'
import { StartError } from '../platform/config.ts'
import { openEngine } from '../platform/db/database.ts'
import type { Tx } from '../platform/db/engine.ts'
import { migrate } from '../platform/db/migrate.ts'
import type { Tables } from '../platform/db/schema.ts'
import { check } from './backup.ts'
import { openAlone } from './restore.ts'

/** In one statement; a row with a picture is larger, and goes alone. */
const mostBytes = 1024 * 1024
/** Their one row is written by migrations, or by a server that was only started. */
const begun = new Set(['audit_seal', 'compared', 'erasure', 'heartbeat', 'organizer_defaults', 'search_state'])

/**
 * Copies a SQLite database that no one uses to an empty PostgreSQL database, all of it or nothing.
 * @returns what to print
 * @throws {StartError} in one sentence, if one of the two is not as it has to be
 */
export async function copy(from: string, to: string): Promise<string[]> {
  if (!from.startsWith('sqlite:') || !/^postgres(?:ql)?:/.test(to))
    throw new StartError('Name both: copy sqlite:FILE postgres://… (or have the second in DATABASE_URL)')
  const file = from.slice('sqlite:'.length)
  const registrations = check(file)
  openAlone(file)?.close()
  await bringUpToDate(from)
  const source = openAlone(file)
  if (!source) throw new StartError(`${file} is damaged: restore a backup (cli restore FILE).`)
  try {
    const target = await openEngine(to)
    try {
      await migrate(target)
      const { tables, rows, entries, hash } = await target.migrator.transaction().execute((tx) => copyAll(source, tx))
      return [
        `Copied. Tables: ${tables}. Rows: ${rows}, as many as before. Registrations: ${registrations}.`,
        `Audit log: ${entries} entries, last hash ${hash || 'none'}, as before.`,
        `Start the server with AUTH_SECRET_FILE=${file}.secret, or links in emails no longer work.`,
      ]
    } finally {
      await target.close()
    }
  } finally {
    source.close()
  }
}

async function bringUpToDate(url: string): Promise<void> {
  const engine = await openEngine(url)
  try {
    await migrate(engine)
  } finally {
    await engine.close()
  }
}

async function copyAll(source: DatabaseSync, tx: Tx) {
  const tables = inOrder(source)
  await refuseRows(tx, tables)
  let total = 0
  for (const table of tables) {
    await sql`delete from ${sql.table(table)}`.execute(tx)
    total += await copyTable(source, tx, table)
  }
  const report = await verifyAudit(tx)
  const end = source.prepare('select hash from audit_seal where id = 1').get()
  if (report.brokenAt !== undefined || report.hash !== end?.['hash'])
    throw new StartError('The audit log is not whole, so nothing was copied. Check it with: audit')
  return { tables: tables.length, rows: total, entries: report.entries, hash: report.hash }
}

/** Returns all tables but the one of migrations, those first that others refer to. */
function inOrder(source: DatabaseSync): string[] {
  const names = source
    .prepare("select name from sqlite_schema where type = 'table' and name <> 'migration' and name not like 'sqlite_%'")
    .all()
    .map(({ name }) => String(name))
  const ordered = new Set<string>()
  const add = (name: string) => {
    if (ordered.has(name)) return
    for (const { table } of source.prepare('select "table" from pragma_foreign_key_list(?)').all(name))
      add(String(table))
    ordered.add(name)
  }
  for (const name of names) add(name)
  return [...ordered]
}

async function refuseRows(tx: Kysely<Tables>, tables: string[]): Promise<void> {
  for (const table of tables.filter((name) => !begun.has(name))) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(tx)
    if (rows.length > 0) throw new StartError('The PostgreSQL database is not empty. Name a new one.')
  }
}

/** Returns how many rows it copied. They are read one by one, so that it takes no more memory for more. */
async function copyTable(source: DatabaseSync, tx: Tx, table: string): Promise<number> {
  const columns = source
    .prepare('select name from pragma_table_xinfo(?) where hidden = 0')
    .all(table)
    .map(({ name }) => String(name))
  const list = columns.map((name) => `"${name}"`).join(', ')
  let [count, bytes, rows] = [0, 0, [] as string[]]
  const write = async () => {
    const into = sql`insert into ${sql.table(table)} (${sql.raw(list)}) select ${sql.raw(list)}`
    await sql`${into} from json_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`})`.execute(tx)
    ;[bytes, rows] = [0, []]
  }
  for (const row of source.prepare(`select ${list} from "${table}"`).iterate()) {
    const text = JSON.stringify(row, (_, value) => (value instanceof Uint8Array ? `\\x${toHex(value)}` : value))
    rows.push(text)
    bytes += text.length
    count += 1
    if (bytes >= mostBytes) await write()
  }
  if (rows.length > 0) await write()
  const there = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(tx)
  if (Number(there.rows[0]?.count) !== count)
    throw new StartError(`${table} has not as many rows as before, so nothing was copied.`)
  return count
}

const toHex = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
