import type { Language, Person } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { typedOf } from '../people/agency-names.ts'
import { needsApproval } from '../people/identify.ts'
import { type CheckedPerson, contactWithin } from '../people/person.ts'
import { mailOf } from '../seats/admission-rows.ts'
import { cancelLocked } from '../seats/cancel.ts'
import { requireCoordinated } from '../seats/coordinated.ts'
import type { LockedTraining } from '../seats/locked-training.ts'
import { findListed, type Registration, withRegistration } from '../seats/registration.ts'
import { checkPeople, compileForm, formatFaults, fromAgency } from '../trainings/check-people.ts'
import { formOf } from '../trainings/form.ts'
import { readInput } from '../trainings/trainings.ts'
import { replacePerson } from './replace-person.ts'

/** The colleague who comes instead, as a coordinator entered them. */
export interface EnteredColleague {
  person: Person
  consents: string[]
  lang: Language
  /** The coordinator’s address. */
  enteredBy?: string | undefined
}

/**
 * Gives up the seat of someone that a coordinator registered, as a coordinator of their agency or an
 * organizer decided. It goes to the next in line.
 * @param agency The folded name of the coordinator's agency; undefined for an organizer
 * @throws {ProblemError} see `requireCoordinated`; `wrong-status`
 */
export const cancelCoordinated = (system: System, id: string, agency: string | undefined): Promise<void> =>
  withRegistration(system, id, (tx, registration, training) => {
    requireCoordinated(registration, training, { agency, now: system.now().toISOString() })
    return cancelLocked(system, tx, training, [registration], changedBy(agency))
  })

/**
 * Puts a colleague of the same agency in the place of someone that a coordinator registered. Both
 * get an email. Returns the id of the colleague's registration.
 * @param agency The folded name of the coordinator's agency; undefined for an organizer
 * @throws {ProblemError} see `requireCoordinated`; `wrong-status`, `invalid-answers`,
 * `already-registered` if the colleague is on the agency's list
 */
export const replaceCoordinated = (
  system: System,
  id: string,
  agency: string | undefined,
  colleague: EnteredColleague,
): Promise<string> =>
  withRegistration(system, id, async (tx, registration, training) => {
    requireCoordinated(registration, training, { agency, now: system.now().toISOString() })
    const { person, consents, lang } = await readColleague(tx, registration, training, colleague)
    const listed = await findListed(tx, training, { agency: registration.agency_folded ?? '', person })
    if (listed !== undefined) throw new ProblemError('already-registered')
    return replacePerson(
      system,
      tx,
      { registration, training },
      {
        person,
        contact: contactWithin(registration, person.email ?? system.newId()),
        needsApproval: needsApproval(training.audience, person),
        consents,
        lang,
        channel: 'coordinator',
        ending: { mail: 'cancelled', canceledBy: changedBy(agency) },
        mailOf,
      },
    )
  })

const changedBy = (agency: string | undefined) => (agency === undefined ? 'organizer' : 'coordinator')

/** @throws {ProblemError} `invalid-answers` */
async function readColleague(
  tx: Tx,
  registration: Registration,
  { id }: LockedTraining,
  colleague: EnteredColleague,
): Promise<{ person: CheckedPerson; consents: string[]; lang: Language }> {
  const row = await tx.selectFrom('training').select('input').where('id', '=', id).executeTakeFirstOrThrow()
  const input = readInput(row)
  const form = compileForm(input)
  const { consents, lang, enteredBy } = colleague
  const agency = typedOf(registration)
  const people = [fromAgency(form, colleague.person, agency ?? '')]
  const checked = checkPeople(form, { people, consents, enteredBy })
  if (!checked.ok)
    throw new ProblemError('invalid-answers', { errors: formatFaults(checked.faults, formOf(input, lang), lang) })
  return { person: { ...(checked.people[0] as CheckedPerson), agency }, consents, lang }
}
