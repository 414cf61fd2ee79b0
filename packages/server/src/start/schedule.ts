import { setTimeout as delay } from 'node:timers/promises'
import { enqueueAlerts } from '../core/alerts/enqueue-alerts.ts'
import type { App } from '../core/context.ts'
import { eraseOldCertificates } from '../core/credit/erase-certificates.ts'
import { settleDays } from '../core/credit/settle-days.ts'
import { eraseExpired } from '../core/erasing/retention.ts'
import { wipeFile } from '../core/erasing/wipe-file.ts'
import { askAgain } from '../core/evaluation/follow-up.ts'
import { sendEvaluations } from '../core/evaluation/send-evaluations.ts'
import { deleteUnusedLogos } from '../core/logos/logos.ts'
import { sendScheduled } from '../core/messages/schedule-message.ts'
import { enqueueMessages } from '../core/messages/send-message.ts'
import { foldCounts } from '../core/partners/fold-counts.ts'
import { writeImpressions } from '../core/partners/impressions.ts'
import { checkDuePartnerPages } from '../core/partners/page-checks.ts'
import { expirePending } from '../core/pending-sign-ups/expire.ts'
import { forgetProofs } from '../core/proof/proofs.ts'
import { forgetWrongCodes } from '../core/proof/wrong-code-report.ts'
import { comparePeople } from '../core/registrations/compare-people.ts'
import { countHeld } from '../core/registrations/held-counts.ts'
import { forgetTransfers } from '../core/registrations/offer-transfer.ts'
import { expireRegistrations } from '../core/seats/expire.ts'
import { refillWords } from '../core/seats/refill-words.ts'
import { finishPromotions } from '../core/seats/waiting-list.ts'
import { forgetExpiredKeys } from '../core/sign-up/idempotency.ts'
import { deliverWebhooks, forgetDeliveries } from '../core/webhooks/deliver-due.ts'
import { deliverMails, runMails } from '../delivery/deliver.ts'
import { enqueueDigests } from '../delivery/digests.ts'
import { sendAccountNotices } from '../delivery/kinds/account-notices.ts'
import { forgetMailHours } from '../delivery/limits/hourly-limit.ts'
import { forgetSlots } from '../delivery/limits/mailbox-rate-limit.ts'
import { remindPeople } from '../delivery/reminders.ts'
import { forgetSignIns } from '../organizers/accounts/forget-sign-ins.ts'
import { finishAgencyEdits } from '../organizers/api/agencies/finish-agency-edits.ts'
import { forgetBulkActions } from '../organizers/api/bulk/bulk-actions.ts'
import { carryOutBulkActions } from '../organizers/api/bulk/carry-out.ts'
import { finishNews } from '../organizers/api/trainings/notify-all.ts'
import { recordRepeats } from '../platform/audit/record.ts'
import { sealAudit } from '../platform/audit/seal.ts'
import { inShare } from '../platform/db/connection-queue.ts'
import { fileErasures } from '../platform/ops/erasure-journal.ts'
import { logFailure, sayIfRecovered } from '../platform/ops/log-failure.ts'
import { mailsAtOnce } from '../platform/outgoing-mail.ts'
import { readReleases } from '../visitors/embed/manifest.ts'

const secondMs = 1_000
const minuteMs = 60_000
const hourMs = 60 * 60_000
const patienceMs = 10_000

const checkPartnerPages = (app: App) => checkDuePartnerPages(app, readReleases)

interface Job {
  everyMs: number
  run: (app: App) => Promise<unknown>
  /** How many runners do it, none of which waits for another. One unless given. */
  runners?: number
}

// When they run in sequence, jobs that create mails come before those that send them.
const jobs: Job[] = [
  { everyMs: secondMs, run: writeImpressions },
  { everyMs: 15 * secondMs, run: expirePending },
  { everyMs: 15 * secondMs, run: expireRegistrations },
  { everyMs: secondMs, run: finishPromotions },
  { everyMs: secondMs, run: finishNews },
  { everyMs: 15 * secondMs, run: finishAgencyEdits },
  { everyMs: 5 * secondMs, run: carryOutBulkActions },
  { everyMs: 5 * secondMs, run: settleDays },
  { everyMs: 15 * secondMs, run: comparePeople },
  { everyMs: 15 * secondMs, run: refillWords },
  { everyMs: minuteMs, run: remindPeople },
  { everyMs: minuteMs, run: sendEvaluations },
  { everyMs: minuteMs, run: askAgain },
  { everyMs: minuteMs, run: enqueueDigests },
  { everyMs: 5 * secondMs, run: sendScheduled },
  { everyMs: 5 * secondMs, run: enqueueMessages },
  { everyMs: 5 * secondMs, run: enqueueAlerts },
  { everyMs: 5 * secondMs, run: runMails, runners: mailsAtOnce },
  { everyMs: 5 * secondMs, run: sendAccountNotices },
  { everyMs: secondMs, run: deliverWebhooks },
  { everyMs: 5 * minuteMs, run: checkPartnerPages },
  { everyMs: hourMs, run: forgetDeliveries },
  { everyMs: hourMs, run: forgetExpiredKeys },
  { everyMs: hourMs, run: forgetSlots },
  { everyMs: hourMs, run: forgetMailHours },
  { everyMs: hourMs, run: forgetTransfers },
  { everyMs: hourMs, run: forgetBulkActions },
  { everyMs: hourMs, run: forgetWrongCodes },
  { everyMs: minuteMs, run: forgetSignIns },
  { everyMs: minuteMs, run: forgetProofs },
  { everyMs: hourMs, run: deleteUnusedLogos },
  { everyMs: hourMs, run: countHeld },
  { everyMs: hourMs, run: foldCounts },
  { everyMs: hourMs, run: eraseExpired },
  { everyMs: hourMs, run: eraseOldCertificates },
  { everyMs: minuteMs, run: recordRepeats },
  { everyMs: 5 * secondMs, run: sayIfRecovered },
  { everyMs: 15 * secondMs, run: sealAudit },
  { everyMs: secondMs, run: fileErasures },
  { everyMs: minuteMs, run: wipeFile },
]

/**
 * Runs each job at its interval. Jobs are safe to run in several processes, and twice. A failed one
 * runs again at its next turn.
 */
export function startJobs(app: App): { stop: () => Promise<void> } {
  const started = jobs.flatMap((job) => runnersOf(job).map((runner) => startJob(app, runner)))
  return {
    /** Waits briefly for running jobs, so that a mail that was sent gets marked as sent. */
    async stop() {
      await Promise.race([Promise.all(started.map((job) => job.stop())), delay(patienceMs, undefined, { ref: false })])
    },
  }
}

/**
 * Runs each job once, until nothing is due.
 * @returns the names of the jobs that failed
 */
export async function runJobs(app: App): Promise<string[]> {
  const failed: string[] = []
  for (const job of jobs) {
    if (app.isStopping()) break
    const runs = await Promise.all(runnersOf(job).map((runner) => isRunWell(app, runner)))
    if (runs.includes(false)) failed.push(job.run.name)
  }
  if (!app.isStopping() && !(await isRunWell(app, { run: sendRest, everyMs: 0 }))) failed.push(sendRest.name)
  return failed
}

const runnersOf = (job: Job): Job[] => Array.from({ length: job.runners ?? 1 }, () => job)

/**
 * Sends messages and alerts in parts: the next part enters the outbox once the one before has left.
 */
async function sendRest(app: App): Promise<void> {
  do {
    await enqueueMessages(app)
    await enqueueAlerts(app)
  } while (!app.isStopping() && (await deliverMails(app)))
}

async function isRunWell(app: App, { run, everyMs }: Job): Promise<boolean> {
  const began = app.steadyClock.now()
  const note = (isDone: boolean) => {
    app.meter?.job(run.name, { everyMs, ms: app.steadyClock.now() - began, at: app.now(), isDone })
    return isDone
  }
  try {
    await inShare('jobs', () => run(app))
    return note(true)
  } catch (error) {
    logFailure(app.log, error, { job: run.name }, 'a job failed')
    return note(false)
  }
}

function startJob(app: App, job: Job) {
  let running: Promise<unknown> | undefined
  const once = () => {
    running ??= isRunWell(app, job).finally(() => {
      running = undefined
    })
  }
  once()
  const timer = setInterval(once, job.everyMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
