import type { Language } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { keepCoordinators } from '../outbox/agency-coordinators.ts'
import { activePerson, type CheckedPerson } from '../people/person.ts'
import { holdEndOf } from '../seats/deadlines.ts'
import { change, editDetails, markProven } from '../seats/ledger.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { findActive, lockRegistration, type Registration } from '../seats/registration.ts'
import { can } from '../seats/transitions.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { insertReplacement } from './insert-replacement.ts'
import { canTransfer, isOpen, type Transfer } from './offer-transfer.ts'

export interface Receiver {
  person: CheckedPerson & { email: string }
  needsApproval: boolean
  consents: string[]
  lang: Language
}

/**
 * Transfers an offered seat to the colleague, in one transaction, so that it never has two owners
 * and goes to no one else in between. The sender's links end. A colleague who already waits takes
 * the seat with their existing registration.
 * @returns the id of the colleague's registration; the same if it is already accepted
 * @throws {ProblemError} `not-found` if the seat is not on offer; `already-registered` if the
 * colleague has a seat or awaits approval
 */
export async function acceptTransfer(system: System, transferId: string, receiver: Receiver): Promise<string> {
  return system.db.transaction(async (tx) => {
    const { transfer, sender, training } = await lockTransfer(system, tx, transferId)
    if (transfer.taken_by !== null) return transfer.taken_by
    if (!isOpen(transfer, system.now()) || !canTransfer(system, sender, training)) throw new ProblemError('not-found')
    const { person } = receiver
    const now = system.now().toISOString()
    const name = activePerson(person.email, person.givenName, person.familyName)
    const existing = await findActive(tx, training, name)
    if (existing && !can(existing.status, 'receive')) throw new ProblemError('already-registered')
    await change(system, tx, training, [sender], { action: 'transfer', to: 'cancelled', mail: 'passed-on' })
    // The sender's links end.
    await editDetails(tx, [sender.id], { token_version: sender.token_version + 1 })
    const id = existing ? existing.id : await insertReceiver(system, tx, training, sender, receiver)
    if (existing) {
      await change(system, tx, training, [existing], { action: 'receive', to: 'confirmed', mail: 'promoted' })
      await markProven(tx, existing.id, now)
    }
    await keepCoordinators(tx, sender.id, id)
    await tx
      .updateTable('transfer')
      .set({ taken_by: id, taken_version: existing?.token_version ?? 1, given_name: '', family_name: '', email: '' })
      .where('id', '=', transferId)
      .execute()
    // A seat that was already held for the colleague is free now.
    await promoteFromWaitingList(system, tx, training)
    return id
  })
}

async function lockTransfer(system: System, tx: Tx, id: string) {
  const find = () => tx.selectFrom('transfer').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw new ProblemError('not-found')
  const { registration, training } = await lockRegistration(system, tx, found.registration_id)
  // Read again: before the lock it may have been accepted or withdrawn.
  return {
    transfer: (await find()) ?? ({ ...found, expires_at: '' } satisfies Transfer),
    sender: registration,
    training,
  }
}

/**
 * The new registration is in no group: the sender's coordinator must not learn about people from
 * elsewhere.
 */
const insertReceiver = (system: System, tx: Tx, training: LockedTraining, sender: Registration, receiver: Receiver) =>
  insertReplacement(system, tx, training, {
    person: receiver.person,
    contact: receiver.person.email,
    seat: {
      status: receiver.needsApproval ? 'pending_approval' : 'confirmed',
      holds_seat: 1,
      waiting_list_position: training.state.lastPosition + 1,
      expires_at: receiver.needsApproval ? holdEndOf(training, system.now().toISOString()) : null,
      group_id: null,
    },
    consents: receiver.consents,
    lang: receiver.lang,
    partner: sender.partner,
    mail: receiver.needsApproval ? 'pending-approval' : 'confirmed',
    provenAt: system.now().toISOString(),
  })
