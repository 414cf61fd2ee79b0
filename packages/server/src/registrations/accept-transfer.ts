import type { Language } from '@training-signup/contract'
import type { Tx } from '../db/database.ts'
import type { Parts } from '../deps.ts'
import { activePerson, type CheckedPerson } from '../people/person.ts'
import { ProblemError } from '../problem.ts'
import { holdEndOf } from './deadlines.ts'
import { insertReplacement } from './insert-replacement.ts'
import { change, editDetails, markProven } from './ledger.ts'
import { canPassOn, isOpen, type Transfer } from './offer-transfer.ts'
import { findActive, lockRegistration, type Registration } from './registration.ts'
import type { LockedTraining } from './seats.ts'
import { can } from './transitions.ts'
import { promoteFromWaitingList } from './waiting-list.ts'

export interface Taker {
  person: CheckedPerson & { email: string }
  needsApproval: boolean
  consents: string[]
  lang: Language
}

/**
 * Moves an offered seat to the colleague, in one transaction: nobody has it twice, and nobody else gets it in between.
 * The giver's links die. A colleague who waited already takes the seat with the registration that they have.
 * @returns the id of the colleague's registration; the same when it is taken twice
 * @throws {ProblemError} `not-found` when it is not on offer; `already-registered` when the colleague has a place
 */
export async function takeSeat(parts: Parts, transferId: string, taker: Taker): Promise<string> {
  return parts.db.transaction(async (tx) => {
    const { transfer, giver, training } = await lockTransfer(parts, tx, transferId)
    if (transfer.taken_by !== null) return transfer.taken_by
    if (!isOpen(transfer, parts.now()) || !canPassOn(parts, giver, training)) throw new ProblemError('not-found')
    const { person } = taker
    const now = parts.now().toISOString()
    const name = activePerson(person.email, person.givenName, person.familyName)
    const known = await findActive(tx, training, name)
    if (known && !can(known.status, 'receive')) throw new ProblemError('already-registered')
    await change(parts, tx, training, [giver], { action: 'transfer', to: 'cancelled', mail: 'passed-on' })
    // The links of the one who gave the seat away end.
    await editDetails(tx, [giver.id], { token_version: giver.token_version + 1 })
    const id = known ? known.id : await insertTaker(parts, tx, training, giver, taker)
    if (known) {
      await change(parts, tx, training, [known], { action: 'receive', to: 'confirmed', mail: 'promoted' })
      await markProven(tx, known.id, now)
    }
    await tx
      .updateTable('transfer')
      .set({ taken_by: id, given_name: '', family_name: '', email: '' })
      .where('id', '=', transferId)
      .execute()
    // Where a seat was held for the colleague already, that one is free now.
    await promoteFromWaitingList(parts, tx, training)
    return id
  })
}

async function lockTransfer(parts: Parts, tx: Tx, id: string) {
  const find = () => tx.selectFrom('transfer').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  if (!found) throw new ProblemError('not-found')
  const { registration, training } = await lockRegistration(parts, tx, found.registration_id)
  // Read again: before the lock it may have been taken or withdrawn.
  return {
    transfer: (await find()) ?? ({ ...found, expires_at: '' } satisfies Transfer),
    giver: registration,
    training,
  }
}

/** Stands alone, whoever signed up the giver: a coordinator is not told who came from elsewhere. */
const insertTaker = (parts: Parts, tx: Tx, training: LockedTraining, giver: Registration, taker: Taker) =>
  insertReplacement(parts, tx, training, {
    person: taker.person,
    contact: taker.person.email,
    place: {
      status: taker.needsApproval ? 'pending_approval' : 'confirmed',
      holds_seat: 1,
      waiting_list_position: training.state.lastPosition + 1,
      expires_at: taker.needsApproval ? holdEndOf(training, parts.now().toISOString()) : null,
      group_id: null,
    },
    consents: taker.consents,
    lang: taker.lang,
    partner: giver.partner,
    mail: taker.needsApproval ? 'pending-approval' : 'confirmed',
    provenAt: parts.now().toISOString(),
  })
