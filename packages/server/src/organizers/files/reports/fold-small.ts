import { smallestShown } from './hide-small.ts'

/** A group of people, and how many came: more than had registered, where some walked in. */
export interface FoldedGroup {
  label: string
  registered: number
  came: number
}

/**
 * Returns groups of which none has fewer than five people. Smaller ones are counted together and
 * last, with the next smallest while they would be too few or only one, so that no total gives a
 * small one away. Fewer than five people in all are no group.
 */
export function foldSmall(groups: readonly FoldedGroup[], other: string): FoldedGroup[] {
  const sorted = groups
    .filter((one) => sizeOf(one) > 0)
    .toSorted((one, two) => sizeOf(two) - sizeOf(one) || one.label.localeCompare(two.label))
  const folded: FoldedGroup[] = []
  const isTooFew = () => folded.length === 1 || folded.reduce((sum, one) => sum + sizeOf(one), 0) < smallestShown
  while (sorted.length > 0) {
    const last = sorted.at(-1) as FoldedGroup
    if (sizeOf(last) >= smallestShown && (folded.length === 0 || !isTooFew())) break
    folded.push(...sorted.splice(-1))
  }
  if (folded.length === 0) return sorted
  const rest = { label: other, registered: sumOf(folded, 'registered'), came: sumOf(folded, 'came') }
  return sizeOf(rest) < smallestShown ? [] : [...sorted, rest]
}

const sizeOf = ({ registered, came }: FoldedGroup) => Math.max(registered, came)

const sumOf = (groups: readonly FoldedGroup[], of: 'registered' | 'came') =>
  groups.reduce((sum, one) => sum + one[of], 0)
