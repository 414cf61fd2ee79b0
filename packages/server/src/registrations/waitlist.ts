import { setImmediate as pause } from 'node:timers/promises'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { ProblemError } from '../problem.ts'
import { firstCalled, fitsIn, walkLine } from './admit.ts'
import { cutOffOf, planCall } from './deadlines.ts'
import { type LockedTraining, lockSeats } from './seats.ts'
import { lockRegistration, type Registration, setStatus } from './status.ts'

/** More of them at once would keep others from signing up for too long. */
const peopleAtOnce = 100

/**
 * Gives free seats to those who wait, or offers them, in order, an undivided group all or none. Call it in every
 * transaction that frees or adds a seat. After the cut-off nobody is called any more: seats are given at the door.
 * Where there are seats for very many, the rest is due, which `finishWalks` does; until then whoever comes waits, too.
 */
export async function walkWaitingList(parts: Parts, tx: Tx, training: LockedTraining): Promise<void> {
  const called = await whoFits(parts, tx, training)
  const first = firstCalled(called, peopleAtOnce)
  await noteWalkDue(parts, tx, training, first.length < called.length)
  if (first.length === 0) return
  const call = planCall(training, parts.now().toISOString())
  const ids = first.flatMap(({ people }) => people.map(({ id }) => id))
  for (const registration of await readInOrder(tx, ids))
    await setStatus(parts, tx, training, registration, { ...call, holdsSeat: true })
}

async function whoFits(parts: Parts, tx: Tx, training: LockedTraining) {
  const { state } = training
  const isOpenToMoves = state.status === 'published' && parts.now().toISOString() < cutOffOf(training)
  if (!isOpenToMoves || !fitsIn(state, 1)) return []
  // Everybody who waits is looked at, and the seats are locked meanwhile: no more of them than the line needs.
  const waiting = await tx
    .selectFrom('registration')
    .select(['id', 'line_number', 'group_id'])
    .where('training_id', '=', training.id)
    .where('status', '=', 'waitlisted')
    .execute()
  const isAnyGroup = waiting.some(({ group_id }) => group_id !== null)
  const known = isAnyGroup ? await knownMembers(tx, training) : new Map<string, number>()
  const line = [...Map.groupBy(waiting, (registration) => registration.line_number)].map(([lineNumber, people]) => {
    const group = people[0]?.group_id ?? ''
    return { lineNumber, size: people.length + (known.get(group) ?? 0), seats: people.length, people }
  })
  return walkLine(state, line)
}

async function noteWalkDue(parts: Parts, tx: Tx, training: LockedTraining, isWalkDue: boolean): Promise<void> {
  if (training.state.isWalkDue === isWalkDue) return
  training.state = { ...training.state, isWalkDue }
  await tx
    .updateTable('training')
    .set({ walk_due_at: isWalkDue ? parts.now().toISOString() : null })
    .where('id', '=', training.id)
    .execute()
}

/** Does what walks have left to do. Safe to run in several processes at once; whoever dies at it loses one part. */
export async function finishWalks(parts: Parts): Promise<void> {
  const due = await parts.db.reader
    .selectFrom('training')
    .select('id')
    .where('walk_due_at', 'is not', null)
    .orderBy('walk_due_at')
    .execute()
  // Between two parts others get their turn.
  for (const { id } of due) while (!parts.isStopping() && (await walkOn(parts, id))) await pause()
}

/** @returns whether there is more to do */
const walkOn = (parts: Parts, trainingId: string): Promise<boolean> =>
  parts.db.transaction(async (tx) => {
    const training = (await lockSeats(parts.db, tx, [trainingId])).get(trainingId)
    // Read after the lock: another process may have been here first.
    if (!training?.state.isWalkDue) return false
    await walkWaitingList(parts, tx, training)
    return training.state.isWalkDue
  })

async function readInOrder(tx: Tx, ids: string[]): Promise<Registration[]> {
  const rows = await tx.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** How many who were registered already when their undivided group signed up wait with it, as its coordinator sees it. */
async function knownMembers(tx: Tx, training: LockedTraining): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('attempt')
    .innerJoin('registration_group', 'registration_group.id', 'attempt.group_id')
    .select(['attempt.group_id', ({ fn }) => fn.countAll<number>().as('known')])
    .where('registration_group.training_id', '=', training.id)
    .where('registration_group.split', '=', 0)
    .where(({ or, eb }) => or([eb('shown', 'is', null), eb('shown', '=', 'waitlisted')]))
    .groupBy('attempt.group_id')
    .execute()
  return new Map(rows.map((row) => [row.group_id ?? '', row.known]))
}

/**
 * An organizer's choice: somebody who waits gets a free seat out of turn, somebody to whom one is offered gets that.
 * @throws {ProblemError} `wrong-status`, `no-seat-free`, `training-cancelled`
 */
export async function promote(parts: Parts, id: string): Promise<void> {
  await parts.db.transaction(async (tx) => {
    const { registration, training } = await lockRegistration(parts, tx, id)
    if (training.state.status === 'cancelled') throw new ProblemError('training-cancelled')
    const { status } = registration
    if (status !== 'waitlisted' && status !== 'offered')
      throw new ProblemError('wrong-status', { detail: `It is ${status}, neither waitlisted nor offered.` })
    if (status === 'waitlisted' && !fitsIn(training.state, 1)) throw new ProblemError('no-seat-free')
    const mail = status === 'offered' ? 'confirmed' : 'promoted'
    await setStatus(parts, tx, training, registration, { status: 'confirmed', holdsSeat: true, mail })
    // The rest of an undivided group may fit now.
    await walkWaitingList(parts, tx, training)
  })
}
