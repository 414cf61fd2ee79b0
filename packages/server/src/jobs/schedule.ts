import type { Deps } from '../deps.ts'
import { writePlacements } from '../partners/placements.ts'
import { forgetExpiredKeys } from '../registrations/idempotency.ts'

const secondMs = 1_000
const hourMs = 60 * 60_000

const jobs: { everyMs: number; run: (deps: Deps) => Promise<void> }[] = [
  { everyMs: secondMs, run: writePlacements },
  { everyMs: hourMs, run: forgetExpiredKeys },
]

/** Runs each job now and again. They are safe to run in several processes and twice; one that fails is tried next time. */
export function startJobs(deps: Deps): { stop: () => void } {
  const timers = jobs.map(({ everyMs, run }) => {
    const once = () =>
      run(deps).catch((error: unknown) => {
        deps.log.error({ job: run.name, error: error instanceof Error ? error.name : 'unknown' }, 'a job failed')
      })
    void once()
    return setInterval(once, everyMs).unref()
  })
  return {
    stop() {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
