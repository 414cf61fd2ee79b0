import { inShare } from '../../platform/db/connection-queue.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { decideBatch } from './decide-batch.ts'
import type { SignUpOutcome, SubmittedSignUp } from './submitted-sign-up.ts'

export interface GroupCommit {
  /** @throws {ProblemError} `busy` when the database stays busy or cannot be written to */
  submit: (request: SubmittedSignUp) => Promise<SignUpOutcome>
  /** Resolves when no request is waiting. */
  settled: () => Promise<void>
}

interface Waiting {
  request: SubmittedSignUp
  resolve: (outcome: SignUpOutcome) => void
  reject: (error: unknown) => void
}

// Large enough that many requests share one write to disk, small enough to stay far below 65,535
// parameters per statement.
const batchRequests = 64
const batchPeople = 400

/**
 * Creates the group commit of sign-ups: while one batch is written, the next one gathers. A single
 * request waits for two turns of the event loop. Responses go out only after the commit of their
 * batch.
 */
export function createGroupCommit(system: System): GroupCommit {
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  /** Waits while more requests arrive, so that simultaneous requests form one batch. */
  async function gather() {
    let before: number
    do {
      before = waiting.length
      // A request that arrives in one turn of the event loop is read and checked in the next.
      await nextTurn()
      await nextTurn()
    } while (before < waiting.length && waiting.length < batchRequests)
  }

  async function run() {
    while (waiting.length > 0) {
      await gather()
      const [batch, rest] = takeBatch(waiting)
      waiting = rest
      const busy = await commit(system, batch)
      // They have waited as long as the batch, and would only wait as long again.
      if (busy) rejectAll(waiting.splice(0), busy)
    }
    running = undefined
  }

  return {
    submit: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject })
        running ??= run()
      }),
    settled: async () => running,
  }
}

const nextTurn = () => new Promise(setImmediate)

function takeBatch(waiting: Waiting[]): [Waiting[], Waiting[]] {
  let people = 0
  const end = waiting.findIndex(({ request }, index) => {
    people += request.people.length
    return index > 0 && (index >= batchRequests || people > batchPeople)
  })
  return end === -1 ? [waiting, []] : [waiting.slice(0, end), waiting.slice(end)]
}

/** Returns the refusal if the database is busy or cannot be written, which everyone gets. */
async function commit(system: System, batch: Waiting[]): Promise<ProblemError | undefined> {
  try {
    const requests = batch.map(({ request }) => request)
    const began = system.steadyClock.now()
    const outcomes = await inShare('sign-ups', () => system.db.transaction((tx) => decideBatch(system, tx, requests)))
    system.meter?.batch(batch.length, system.steadyClock.now() - began)
    for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as SignUpOutcome)
  } catch (error) {
    if (batch.length === 1 || error instanceof ProblemError) rejectAll(batch, error)
    if (error instanceof ProblemError) return error
    // One request made the batch fail: retry each alone, so that it fails alone.
    if (batch.length > 1) return commitEach(system, batch)
  }
  return undefined
}

async function commitEach(system: System, batch: Waiting[]): Promise<ProblemError | undefined> {
  for (const [index, one] of batch.entries()) {
    const busy = await commit(system, [one])
    if (busy) {
      rejectAll(batch.slice(index + 1), busy)
      return busy
    }
  }
  return undefined
}

const rejectAll = (requests: Waiting[], error: unknown) => requests.forEach(({ reject }) => reject(error))
