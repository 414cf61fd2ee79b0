import { setTimeout as delay } from 'node:timers/promises'
import { Kysely, sql } from 'kysely'
import pg from 'pg'
import { StartError } from '../config.ts'
import { connectionPatienceMs, inShare, isCrowded } from './connection-queue.ts'
import type { Engine } from './engine.ts'
import { createPool, PatientDialect } from './postgres-dialect.ts'
import type { Tables } from './schema.ts'

const openingPatienceMs = 5_000
const openingPauseMs = 100
const mostConnections = 10

// Counts are bigint, which pg returns as text. All counts here fit in a number.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/**
 * Opens a connection pool.
 * @throws {StartError} when the server is unreachable or refuses; the message leaves out the
 * password
 */
export async function openPostgres(url: string): Promise<Engine> {
  const { version, commit, offered } = await ask(url)
  const given = { connectionString: url, types }
  const commitsLate = commit === 'off'
  const pool = createPool({ ...given, min: 1, max: countConnections(offered) }, { isTimed: true })
  const dialect = new PatientDialect(pool, { isTimed: true, commitsLate })
  const db = new Kysely<Tables>({ dialect })
  // One has the lock, one builds an index, and the queue keeps one for sign-ups, which there are none of.
  const migrating = createPool({ ...given, max: 3, idleTimeoutMillis: 1 }, { isTimed: false })
  const migrator = new Kysely<Tables>({ dialect: new PatientDialect(migrating, { isTimed: false, commitsLate }) })
  const unsynced: Engine['unsynced'] = (work) =>
    db.transaction().execute(async (tx) => {
      await sql`set local synchronous_commit = off`.execute(tx)
      return work(tx)
    })
  return {
    name: 'postgres',
    connections: () => dialect.connections(),
    version: `PostgreSQL ${version}`,
    reader: db,
    writer: db,
    unsynced,
    // It asks whether a sign-up could be committed.
    probe: (work) => inShare('sign-ups', () => db.transaction().execute(work)),
    migrator,
    clock: async () => {
      const read = () => sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)
      const { rows } = await inShare('sign-ups', read)
      return rows[0]?.now ?? new Date()
    },
    wipe: async () => true,
    async close() {
      await Promise.all([migrator.destroy(), db.destroy()])
    },
  }
}

/**
 * Returns how many connections a process may open: a third of what there is, so that a few
 * processes, one more during a restart, and the operator find room.
 */
const countConnections = (offered: number): number =>
  Math.max(1, Math.min(mostConnections, Math.floor((offered - 1) / 3)))

interface Server {
  version: string
  commit: string
  /** How many connections the server lets this user open to this database. */
  offered: number
}

const question = `
  select current_setting('server_version') as version, current_setting('synchronous_commit') as commit,
    least(
      current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true)::int, 0),
      (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user),
      (select nullif(datconnlimit, -1) from pg_database where datname = current_database())
    ) as offered`

async function ask(url: string): Promise<Server> {
  const began = performance.now()
  for (;;) {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: connectionPatienceMs,
      query_timeout: openingPatienceMs,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query<Server>(question)
      if (rows[0]) return rows[0]
    } catch (error) {
      if (!isCrowded(error) || performance.now() - began >= openingPatienceMs) throw startErrorOf(error)
      await delay(openingPauseMs)
    } finally {
      await client.end()
    }
  }
}

function startErrorOf(error: unknown): StartError {
  const reason =
    error instanceof Error ? error.message || String('code' in error ? error.code : error.name) : String(error)
  return new StartError(
    `Can’t use the PostgreSQL server in DATABASE_URL: ${reason}. Check that it’s running and that the user, password, and database are right.`,
  )
}
