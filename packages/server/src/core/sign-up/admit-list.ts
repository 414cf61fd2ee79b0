import type { Tx } from '../../platform/db/database.ts'
import type { ProblemName } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { type AdmissionBatch, admitSignUp, forgetExisting, startAdmission, writeAdmitted } from '../seats/admission.ts'
import type { IdentifiedSignUp } from '../seats/identified-sign-up.ts'
import type { LockedTraining } from '../seats/locked-training.ts'

/** Far below what one statement can hold. */
const writtenTogether = 200

/** How a list turned out for one person. */
export type ListedOutcome =
  | { id: string; status: 'confirmed' | 'waitlisted' }
  /** Registered already, or earlier in the list. */
  | { duplicateOf: string }
  | { refused: ProblemName }

export interface AdmittedList {
  outcomes: ListedOutcome[]
  /** Writes those who were admitted; with `mostOfEach`, only the first of each status who are emailed. */
  write: (tx: Tx, only?: { mostOfEach: number }) => Promise<void>
}

/**
 * Admits people of a list in its order, each as if an organizer had added them alone, under the lock
 * of their training. Nothing is written yet.
 */
export async function admitList(
  system: System,
  tx: Tx,
  training: LockedTraining,
  people: readonly IdentifiedSignUp[],
): Promise<AdmittedList> {
  const batch = await startAdmission(system, tx, people, system.now().toISOString())
  const active = new Map(batch.active.get(training.id))
  const outcomes = people.map((person): ListedOutcome => {
    const key = person.people[0]?.activePerson ?? ''
    const duplicateOf = active.get(key)
    if (duplicateOf !== undefined) return { duplicateOf }
    // Those before are known here: a longer and longer list of them would be gone through each time.
    forgetExisting(batch, person)
    const admitted = admitSignUp(batch, training, person)
    if ('refused' in admitted) return { refused: admitted.refused.problemName }
    const id = admitted.registrationIds[0] as string
    active.set(key, id)
    const isSeated = admitted.result.people[0]?.status === 'confirmed'
    return { id, status: isSeated ? 'confirmed' : 'waitlisted' }
  })
  const write: AdmittedList['write'] = async (writing, only) => {
    const admitted = only ? firstOfEach(batch.admitted, only.mostOfEach) : batch.admitted
    for (let from = 0; from < admitted.length; from += writtenTogether) {
      const some = { ...batch, admitted: admitted.slice(from, from + writtenTogether) }
      await writeAdmitted(some, writing, new Map([[training.id, training]]))
    }
  }
  return { outcomes, write }
}

function firstOfEach(admitted: AdmissionBatch['admitted'], most: number): AdmissionBatch['admitted'] {
  const counts = new Map<string, number>()
  return admitted.filter(({ request, decisions: [decision] }) => {
    if (request.people[0]?.email === null) return false
    const status = decision?.asIfNew.status ?? ''
    const count = (counts.get(status) ?? 0) + 1
    counts.set(status, count)
    return count <= most
  })
}
