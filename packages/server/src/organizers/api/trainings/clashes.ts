import type { TrainingInput } from '@training-signup/contract'
import { foldName } from '../../../core/people/person.ts'
import { instantOf } from '../../../core/trainings/local-time.ts'
import { readInput } from '../../../core/trainings/trainings.ts'
import type { System } from '../../../platform/system.ts'

/** More trainings at one time than this are not compared. */
const mostCompared = 100
const mostNamed = 5
/** One that began earlier and is still on is no training of some days. */
const longestDays = 31

/**
 * Returns published trainings that are on at the same time in the same place, or with the same
 * trainer: the titles are public.
 */
export async function findClashes(
  { db }: Pick<System, 'db'>,
  training: TrainingInput,
): Promise<TrainingInput['title'][]> {
  const [start, end] = [instantOf(training.start, training.timeZone), instantOf(training.end, training.timeZone)]
  const earliest = new Date(Date.parse(start) - longestDays * 24 * 60 * 60_000).toISOString()
  const rows = await db.reader
    .selectFrom('training')
    .select('input')
    .where('starts_at', '>', earliest)
    .where('starts_at', '<', end)
    .where('ends_at', '>', start)
    .where('status', '=', 'published')
    .where('slug', '!=', training.slug)
    .orderBy('starts_at')
    .limit(mostCompared)
    .execute()
  const own = wantedBy(training)
  return rows
    .map(readInput)
    .filter((other) => [...wantedBy(other)].some((one) => own.has(one)))
    .slice(0, mostNamed)
    .map(({ title }) => title)
}

/** The place and the people that a training needs for itself. */
const wantedBy = ({ venue, presenter }: TrainingInput): Set<string> =>
  new Set([
    ...(venue ? [`place ${foldName(venue.name)}`] : []),
    ...(presenter?.trainers ?? []).map((name) => `trainer ${foldName(name)}`),
  ])
