import type { Language, LocalText } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { formatMonthDay } from '../../../core/trainings/local-time.ts'
import { readInput } from '../../../core/trainings/trainings.ts'
import type { Tables } from '../../../platform/db/schema.ts'
import { pickText } from '../../../words/index.ts'

/** What names a training to people. */
export interface NamedTraining {
  title: LocalText
  startsAt: string
  timeZone: string
}

export type TrainingNames = ReadonlyMap<string, NamedTraining>

/** Returns what trainings are called now, by their slugs. */
export async function readTrainingNames(db: Kysely<Tables>, slugs: readonly string[]): Promise<TrainingNames> {
  if (slugs.length === 0) return new Map()
  const rows = await db
    .selectFrom('training')
    .select(['slug', 'input', 'starts_at', 'time_zone'])
    .where('slug', 'in', [...new Set(slugs)])
    .execute()
  return new Map(
    rows.map(({ slug, input, starts_at: startsAt, time_zone: timeZone }) => [
      slug,
      { title: readInput({ input }).title, startsAt, timeZone },
    ]),
  )
}

/** Names a training by its title and day. One that is gone has its slug only. */
export function trainingNamed(names: TrainingNames, slug: string, lang: Language): string {
  const found = names.get(slug)
  if (!found) return slug
  return `${pickText(found.title, lang)}, ${formatMonthDay(found.startsAt, found.timeZone, lang)}`
}
