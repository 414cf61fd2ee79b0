import type { Answer } from '@training-signup/contract'
import type { TrainingTable } from '../../platform/db/tables/trainings/training.ts'
import type { System } from '../../platform/system.ts'
import { haveLinksEnded } from '../registrations/manage-token.ts'
import { withRegistration } from '../seats/registration.ts'
import { noteDayChange } from '../trainings/day-changes.ts'
import { hasEvaluated, noteEvaluated, randomId, readBox, storeMark, storeSealed, writeBox } from './box.ts'
import { findEvaluation } from './evaluations.ts'
import { askLater } from './follow-up.ts'
import { whoCame } from './send-evaluations.ts'

/** Why someone can't answer. */
export type NotAsked = 'early' | 'absent' | 'over'

type Asking = Pick<TrainingTable, 'id' | 'ends_at' | 'status'>

/** Returns why no one is asked now; undefined if people are. */
export function whyClosed(
  { now }: Pick<System, 'now'>,
  training: Asking,
  { sent_at }: { sent_at: string | null },
): NotAsked | undefined {
  if (training.status === 'cancelled') return 'absent'
  if (sent_at === null) return 'early'
  return haveLinksEnded(training, now()) ? 'over' : undefined
}

/** Returns why someone is not asked now; undefined if they are. */
export async function whyNotAsked(
  system: System,
  training: Asking,
  registrationId: string,
  found: { sent_at: string | null },
): Promise<NotAsked | undefined> {
  const why = whyClosed(system, training, found)
  if (why) return why
  const { reader } = system.db
  const came = await whoCame(reader, training.id).select('id').where('id', '=', registrationId).executeTakeFirst()
  return came ? undefined : 'absent'
}

/**
 * Stores someone's answers. They are on the disk when this returns.
 * @returns false if they had answered before
 */
export const submitEvaluation = (
  system: System,
  id: string,
  { answers, later }: { answers: Record<string, Answer>; later: boolean },
): Promise<boolean> =>
  withRegistration(system, id, async (tx, registration, training) => {
    const found = await findEvaluation(tx, training.id)
    if (!found || (await hasEvaluated(system, tx, id))) return false
    await noteDayChange(tx, training.id)
    if (later && found.input.followUp) await askLater(system, tx, registration)
    if (found.input.anonymous) {
      await storeMark(system, tx, training.id, id)
      await storeSealed(system, tx, { trainingId: training.id, kind: 'evaluation', answers })
      return true
    }
    const box = await readBox(tx, training.id, 'evaluation')
    await writeBox(tx, training.id, 'evaluation', [...box, { id: randomId(system), registration: id, answers }])
    await noteEvaluated(tx, training.id, [id])
    return true
  })
