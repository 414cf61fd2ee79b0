export const peoplePerStep = 5

/** How many people came to a group at some time. Times sort as text. */
export interface Arrival {
  group: string
  at: string
  people: number
}

/**
 * Counts every fifth person of a group as five, in the order in which people came, and the others
 * not at all. So any sum of what is shown, over any time and any groups, is a sum of such steps and
 * tells nothing else: if exactly that many people had come, all sums would be the same.
 */
export function countInSteps<Came extends Arrival>(arrivals: readonly Came[]): Came[] {
  const before = new Map<string, number>()
  return arrivals
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map((one) => {
      const upTo = before.get(one.group) ?? 0
      before.set(one.group, upTo + one.people)
      return { ...one, people: stepsIn(upTo + one.people) - stepsIn(upTo) }
    })
}

const stepsIn = (people: number) => people - (people % peoplePerStep)
