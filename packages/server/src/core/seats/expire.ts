import type { Tx } from '../../platform/db/database.ts'
import type { System } from '../../platform/system.ts'
import type { Change } from './change.ts'
import { cutOffOf, holdEndOf, lastHoldOf } from './deadlines.ts'
import { change, setDeadline, shortenDeadlines } from './ledger.ts'
import { type LockedTraining, peopleAtOnce, workInBatches } from './locked-training.ts'
import type { Registration } from './registration.ts'
import { planLapse } from './stay-together.ts'
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
  const [holds, offers] = [lapsed.filter(isHold), lapsed.filter((one) => !isHold(one))]
  await change(system, tx, training, offers, afterOffer(training))
  await endHolds(system, tx, training, holds, now)
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

const isHold = ({ status }: Registration) => status === 'pending_approval'

/** A canceled training has its own email, so no one needs one about a lost offer. */
const afterOffer = ({ state }: LockedTraining): Change => ({
  action: 'lapse',
  to: 'expired',
  mail: state.status === 'published' ? 'offer-expired' : undefined,
})

/** Only the hold ends; the organizer still decides on the request. */
async function endHolds(
  system: System,
  tx: Tx,
  training: LockedTraining,
  holds: readonly Registration[],
  now: string,
): Promise<void> {
  if (holds.length === 0) return
  const { ending, staying } = await planLapse(tx, holds)
  const isOver = now >= training.state.startsAt
  if (!isOver) await setDeadline(tx, idsOf(staying), holdEndOf(training, now))
  await change(system, tx, training, isOver ? [...ending, ...staying] : ending, {
    action: 'lapse',
    to: 'pending_approval',
    holdsSeat: false,
  })
}

const idsOf = (registrations: readonly Registration[]) => registrations.map(({ id }) => id)

/**
 * Shortens offers and held seats to the cut-off, which may be nearer after a training was moved.
 */
export async function shortenHolds(tx: Tx, training: LockedTraining, now: string): Promise<void> {
  await shortenDeadlines(tx, training, 'offered', cutOffOf(training))
  await shortenDeadlines(tx, training, 'pending_approval', lastHoldOf(training, now))
}
