import { setTimeout as delay } from 'node:timers/promises'
import { Hono } from 'hono'
import { logFailure } from '../platform/ops/log-failure.ts'
import type { System } from '../platform/system.ts'

/** How long a probe waits for the database. */
export const probePatienceMs = 1_500
/** After this long without a write, visitors are better off with another process. A slow disk is quicker. */
const writePatienceMs = 10_000
/** A write this recent says enough. So probes have the disk sync no more often than that. */
const freshMs = 2_000
/** A standby that is gone keeps a connection for each write that waits for it. */
const failingPauseMs = 5_000

/**
 * Returns a question: does what this process writes get to the disk? A single slow write is no no, so
 * that a machine under load loses no process; a database that has taken none for ten seconds is.
 */
export function createReadiness(system: System): () => Promise<boolean> {
  const { db, steadyClock } = system
  let writing: Promise<void> | undefined
  let begunAt = -Infinity
  /** When the first write began that has not succeeded, nor any after it. */
  let failingSince: number | undefined
  const isFailing = () => failingSince !== undefined && steadyClock.now() - failingSince >= writePatienceMs
  const write = async () => {
    try {
      await db.beat(system.now().toISOString())
      failingSince = undefined
    } catch (error) {
      logFailure(system.log, error, {}, 'can’t write to the database')
    } finally {
      writing = undefined
    }
  }
  return async () => {
    const pauseMs = isFailing() ? failingPauseMs : freshMs
    if (!writing && steadyClock.now() - begunAt >= pauseMs) {
      begunAt = steadyClock.now()
      failingSince ??= begunAt
      writing = write()
    }
    // Probes give up after a few seconds, so a database that hangs must not keep them waiting.
    await Promise.race([writing, delay(probePatienceMs, undefined, { ref: false })])
    return !isFailing()
  }
}

/**
 * Serves `/livez`: the process responds, and `/readyz`: what it writes gets to the disk, and it is
 * not stopping. Neither shows anything else.
 */
export function healthRoutes(system: System) {
  const isReady = createReadiness(system)
  const answer = (status: 200 | 503, text: string) =>
    new Response(`${text}\n`, {
      status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })

  return new Hono()
    .get('/livez', () => answer(200, 'alive'))
    .get('/readyz', async () => {
      if (system.isStopping()) return answer(503, 'stopping')
      return (await isReady()) ? answer(200, 'ready') : answer(503, 'can’t write to the database')
    })
}
