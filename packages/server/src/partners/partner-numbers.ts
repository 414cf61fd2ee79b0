import { everything } from '../access/caller.ts'
import type { System } from '../system.ts'
import { reportOnPartner } from './report.ts'

/**
 * What a partner's pages brought for one training. Numbers of people are hidden where they are
 * small.
 */
export interface PartnerNumbers {
  training: string
  views: number
  starts: number
  signUps: string
}

const fewest = 5

/** A partner sees no number of people from which one could be guessed. */
const hideFew = (people: number): string => (people > 0 && people < fewest ? `<${fewest}` : String(people))

/**
 * Adds up what a partner's pages brought, for each training.
 * @throws {ProblemError} `not-found`
 */
export async function partnerNumbers(system: System, slug: string): Promise<PartnerNumbers[]> {
  const { rows } = await reportOnPartner(system, slug, { scope: everything })
  const byTraining = Map.groupBy(rows, ({ training }) => training)
  return [...byTraining].map(([training, days]) => {
    const sum = (read: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + read(day), 0)
    return {
      training,
      views: sum(({ views }) => views),
      starts: sum(({ starts }) => starts),
      signUps: hideFew(sum(({ signUps }) => signUps)),
    }
  })
}
