import { CompiledQuery, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely'
import pg from 'pg'
import { ConnectionQueue, connectionPatienceMs, type Share } from './connection-queue.ts'
import { afterRunning } from './running-time.ts'

/**
 * How long to wait for the answer to a statement. Together with the wait for a connection it stays
 * below 8 seconds, also where the server hangs and so cannot apply its own limits.
 */
export const answerPatienceMs = 4_000

// Sent in one round trip with `begin`, and only for this transaction, so that it works through a
// pooler. The timeouts bound how long others wait for a transaction whose process was cut off.
const begin = 'begin isolation level read committed; set local idle_in_transaction_session_timeout = 15000'
const limits = 'set local lock_timeout = 3000; set local statement_timeout = 3500'

type Connection = Parameters<PostgresDriver['rollbackTransaction']>[0]

class PatientDriver extends PostgresDriver {
  readonly #begin: string
  readonly #queue: ConnectionQueue
  readonly #shares = new WeakMap<object, Share>()
  constructor(config: PostgresDialectConfig & { pool: pg.Pool }, beginning: string) {
    super(config)
    this.#begin = beginning
    this.#queue = new ConnectionQueue(config.pool.options.max)
  }
  connections() {
    return this.#queue.use()
  }
  override async acquireConnection(...options: Parameters<PostgresDriver['acquireConnection']>) {
    const { taken, share } = await this.#queue.take(() => super.acquireConnection(...options))
    this.#shares.set(taken, share)
    return taken
  }
  override async releaseConnection(connection: Parameters<PostgresDriver['releaseConnection']>[0]) {
    await super.releaseConnection(connection)
    this.#queue.give(this.#shares.get(connection) ?? 'pages')
  }
  override async beginTransaction(connection: Connection) {
    await connection.executeQuery(CompiledQuery.raw(this.#begin))
  }
  override async rollbackTransaction(connection: Connection) {
    // A lost connection has nothing to roll back. Report the first error.
    await super.rollbackTransaction(connection).catch(() => {})
  }
}

/**
 * Ends a connection whose server did not answer: it is not known what it is doing. The client's own
 * `query_timeout` would give each query a new callback, with which V8 keeps its answer past the
 * young generation: a long export then takes 50 MB more.
 */
class TimedClient extends pg.Client {
  // The declarations have one signature for each way to ask. Kysely always asks for a promise.
  // oxlint-disable-next-line typescript/no-explicit-any
  override query(...asked: any[]): any {
    return new Promise((resolve, reject) => {
      const stop = afterRunning(answerPatienceMs, () => {
        reject(new Error('Query read timeout'))
        void this.end()
      })
      const answer = (error: Error | null, result: unknown) => {
        stop()
        if (error) reject(error)
        else resolve(result)
      }
      // oxlint-disable-next-line typescript/no-explicit-any
      ;(super.query as any)(...asked, answer)
    })
  }
}

export class PatientDialect extends PostgresDialect {
  readonly #driver: PatientDriver
  /** @param options.isTimed - Whether statements have time limits */
  constructor(pool: pg.Pool, { isTimed, commitsLate }: { isTimed: boolean; commitsLate: boolean }) {
    super({ pool })
    const settings = [begin]
    if (isTimed) settings.push(limits)
    // A server that responds before it has written would make the API's 201 a guess.
    if (commitsLate) settings.push('set local synchronous_commit = on')
    this.#driver = new PatientDriver({ pool }, settings.join('; '))
  }
  override createDriver() {
    return this.#driver
  }
  connections() {
    return this.#driver.connections()
  }
}

/** Creates a pool of connections that are opened when needed. */
export function createPool(config: pg.PoolConfig, { isTimed }: { isTimed: boolean }): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    connectionTimeoutMillis: connectionPatienceMs,
    keepAlive: true,
    ...(isTimed ? { Client: TimedClient } : {}),
  })
  // The pool replaces a broken connection. Without listeners, one would end the process, idle or
  // not.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
