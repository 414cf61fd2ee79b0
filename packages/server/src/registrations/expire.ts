import type { Tx } from '../db/database.ts'
import type { System } from '../system.ts'
import { cutOffOf, lastHoldOf } from './deadlines.ts'
import { type Change, change, shortenDeadlines } from './ledger.ts'
import { type LockedTraining, peopleAtOnce, workInBatches } from './locked-training.ts'
import type { Registration } from './registration.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

/**
 * Ends offers without an answer, and held seats without an approval. The seats go to the next
 * people on the waiting list. Several processes can run it in parallel.
 */
export async function expireRegistrations(system: System): Promise<void> {
  // Fixed here: what lapses during this run is left to the next one.
  const now = system.now().toISOString()
  const trainings = await system.db.reader
    .selectFrom('registration')
    .select('training_id')
    .distinct()
    .where('expires_at', '<=', now)
    .execute()
  const ids = trainings.map(({ training_id }) => training_id)
  await workInBatches(system, ids, (tx, training) => expireSome(system, tx, training, now))
}

/** @returns whether there may be more */
async function expireSome(system: System, tx: Tx, training: LockedTraining, now: string): Promise<boolean> {
  const lapsed = await tx
    .selectFrom('registration')
    .selectAll()
    .where('training_id', '=', training.id)
    .where('expires_at', '<=', now)
    .$if(now < cutOffOf(training), (lapsing) =>
      lapsing.where(({ or, eb }) =>
        or([eb('status', '!=', 'offered'), eb('id', 'not in', withUnsentOffer(tx, training.id))]),
      ),
    )
    .orderBy('id')
    .limit(peopleAtOnce)
    .execute()
  for (const [status, registrations] of Map.groupBy(lapsed, (one) => one.status))
    await change(system, tx, training, registrations, afterLapse(status, training))
  if (lapsed.length > 0) await promoteFromWaitingList(system, tx, training)
  return lapsed.length === peopleAtOnce
}

/** Returns people whose offer has not been sent yet. Before the cut-off, it does not lapse. */
const withUnsentOffer = (tx: Tx, trainingId: string) =>
  tx
    .selectFrom('outbox')
    .leftJoin('outbox_person', 'outbox_person.outbox_id', 'outbox.id')
    .where('outbox.training_id', '=', trainingId)
    .where('outbox.kind', '=', 'offer')
    .where('outbox.outcome', 'is', null)
    .where(({ or, eb }) =>
      or([eb('outbox.registration_id', 'is not', null), eb('outbox_person.registration_id', 'is not', null)]),
    )
    .select(({ fn }) => fn.coalesce('outbox.registration_id', 'outbox_person.registration_id').as('id'))

function afterLapse(status: Registration['status'], { state }: LockedTraining): Change {
  // Only the hold ends; the organizer still decides on the request.
  if (status === 'pending_approval') return { action: 'lapse', to: status, holdsSeat: false }
  // A canceled training has its own email, so no one needs one about a lost offer.
  return { action: 'lapse', to: 'expired', mail: state.status === 'published' ? 'offer-expired' : undefined }
}

/**
 * Shortens offers and held seats to the cut-off, which may be nearer after a training was moved.
 */
export async function shortenHolds(tx: Tx, training: LockedTraining, now: string): Promise<void> {
  await shortenDeadlines(tx, training, 'offered', cutOffOf(training))
  await shortenDeadlines(tx, training, 'pending_approval', lastHoldOf(training, now))
}
