import { foldName } from '../../core/people/person.ts'
import { seatedStatuses } from '../../core/seats/transitions.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'
import { type ExportQuery, findWithin } from './export-query.ts'
import { readRows } from './read-rows.ts'

export interface MealCount {
  /** As most of them wrote it. */
  diet: string
  people: number
}

/**
 * Counts the meals of one training, without anyone's name: everyone with a seat, those who wrote
 * nothing, and each dietary need. Capitals, accents, and punctuation make no difference.
 * @throws {ProblemError} `not-found`
 */
export async function countMeals(
  system: System,
  query: Omit<ExportQuery, 'columns' | 'sensitive'>,
): Promise<MealCount[]> {
  await findWithin(system, query.training, query.scope)
  const byNeed = new Map<string, Map<string, number>>()
  let [everyone, silent] = [0, 0]
  for await (const page of readRows(system, { ...query, status: query.status ?? seatedStatuses, sort: 'created' }))
    for (const { sensitive } of page) {
      everyone += 1
      const written = sensitive['diet']
      if (typeof written !== 'string' || written === '') silent += 1
      else {
        const spellings = byNeed.get(foldName(written)) ?? new Map<string, number>()
        byNeed.set(foldName(written), spellings.set(written, (spellings.get(written) ?? 0) + 1))
      }
    }
  const needs = [...byNeed.values()].map(sumUp)
  return [
    { diet: say(query.lang, 'admin.export.everyone'), people: everyone },
    { diet: say(query.lang, 'admin.export.noDiet'), people: silent },
    ...needs.toSorted((a, b) => b.people - a.people || a.diet.localeCompare(b.diet, query.lang)),
  ]
}

function sumUp(spellings: ReadonlyMap<string, number>): MealCount {
  const [[diet] = ['']] = [...spellings].toSorted(([, a], [, b]) => b - a)
  return { diet, people: [...spellings.values()].reduce((sum, count) => sum + count, 0) }
}
