import { setImmediate as pause } from 'node:timers/promises'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { firstCalled, fitsIn, walkLine } from './admit.ts'
import { moveInLine } from './attempts.ts'
import { cutOffOf, planCall } from './deadlines.ts'
import { type LockedTraining, lockSeats, peopleAtOnce } from './seats.ts'
import { type Registration, setStatus } from './status.ts'

/**
 * Gives free seats to those who wait, or offers them, in order, an undivided group all or none. Call it in every
 * transaction that frees or adds a seat. After the cut-off nobody is called any more: seats are given at the door.
 * Where there are seats for very many, the rest is due, which `finishWalks` does; until then whoever comes waits, too.
 */
export async function walkWaitingList(parts: Parts, tx: Tx, training: LockedTraining): Promise<void> {
  if (!training.state.isWalkDue) await walkSome(parts, tx, training)
}

async function walkSome(parts: Parts, tx: Tx, training: LockedTraining): Promise<void> {
  const called = await whoFits(parts, tx, training)
  const first = firstCalled(called, peopleAtOnce)
  await noteWalkDue(parts, tx, training, first.length < called.length)
  if (first.length === 0) return
  const now = parts.now().toISOString()
  const registrations = await readInOrder(
    tx,
    first.flatMap(({ ids }) => ids),
  )
  const reachable = await findReachable(tx, registrations)
  for (const { lineNumber, known, seats } of first) {
    const isTellable = parts.sendMail !== undefined && (seats === 0 || reachable.has(lineNumber))
    const call = planCall(training, now, isTellable)
    if (known > 0) await moveInLine(tx, training.id, lineNumber, { ...call, from: 'waitlisted', to: call.status })
    for (const registration of registrations.filter(({ line_number }) => line_number === lineNumber))
      await setStatus(parts, tx, training, registration, { ...call, holdsSeat: true })
  }
}

async function whoFits(parts: Parts, tx: Tx, training: LockedTraining) {
  const { state } = training
  const isOpenToMoves = state.status === 'published' && parts.now().toISOString() < cutOffOf(training)
  if (!isOpenToMoves || !fitsIn(state, 1)) return []
  // Everybody who waits is looked at, and the seats are locked meanwhile: no more of them than the line needs.
  const waiting = await tx
    .selectFrom('registration')
    .select(['id', 'line_number'])
    .where('training_id', '=', training.id)
    .where('status', '=', 'waitlisted')
    .execute()
  const known = await knownInLine(tx, training)
  const people = Map.groupBy(waiting, ({ line_number }) => line_number)
  const line = [...new Set([...people.keys(), ...known.keys()])].map((lineNumber) => {
    const ids = people.get(lineNumber)?.map(({ id }) => id) ?? []
    const others = known.get(lineNumber) ?? 0
    return { lineNumber, size: ids.length + others, seats: ids.length, known: others, ids }
  })
  return walkLine(state, line)
}

/** The places in the line of which a mail reaches somebody: one of the people, or whoever signed them up. */
async function findReachable(tx: Tx, registrations: Registration[]): Promise<Set<number>> {
  const groups = await tx
    .selectFrom('registration_group')
    .select('id')
    .where('id', 'in', [...new Set(['', ...registrations.flatMap(({ group_id }) => group_id ?? [])])])
    // Empty once the coordinator is erased.
    .where('coordinator_email', '!=', '')
    .execute()
  const coordinated = new Set(groups.map(({ id }) => id))
  const isReached = ({ email, group_id }: Registration) => email !== null || coordinated.has(group_id ?? '')
  return new Set(registrations.filter(isReached).map(({ line_number }) => line_number))
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
    await walkSome(parts, tx, training)
    return training.state.isWalkDue
  })

async function readInOrder(tx: Tx, ids: string[]): Promise<Registration[]> {
  if (ids.length === 0) return []
  const rows = await tx.selectFrom('registration').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** How many who were registered already when their group signed up wait with it, as its coordinator sees it, by line. */
async function knownInLine(tx: Tx, training: LockedTraining): Promise<Map<number, number>> {
  const rows = await tx
    .selectFrom('attempt')
    .select(['line_number', ({ fn }) => fn.countAll<number>().as('known')])
    .where('training_id', '=', training.id)
    .where('shown', '=', 'waitlisted')
    .where('line_number', 'is not', null)
    .groupBy('line_number')
    .execute()
  return new Map(rows.map((row) => [row.line_number ?? 0, row.known]))
}
