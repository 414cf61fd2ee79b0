import type { Language } from '@training-signup/contract'
import type { Tx } from '../../platform/db/database.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import type { CheckedPerson } from '../people/person.ts'
import { editDetails } from '../seats/ledger.ts'
import { type Registration, withRegistration } from '../seats/registration.ts'
import { moveRequest } from '../seats/supervisors.ts'
import { checkPeople, compileForm, formatFaults } from '../trainings/check-people.ts'
import { formOf } from '../trainings/form.ts'
import { readInput } from '../trainings/trainings.ts'
import { answersOf } from './edit-registration.ts'
import { carryOutAnswer } from './supervisor-answer.ts'

/**
 * Lets the owner of the address say who their supervisor is. A stranger who signed them up may have
 * named someone else. If the same one was asked already, an answer that they gave counts now;
 * another one is asked anew.
 * @throws {ProblemError} `not-found`, `invalid-answers`; `wrong-status` if the request was decided
 */
export const confirmSupervisor = (system: System, id: string, address: string, lang: Language): Promise<void> =>
  withRegistration(system, id, async (tx, registration, training) => {
    if (registration.status !== 'pending_approval') throw new ProblemError('wrong-status')
    await refuseWrong(tx, registration, address, lang)
    const stored = JSON.parse(registration.sensitive) as CheckedPerson['sensitive']
    const sensitive = { ...stored, supervisorEmail: address }
    await editDetails(tx, [id], { sensitive: JSON.stringify(sensitive) })
    await moveRequest(system, tx, registration, { ...personOf(registration), sensitive })
    const request = await tx
      .updateTable('supervisor_request')
      .set({ is_confirmed: 1 })
      .where('registration_id', '=', id)
      .where('duplicate_id', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (request) await carryOutAnswer(system, tx, training, registration, request)
  })

const personOf = (row: Registration) => ({
  givenName: row.given_name,
  familyName: row.family_name,
  role: row.role,
  agency: row.agency,
  agencyTyped: row.agency_typed,
  answers: JSON.parse(row.answers) as CheckedPerson['answers'],
})

/** Checks the address as the form does, and nothing else: other questions may have changed. */
async function refuseWrong(tx: Tx, registration: Registration, address: string, lang: Language): Promise<void> {
  const { training_id, group_id, email } = registration
  const row = await tx.selectFrom('training').select('input').where('id', '=', training_id).executeTakeFirstOrThrow()
  const input = readInput(row)
  const form = compileForm({ ...input, audience: { ...input.audience, supervisor: 'required' } })
  const people = [{ ...answersOf(registration), supervisorEmail: address }]
  const coordinator = group_id === null && email !== null ? undefined : {}
  const result = checkPeople(form, { people, consents: [...form.consents.keys()], coordinator })
  const faults = result.ok ? [] : result.faults.filter(({ field }) => field === 'supervisorEmail')
  if (faults.length === 0) return
  throw new ProblemError('invalid-answers', { errors: formatFaults(faults, formOf(input, lang), lang) })
}
