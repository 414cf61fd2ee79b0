import { setTimeout as delay } from 'node:timers/promises'
import { CompiledQuery, PostgresDialect, type PostgresDialectConfig, PostgresDriver } from 'kysely'
import pg from 'pg'

/** How long to wait for a connection, whether a free one or a new one. */
export const connectionPatienceMs = 3_000
/**
 * How long to wait for the answer to a statement. Together with the wait for a connection it stays
 * below 8 seconds, also where the server hangs and so cannot apply its own limits.
 */
export const answerPatienceMs = 4_000
const crowdedPauseMs = 50

// Sent in one round trip with `begin`, and only for this transaction, so that it works through a
// pooler. The timeouts bound how long others wait for a transaction whose process was cut off.
const begin = 'begin isolation level read committed; set local idle_in_transaction_session_timeout = 15000'
const limits = 'set local lock_timeout = 3000; set local statement_timeout = 3500'

type Connection = Parameters<PostgresDriver['rollbackTransaction']>[0]

class PatientDriver extends PostgresDriver {
  readonly #begin: string
  constructor(config: PostgresDialectConfig, beginning: string) {
    super(config)
    this.#begin = beginning
  }
  /**
   * Gets a connection, and tries again while the server has none left: another one is soon free.
   */
  override async acquireConnection(...options: Parameters<PostgresDriver['acquireConnection']>) {
    const began = performance.now()
    for (;;) {
      try {
        return await super.acquireConnection(...options)
      } catch (error) {
        if (!isCrowded(error) || performance.now() - began >= connectionPatienceMs) throw error
        await delay(crowdedPauseMs)
      }
    }
  }
  override async beginTransaction(connection: Connection) {
    await connection.executeQuery(CompiledQuery.raw(this.#begin))
  }
  override async rollbackTransaction(connection: Connection) {
    // A lost connection has nothing to roll back. Report the first error.
    await super.rollbackTransaction(connection).catch(() => {})
  }
}

/** Returns whether a server has no connection left, or is still starting. */
export const isCrowded = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['53300', '57P03'].includes(String(error.code))

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
      const timer = setTimeout(() => {
        reject(new Error('Query read timeout'))
        void this.end()
      }, answerPatienceMs)
      const answer = (error: Error | null, result: unknown) => {
        clearTimeout(timer)
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
