import type { Answer } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { keepCoordinators } from '../outbox/agency-coordinators.ts'
import { typedOf } from '../people/agency-names.ts'
import { activePerson, contactWithin } from '../people/person.ts'
import { admitSignUp, startAdmission, writeAdmitted } from '../seats/admission.ts'
import type { IdentifiedSignUp } from '../seats/identified-sign-up.ts'
import { change } from '../seats/ledger.ts'
import { type LockedTraining, lockTrainings } from '../seats/locked-training.ts'
import { contactOf, type Registration } from '../seats/registration.ts'
import { refuseUnless } from '../seats/transitions.ts'
import { promoteFromWaitingList } from '../seats/waiting-list.ts'
import { withdrawTransfers } from './offer-transfer.ts'

/**
 * Moves a person to another training, as an organizer decided, with all their answers. They are
 * admitted there like anyone that an organizer adds, and leave their old seat to the next in line.
 * One email tells them both. Someone without an address of their own leaves their group, so it is
 * their coordinator who hears that they no longer come with it.
 * @returns the id of their registration there
 * @throws {ProblemError} `not-found`, `wrong-status`; `already-registered` there, `training-full`,
 * `training-cancelled`, `training-withdrawn`
 */
export const moveToTraining = (system: System, id: string, slug: string): Promise<string> =>
  system.db.transaction(async (tx) => {
    const { registration, from, to } = await lockBoth(system, tx, id, slug)
    refuseUnless(registration.status, 'move')
    const request = await requestOf(system, tx, registration, to)
    const batch = await startAdmission(system, tx, [request], system.now().toISOString())
    const admission = admitSignUp(batch, to, request)
    if ('refused' in admission) throw admission.refused
    const mail = registration.email === null ? 'cancelled' : undefined
    await change(system, tx, from, [registration], {
      action: 'move',
      to: 'cancelled',
      ...(mail ? { mail, canceledBy: 'organizer' } : {}),
    })
    await withdrawTransfers(tx, id, system.now())
    await writeAdmitted(batch, tx, new Map([[to.id, to]]))
    const movedId = admission.registrationIds[0] as string
    await keepCoordinators(tx, id, movedId)
    await promoteFromWaitingList(system, tx, from)
    return movedId
  })

async function lockBoth(system: System, tx: Tx, id: string, slug: string) {
  const find = () => tx.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst()
  const found = await find()
  const target = await tx.selectFrom('training').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!found || !target) throw new ProblemError('not-found')
  if (found.training_id === target.id) throw new ProblemError('already-registered')
  const locked = await lockTrainings(system.db, tx, [found.training_id, target.id])
  // Read again: before the lock another request may have changed or erased it.
  const [registration, from, to] = [await find(), locked.get(found.training_id), locked.get(target.id)]
  if (!registration || !from || !to) throw new ProblemError('not-found')
  return { registration, from, to }
}

/** Returns what a new sign-up with the same answers would ask for. */
async function requestOf(
  { actor }: System,
  tx: Tx,
  registration: Registration,
  { id }: LockedTraining,
): Promise<IdentifiedSignUp> {
  const { given_name: givenName, family_name: familyName, email, phone, role } = registration
  const contact = await contactOf(tx, registration)
  return {
    trainingId: id,
    people: [
      {
        givenName,
        familyName,
        email,
        phone,
        role,
        agency: typedOf(registration),
        answers: JSON.parse(registration.answers) as Record<string, Answer>,
        sensitive: JSON.parse(registration.sensitive) as Record<string, Answer>,
        activePerson: activePerson(contactWithin(registration, contact), givenName, familyName),
        needsApproval: false,
      },
    ],
    split: false,
    consents: JSON.parse(registration.consents) as string[],
    partner: registration.partner,
    channel: registration.channel,
    origin: registration.origin,
    lang: registration.lang,
    byOrganizer: true,
    actor,
    moved: registration,
  }
}
