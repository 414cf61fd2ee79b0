import { Hono } from 'hono'
import type { System } from '../system.ts'

/**
 * Serves `/livez`: the process responds, and `/readyz`: it can write to the database and is not
 * stopping. Neither shows anything else.
 */
export function healthRoutes(system: System) {
  // Simultaneous probes share one write.
  let probing: Promise<boolean> | undefined
  const probe = async () => {
    try {
      const at = system.now().toISOString()
      await system.db.transaction((tx) =>
        tx
          .insertInto('heartbeat')
          .values({ id: 1, at })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ at }))
          .execute(),
      )
      return true
    } catch (error) {
      system.log.error(
        { error: error instanceof Error ? error.name : 'unknown', cause: causeOf(error) },
        'the database cannot be written',
      )
      return false
    } finally {
      probing = undefined
    }
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
      probing ??= probe()
      return (await probing) ? answer(200, 'ready') : answer(503, 'the database cannot be written')
    })
}

/** Returns the database's own code. Its message may quote values. */
function causeOf(error: unknown) {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && ('errcode' in cause ? cause.errcode : 'code' in cause ? cause.code : cause.name)
}
