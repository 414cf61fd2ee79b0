import { setTimeout as delay } from 'node:timers/promises'
import { Hono } from 'hono'
import { classify } from '../db/failures.ts'
import type { System } from '../system.ts'
import { logFailure } from './log-failure.ts'

/** How long a probe waits for the database. */
export const probePatienceMs = 1_500

type Probed = 'written' | 'waiting' | 'failed'

/**
 * Serves `/livez`: the process responds, and `/readyz`: it can write to the database and is not
 * stopping. Neither shows anything else.
 */
export function healthRoutes(system: System) {
  // Simultaneous probes share one write.
  let probing: Promise<Probed> | undefined
  const probe = async (): Promise<Probed> => {
    try {
      await system.db.beat(system.now().toISOString())
      return 'written'
    } catch (error) {
      logFailure(system.log, error, {}, 'can’t write to the database')
      return error instanceof Error && classify(error.cause) === 'retry' ? 'waiting' : 'failed'
    } finally {
      probing = undefined
    }
  }
  // Probes give up after a few seconds, so a database that hangs must not keep them waiting.
  const isWritable = async () => {
    probing ??= probe()
    const probed = await Promise.race([probing, delay(probePatienceMs, 'waiting' as const, { ref: false })])
    return probed === 'written'
  }
  const answer = (status: 200 | 503, text: string) =>
    new Response(`${text}\n`, {
      status,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })

  return new Hono()
    .get('/livez', () => answer(200, 'alive'))
    .get('/readyz', async () => {
      if (system.isStopping()) return answer(503, 'stopping')
      return (await isWritable()) ? answer(200, 'ready') : answer(503, 'can’t write to the database')
    })
}
