import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises'
import { ProblemError } from '../problem.ts'
import { isOfJob } from './connection-queue.ts'
import type { Engine, Tx } from './engine.ts'
import { classify, type Failure } from './failures.ts'
import { migrate } from './migrate.ts'
import { openSqlite } from './sqlite.ts'

export type { Tx }

export interface Database extends Engine {
  /**
   * Runs `work` in a transaction, and again from the start after a conflict with another
   * transaction.
   * @throws {ProblemError} `busy` (503) when the database stays busy for 5 seconds or is not
   * writable
   */
  transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * The same without a wait for the disk: a power cut may undo the latest of these. For what may
   * happen twice, and what no one was told.
   */
  unsynced: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * Writes a row and waits until it is on the disk, as a sign-up does.
   * @throws {ProblemError} `busy` as `transaction` does
   */
  beat: (at: string) => Promise<void>
  /** How many tries of transactions failed since the start, by what could be done about it. */
  failures: Readonly<Record<Failure, number>>
}

/**
 * Opens `sqlite:FILE` or `postgres://…` and updates its schema.
 * @throws {StartError} in one sentence, when it cannot be opened or written, or its schema is newer
 * than this program
 * @param onWait called once if another process brings the database up to date
 */
export async function openDatabase(url: string, onWait?: () => void): Promise<Database> {
  const engine = await openEngine(url)
  try {
    await migrate(engine, onWait && { onWait })
  } catch (error) {
    await engine.close()
    throw error
  }
  const failures: Record<Failure, number> = { retry: 0, unavailable: 0, conflict: 0, malformed: 0, fault: 0 }
  const note = (failure: Failure) => {
    failures[failure] += 1
  }
  return {
    ...engine,
    failures,
    transaction: (work) => transact(() => afterRequests(engine, () => engine.writer.transaction().execute(work)), note),
    unsynced: (work) => transact(() => afterRequests(engine, () => engine.unsynced(work)), note),
    beat: (at) =>
      transact(
        () =>
          engine.probe(async (tx) => {
            const row = tx.insertInto('heartbeat').values({ id: 1, at })
            await row.onConflict((conflict) => conflict.column('id').doUpdateSet({ at })).execute()
          }),
        note,
      ),
  }
}

/** Opens it as it is, without an update. */
export async function openEngine(url: string): Promise<Engine> {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  // The client is only loaded when needed.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(url)
}

/** SQLite answers within the turn, and a job may write thousands of times: requests come in between. */
async function afterRequests<T>({ name }: Engine, write: () => Promise<T>): Promise<T> {
  if (name === 'sqlite' && isOfJob()) await turn()
  return write()
}

const patienceMs = 5000
const conflictTries = 3

async function transact<T>(run: () => Promise<T>, note: (failure: Failure) => void): Promise<T> {
  const began = performance.now()
  for (let attempt = 0; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (error instanceof ProblemError) throw error
      const failure = classify(error)
      note(failure)
      if (failure === 'unavailable') throw new ProblemError('busy', { cause: error })
      // A conflict means that a random reference or id exists already. The next try draws another.
      const mayPass = failure === 'retry' || (failure === 'conflict' && attempt < conflictTries)
      if (!mayPass) throw error
      if (performance.now() - began >= patienceMs) throw new ProblemError('busy', { cause: error })
      // Full jitter: transactions that collided once are unlikely to collide again.
      await delay(1 + Math.floor(Math.random() * Math.min(200, 5 * 2 ** attempt)))
    }
  }
}
