import { noteErasure } from '../../platform/db/note-erasure.ts'
import { createErasedHash, type Journal } from '../../platform/ops/erasure-journal.ts'
import type { System } from '../../platform/system.ts'
import { deleteRequest } from '../proof/stored-requests.ts'
import { writeSeats } from '../seats/ledger.ts'
import { lockTrainings } from '../seats/locked-training.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { erase, eraseCoordinator } from './erase.ts'

/**
 * Erases from a restored database who was erased after its backup was made.
 * @returns how many registrations, coordinators, requests, and alerts it erased
 */
export async function eraseAgain(system: System, journal: Journal): Promise<number> {
  if (journal.size === 0) return 0
  const { reader } = system.db
  const hash = createErasedHash(system)
  let count = 0
  const registrations = await reader.selectFrom('registration').select('id').orderBy('id').execute()
  for (const { id } of registrations.filter((one) => journal.has(hash({ kind: 'registration', ...one })))) {
    // With the first of a person's registrations, the others are erased.
    const isThere = await reader.selectFrom('registration').select('id').where('id', '=', id).executeTakeFirst()
    if (isThere) await erase(system, id)
    count++
  }
  const groups = await reader
    .selectFrom('registration_group')
    .select('id')
    .where('coordinator_canonical', 'is not', null)
    .execute()
  for (const { id } of groups.filter((one) => journal.has(hash({ kind: 'group', ...one })))) {
    await eraseCoordinator(system, id)
    count++
  }
  return count + (await eraseRequests(system, journal)) + (await eraseAlerts(system, journal))
}

async function eraseRequests(system: System, journal: Journal): Promise<number> {
  const hash = createErasedHash(system)
  const requests = await system.db.reader
    .selectFrom('verification')
    .select(['id', 'training_id', 'reference', 'held_seats', 'address', 'created_at'])
    .execute()
  // One that came after the erasure is a new one.
  const erased = requests.filter(
    ({ training_id, address, created_at }) =>
      created_at <= (journal.get(hash({ kind: 'address', training: training_id, address })) ?? ''),
  )
  for (const request of erased)
    await system.db.transaction(async (tx) => {
      const training = (await lockTrainings(system.db, tx, [request.training_id])).get(request.training_id)
      if (!training) return
      await noteErasure(system, tx)
      await deleteRequest(tx, training, request)
      await tx.executeQuery(writeSeats(tx, training).compile(tx))
      await promoteFromWaitingList(system, tx, training)
    })
  return erased.length
}

async function eraseAlerts({ db, authSecret }: System, journal: Journal): Promise<number> {
  const hash = createErasedHash({ authSecret })
  const alerts = await db.reader.selectFrom('alert').select('id').execute()
  const erased = alerts.filter((one) => journal.has(hash({ kind: 'alert', ...one })))
  for (const { id } of erased) await db.transaction((tx) => tx.deleteFrom('alert').where('id', '=', id).execute())
  return erased.length
}
