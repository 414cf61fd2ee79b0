import { createCounter, createHistogram, formatSamples } from './metric-families.ts'

/** A route as it is written in the code, like `/t/:slug`: never an address. */
export interface Route {
  method: string
  path: string
}

/** Counts what happens, for an operator who asked for it. No label holds what a person sent. */
export interface Meter {
  request: (route: Route | undefined, status: number, ms: number) => void
  /** What a sign-up was answered: what everyone who sends it reads, too. */
  signUp: (outcome: string) => void
  batch: (requests: number, ms: number) => void
  job: (name: string, run: { everyMs: number; ms: number; at: Date; isDone: boolean }) => void
  format: () => string
}

const none: Route = { method: 'none', path: 'none' }
const secondsOf = (ms: number) => ms / 1_000

/** The last bound is how long a visitor waits at most for an answer while the database hangs. */
const requestSeconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 8]
const batchSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const batchRequests = [1, 2, 4, 8, 16, 32, 64]

export function createMeter(): Meter {
  const requests = createRequestMeter()
  const signUps = createCounter(
    'training_signup_sign_ups_total',
    'Registrations that were sent, by the status or the refusal that they were answered with.',
    ['outcome'],
  )
  const batches = createBatchMeter()
  const jobs = createJobMeter()
  return {
    request: requests.note,
    signUp: (outcome) => signUps.add(outcome),
    batch: batches.note,
    job: jobs.note,
    format: () => [requests, signUps, batches, jobs].map((family) => family.format()).join(''),
  }
}

function createRequestMeter(): { note: Meter['request']; format: () => string } {
  const requests = createCounter(
    'training_signup_http_requests_total',
    'Requests that were answered, by route and class of status.',
    ['method', 'route', 'status'],
  )
  // From zero on, so that the first one is an increase.
  let faults = 0
  const durations = createHistogram(
    'training_signup_http_request_duration_seconds',
    'Time until an answer begins, by route.',
    ['method', 'route'],
    requestSeconds,
  )
  return {
    note({ method, path } = none, status, ms) {
      if (status >= 500) faults += 1
      requests.add(method, path, `${Math.floor(status / 100)}xx`)
      durations.observe(secondsOf(ms), method, path)
    },
    format: () =>
      [
        requests.format(),
        formatSamples(
          'training_signup_http_server_errors_total',
          'Requests that failed on the server.',
          [[{}, faults]],
          'counter',
        ),
        durations.format(),
      ].join(''),
  }
}

function createBatchMeter(): { note: Meter['batch']; format: () => string } {
  const sizes = createHistogram(
    'training_signup_batch_requests',
    'Sign-ups that one transaction stored.',
    [],
    batchRequests,
  )
  const times = createHistogram(
    'training_signup_batch_duration_seconds',
    'Time of a transaction that stores sign-ups, with its retries.',
    [],
    batchSeconds,
  )
  return {
    note(count, ms) {
      sizes.observe(count)
      times.observe(secondsOf(ms))
    },
    format: () => sizes.format() + times.format(),
  }
}

/** Keeps the last run of each job. */
function createJobMeter(): { note: Meter['job']; format: () => string } {
  const failures = createCounter('training_signup_job_failures_total', 'Runs of a job that failed.', ['job_name'])
  const last = new Map<string, { everyMs: number; ms: number; doneAt: Date | undefined }>()
  return {
    note(name, { everyMs, ms, at, isDone }) {
      if (!isDone) failures.add(name)
      last.set(name, { everyMs, ms, doneAt: isDone ? at : last.get(name)?.doneAt })
    },
    format() {
      const jobs = [...last]
      const done = jobs.flatMap(([job, { doneAt }]) =>
        doneAt ? [[{ job_name: job }, secondsOf(doneAt.getTime())] as const] : [],
      )
      return [
        formatSamples('training_signup_job_last_success_timestamp_seconds', 'When a job last succeeded.', done),
        formatSamples(
          'training_signup_job_last_duration_seconds',
          'How long the last run of a job took.',
          jobs.map(([job, { ms }]) => [{ job_name: job }, secondsOf(ms)]),
        ),
        formatSamples(
          'training_signup_job_interval_seconds',
          'How often a job begins.',
          jobs.map(([job, { everyMs }]) => [{ job_name: job }, secondsOf(everyMs)]),
        ),
        failures.format(),
      ].join('')
    },
  }
}
