import { noteErasure } from '../../platform/db/note-erasure.ts'
import { createErasedHash, type Journal } from '../../platform/ops/erasure-journal.ts'
import type { System } from '../../platform/system.ts'
import { eraseCertificate } from '../credit/erase-certificates.ts'
import { deletePending } from '../pending-sign-ups/pending-sign-up.ts'
import { deleteProofs } from '../proof/proofs.ts'
import { writeSeats } from '../seats/ledger.ts'
import { lockTrainings } from '../seats/locked-training.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { erase, eraseCoordinator } from './erase.ts'

/**
 * Erases from a restored database who was erased after its backup was made.
 * @returns how many registrations, coordinators, certificates, pending sign-ups, and alerts it erased
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
  count += await eraseCertificates(system, journal)
  return count + (await eraseWaiting(system, journal)) + (await eraseAlerts(system, journal))
}

async function eraseCertificates(system: System, journal: Journal): Promise<number> {
  const hash = createErasedHash(system)
  const rows = await system.db.reader.selectFrom('certificate').select('id').orderBy('id').execute()
  const erased = rows.filter((one) => journal.has(hash({ kind: 'certificate', ...one })))
  for (const { id } of erased) await eraseCertificate(system, id)
  return erased.length
}

async function eraseWaiting(system: System, journal: Journal): Promise<number> {
  const hash = createErasedHash(system)
  const waiting = await system.db.reader
    .selectFrom('proof')
    .innerJoin('training', 'training.id', 'proof.training_id')
    .leftJoin('pending_sign_up', 'pending_sign_up.id', 'proof.id')
    .select(['proof.id', 'training.id as training_id', 'address', 'proof.created_at', 'reference', 'held_seats'])
    .where('subject', '!=', 'alert')
    .execute()
  // One that came after the erasure is a new one.
  const erased = waiting.filter(
    ({ training_id, address, created_at }) =>
      created_at <= (journal.get(hash({ kind: 'address', training: training_id, address })) ?? ''),
  )
  for (const one of erased)
    await system.db.transaction(async (tx) => {
      const training = (await lockTrainings(system.db, tx, [one.training_id])).get(one.training_id)
      if (!training) return
      await noteErasure(system, tx)
      await deletePending(tx, training, { ...one, reference: one.reference ?? '', held_seats: one.held_seats ?? 0 })
      await tx.executeQuery(writeSeats(tx, training).compile(tx))
      await promoteFromWaitingList(system, tx, training)
    })
  return erased.length
}

async function eraseAlerts({ db, authSecret }: System, journal: Journal): Promise<number> {
  const hash = createErasedHash({ authSecret })
  const alerts = await db.reader.selectFrom('alert').select('id').execute()
  const erased = alerts.filter((one) => journal.has(hash({ kind: 'alert', ...one })))
  for (const { id } of erased) await db.transaction((tx) => deleteProofs(tx, [id]).execute())
  return erased.length
}
