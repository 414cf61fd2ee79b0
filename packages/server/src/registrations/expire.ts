import { setImmediate as pause } from 'node:timers/promises'
import type { Tx } from '../db/database.ts'
import type { Deps, Parts } from '../deps.ts'
import { expireInLine } from './attempts.ts'
import { cutOffOf, lastHoldOf } from './deadlines.ts'
import { type LockedTraining, lockSeats, peopleAtOnce } from './seats.ts'
import { type Registration, type StatusChange, setStatus } from './status.ts'
import { walkWaitingList } from './waiting-list.ts'

/**
 * Ends what has lapsed: offers that nobody answered, addresses that nobody confirmed, seats held for an approval that
 * did not come. The seats go to whoever waits. Safe to run in several processes at once.
 */
export async function expireRegistrations(deps: Deps): Promise<void> {
  // Decided once: what lapses while this runs is the next run's.
  const now = deps.now().toISOString()
  const lapsedIn = (table: 'registration' | 'attempt') =>
    deps.db.reader
      .selectFrom(table as 'registration')
      .select('training_id')
      .distinct()
      .where('expires_at', '<=', now)
  const trainings = await lapsedIn('registration').union(lapsedIn('attempt')).execute()
  for (const { training_id } of trainings)
    while (!deps.isStopping() && (await deps.db.transaction((tx) => expireSome(deps, tx, training_id, now))))
      await pause()
}

/** @returns whether there may be more */
async function expireSome(parts: Parts, tx: Tx, trainingId: string, now: string): Promise<boolean> {
  const training = (await lockSeats(parts.db, tx, [trainingId])).get(trainingId)
  if (!training) return false
  const untold = whoIsUntold(tx, trainingId)
  // Read after the lock: another process may have been here first.
  const lapsed = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', trainingId)
    .where('expires_at', '<=', now)
    .$if(now < cutOffOf(training), (lapsing) =>
      lapsing.where(({ or, eb }) =>
        or([eb('status', '!=', 'offered'), eb('line_number', 'not in', untold.select('registration.line_number'))]),
      ),
    )
    .orderBy('line_number')
    .orderBy('id')
    .limit(peopleAtOnce)
    .execute()
  const isMore = lapsed.length === peopleAtOnce
  // An undivided group lapses as a whole: the last one may be cut, and is left for the next time.
  const whole = isMore ? lapsed.filter(({ line_number }) => line_number !== lapsed.at(-1)?.line_number) : lapsed
  const untoldGroups = now < cutOffOf(training) ? await untold.select('registration.group_id').distinct().execute() : []
  const freed = await expireInLine(tx, training, now, {
    upToLine: isMore ? (whole.at(-1)?.line_number ?? 0) : undefined,
    untold: untoldGroups.flatMap(({ group_id }) => group_id ?? []),
  })
  for (const registration of whole)
    await setStatus(parts, tx, training, registration, afterLapse(registration, training))
  if (whole.length > 0 || freed > 0) await walkWaitingList(parts, tx, training)
  return isMore
}

/** Those who are still to be told of an offer: before the cut-off it does not lapse meanwhile. */
const whoIsUntold = (tx: Tx, trainingId: string) =>
  tx
    .selectFrom('outbox')
    .leftJoin('outbox_person', 'outbox_person.outbox_id', 'outbox.id')
    .innerJoin('registration', (join) =>
      join.on(({ or, eb, ref }) =>
        or([
          eb('registration.id', '=', ref('outbox.registration_id')),
          eb('registration.id', '=', ref('outbox_person.registration_id')),
        ]),
      ),
    )
    .where('outbox.training_id', '=', trainingId)
    .where('outbox.kind', '=', 'offer')
    .where('outbox.outcome', 'is', null)
    .where('registration.status', '=', 'offered')

function afterLapse({ status, holds_seat }: Registration, { state }: LockedTraining): StatusChange {
  if (status === 'offered') {
    // Whoever is told that nothing takes place needs no news of a seat in it.
    const mail = state.status === 'published' ? { mail: 'offer-expired' as const } : {}
    return { status: 'expired', holdsSeat: false, ...mail }
  }
  if (status === 'pending_verification') return { status: 'expired', holdsSeat: false }
  // Only the hold ends; who may come is still the organizer's to decide.
  if (status === 'pending_approval') return { status, holdsSeat: false }
  return { status, holdsSeat: holds_seat === 1 }
}

/** Lets nothing that holds a seat outlast the cut-off, which a training that was moved may have brought nearer. */
export async function shortenDeadlines(tx: Tx, training: LockedTraining, now: string): Promise<void> {
  const cutOff = cutOffOf(training)
  for (const [status, end] of [
    ['offered', cutOff],
    ['pending_approval', lastHoldOf(training, now)],
  ] as const)
    for (const [table, column] of [
      ['registration', 'status'],
      ['attempt', 'shown'],
    ] as const)
      await tx
        .updateTable(table as 'registration')
        .set({ expires_at: end })
        .where('training_id', '=', training.id)
        .where(column as 'status', '=', status)
        .where('expires_at', '>', end)
        .execute()
}
