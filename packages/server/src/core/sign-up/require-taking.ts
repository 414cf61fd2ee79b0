import { ProblemError } from '../../platform/problem.ts'
import type { System } from '../../platform/system.ts'
import { refuseEarly } from '../seats/admit.ts'
import { seatStateOf } from '../seats/locked-training.ts'
import { readTraining } from '../trainings/trainings.ts'

const anyPerson = { id: '', activePerson: '', needsApproval: false, hasOwnAddress: true }

/**
 * Refuses what the training would refuse from anyone. Called before faults in answers are reported:
 * correcting them would not help. A request without faults is not asked, because it may be a
 * repeated one that already has its answer.
 * @throws {ProblemError} `not-found`, or why it takes no sign-ups
 */
export async function requireTaking(system: System, slug: string, { byOrganizer = false } = {}): Promise<void> {
  const training = await readTraining(system, slug)
  const asked = { people: [anyPerson], split: false, byOrganizer }
  const refused = refuseEarly(seatStateOf(training.row), asked, system.now().toISOString())
  if (refused) throw new ProblemError(refused)
}
