import { setTimeout as delay } from 'node:timers/promises'
import type { Deps } from '../deps.ts'
import { deliverMails } from '../mail/deliver.ts'
import { writePlacements } from '../partners/placements.ts'
import { forgetExpiredKeys } from '../registrations/idempotency.ts'

import { eraseExpired } from './retention.ts'
const secondMs = 1_000
const hourMs = 60 * 60_000
const patienceMs = 10_000

interface Job {
  everyMs: number
  run: (deps: Deps) => Promise<void>
}

const jobs: Job[] = [
  { everyMs: secondMs, run: writePlacements },
  { everyMs: 5 * secondMs, run: deliverMails },
  { everyMs: hourMs, run: forgetExpiredKeys },
]
  { everyMs: hourMs, run: forgetAllowances },
  { everyMs: hourMs, run: eraseExpired },

/** Runs each job now and again. They are safe to run in several processes and twice; one that fails is tried next time. */
export function startJobs(deps: Deps): { stop: () => Promise<void> } {
  const started = jobs.map((job) => startJob(deps, job))
  return {
    /** Waits a while for those that run: a mail that has left is to be known as sent. */
    async stop() {
      await Promise.race([Promise.all(started.map((job) => job.stop())), delay(patienceMs, undefined, { ref: false })])
    },
  }
}

function startJob(deps: Deps, { everyMs, run }: Job) {
  let running: Promise<void> | undefined
  const once = () => {
    running ??= run(deps)
      .catch((error: unknown) => {
        deps.log.error({ job: run.name, error: error instanceof Error ? error.name : 'unknown' }, 'a job failed')
      })
      .finally(() => {
        running = undefined
      })
  }
  once()
  const timer = setInterval(once, everyMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
