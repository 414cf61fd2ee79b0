import { isDeepStrictEqual } from 'node:util'
import type { TrainingInput } from '@training-signup/contract'
import { instantOf } from '../../../core/trainings/local-time.ts'
import { trainingIdOf } from '../../../core/trainings/trainings.ts'
import type { System } from '../../../platform/system.ts'
import { isSilenceable, newsOf } from './change-training.ts'
import { countReaders } from './notify-all.ts'

/** A new time or place, and to how many people and coordinators it would be emailed. */
export interface CountedNews {
  what: 'time' | 'place' | 'both'
  count: number
}

/** Returns what a change of time or place would tell, without making it. */
export async function countNews(
  system: System,
  present: TrainingInput,
  next: TrainingInput,
): Promise<CountedNews | undefined> {
  const isToCome = system.now().toISOString() < instantOf(next.start, next.timeZone)
  if (!isToCome || !isSilenceable(present, next) || newsOf(present, next) === undefined) return undefined
  const id = await trainingIdOf(system, present.slug)
  const count = id === undefined || !system.config.mail ? 0 : (await countReaders(system.db.reader, id)).count
  return { what: whatOf(present, next), count }
}

function whatOf(present: TrainingInput, next: TrainingInput): CountedNews['what'] {
  const timeOf = ({ start, end, timeZone }: TrainingInput) => ({ start, end, timeZone })
  const placeOf = ({ venue, onlineUrl }: TrainingInput) => ({ venue, onlineUrl })
  if (isDeepStrictEqual(timeOf(present), timeOf(next))) return 'place'
  return isDeepStrictEqual(placeOf(present), placeOf(next)) ? 'time' : 'both'
}
