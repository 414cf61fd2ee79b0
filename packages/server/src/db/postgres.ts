import { CompiledQuery, Kysely, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely'
import pg from 'pg'
import { StartError } from '../config.ts'
import type { Engine } from './database.ts'
import type { Tables } from './schema.ts'

const openingPatienceMs = 5000
const connections = 10

// Sent in one round trip with `begin`, and only for this transaction, so that it works through a
// pooler. The timeouts bound how long others wait for a transaction whose process was cut off.
const begin =
  'begin isolation level read committed; set local lock_timeout = 5000; set local idle_in_transaction_session_timeout = 15000'

type Connection = Parameters<PostgresDriver['rollbackTransaction']>[0]

class PatientDriver extends PostgresDriver {
  readonly #begin: string
  constructor(config: PostgresDialectConfig, beginning: string) {
    super(config)
    this.#begin = beginning
  }
  override async beginTransaction(connection: Connection) {
    await connection.executeQuery(CompiledQuery.raw(this.#begin))
  }
  override async rollbackTransaction(connection: Connection) {
    // A lost connection has nothing to roll back. Report the first error.
    await super.rollbackTransaction(connection).catch(() => {})
  }
}

class PatientDialect extends PostgresDialect {
  readonly #driver: PatientDriver
  constructor(config: PostgresDialectConfig, beginning: string) {
    super(config)
    this.#driver = new PatientDriver(config, beginning)
  }
  override createDriver() {
    return this.#driver
  }
}

// Counts are bigint, which pg returns as text. All counts here fit in a number.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Opens a connection pool.
 * @throws {StartError} when the server is unreachable or refuses; the message leaves out the
 * password
 */
export async function openPostgres(url: string): Promise<Engine> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    connectionTimeoutMillis: openingPatienceMs,
  })
  // The pool replaces a broken connection. Without listeners, one would end the process, idle or
  // not.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const { version, commit } = await ask(pool)
  // A server that responds before it has written would make the API's 201 a guess.
  const beginning = commit === 'off' ? `${begin}; set local synchronous_commit = on` : begin
  const db = new Kysely<Tables>({ dialect: new PatientDialect({ pool }, beginning) })
  return {
    name: 'postgres',
    version: `PostgreSQL ${version}`,
    reader: db,
    writer: db,
    prober: db,
    clock: async () =>
      new Date((await pool.query<{ now: Date }>('select clock_timestamp() as now')).rows[0]?.now ?? Date.now()),
    forgetErased: async () => true,
    close: () => db.destroy(),
  }
}

async function ask(pool: pg.Pool): Promise<{ version: string; commit: string }> {
  try {
    const { rows } = await pool.query<{ version: string; commit: string }>(
      "select current_setting('server_version') as version, current_setting('synchronous_commit') as commit",
    )
    return rows[0] ?? { version: '', commit: '' }
  } catch (error) {
    await pool.end()
    const reason =
      error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error)
    throw new StartError(
      `The PostgreSQL server of DATABASE_URL cannot be used: ${reason}. Check that it runs and that user, password and database are right.`,
    )
  }
}
