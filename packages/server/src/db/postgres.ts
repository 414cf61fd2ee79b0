import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { StartError } from '../config.ts'
import type { Engine } from './database.ts'
import type { Tables } from './schema.ts'

const int8 = 20
const openingPatienceMs = 5000
const connections = 10

/**
 * Opens a pool of connections.
 * @throws {StartError} when the server cannot be reached or refuses; without the password in it
 */
export async function openPostgres(url: string): Promise<Engine> {
  // Counts are bigint, which pg gives as text; none of ours leaves what a number can hold.
  const types = { getTypeParser: (oid: number, format?: string) => (oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text')) }
  const pool = new pg.Pool({ connectionString: url, max: connections, types, connectionTimeoutMillis: openingPatienceMs })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    name: 'postgres',
    version: `PostgreSQL ${await askVersion(pool)}`,
    reader: db,
    writer: db,
    clock: async () => new Date((await pool.query<{ now: Date }>('select clock_timestamp() as now')).rows[0]?.now ?? Date.now()),
    close: () => db.destroy(),
  }
}

async function askVersion(pool: pg.Pool): Promise<string> {
  try {
    const { rows } = await pool.query<{ version: string; commit: string }>(
      "select current_setting('server_version') as version, current_setting('synchronous_commit') as commit",
    )
    return rows[0]?.version ?? ''
  } catch (error) {
    await pool.end()
    const reason = error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error)
    throw new StartError(`The PostgreSQL server of DATABASE_URL cannot be used: ${reason}. Check that it runs and that user, password and database are right.`)
  }
}
