import { setImmediate as pause } from 'node:timers/promises'

/** What people write in short. Apart from these, a word counts as it is. */
const writtenOut: Record<string, string> = {
  assn: 'association',
  co: 'county',
  cty: 'county',
  ctr: 'center',
  dep: 'department',
  dept: 'department',
  depto: 'departamento',
  dpto: 'departamento',
  fd: 'fire department',
  fpd: 'fire protection district',
  ft: 'fort',
  govt: 'government',
  hosp: 'hospital',
  med: 'medical',
  mt: 'mount',
  natl: 'national',
  ofc: 'office',
  off: 'office',
  pd: 'police department',
  sch: 'school',
  sd: 'school district',
  sheriff: 'sheriffs',
  so: 'sheriffs office',
  st: 'saint',
  twp: 'township',
  univ: 'university',
}
const unsaid = new Set(['the', 'of', 'and', 'for', 'at', 'in', 'de', 'del', 'la', 'el', 'los', 'las', 'y', 'para'])
const leftOut = new Set(['department', 'departamento', 'office', 'oficina'])
const longestInitials = 6
const comparedAtOnce = 200

/** Returns the words of a folded spelling, written out. */
const wordsOf = (folded: string): string[] =>
  folded
    .split(' ')
    .flatMap((word) => (Object.hasOwn(writtenOut, word) ? (writtenOut[word] as string).split(' ') : [word]))
    .filter((word) => word !== '' && !unsaid.has(word))

/** “Kansas City Police” is its police department. */
const bareOf = (words: string[]) => (words.length > 1 ? words.filter((word) => !leftOut.has(word)) : words)

/**
 * Returns sets of folded spellings that may be of the same agency: those with the same words, in
 * any order, and those where one has the initials of the other's words, like “KC Police” and
 * “Kansas City Police”.
 */
export async function findAlike(spellings: readonly string[]): Promise<string[][]> {
  const roots = new Map(spellings.map((one) => [one, one]))
  const rootOf = (one: string): string => {
    let root = one
    while (roots.get(root) !== root) root = roots.get(root) as string
    return root
  }
  const join = (one: string, other: string) => roots.set(rootOf(other), rootOf(one))
  const all = spellings
    .map((folded) => ({ folded, words: wordsOf(folded) }))
    .filter(({ words }) => words.length > 0)
    .map((one) => ({ ...one, bare: bareOf(one.words) }))
  for (const [first, ...others] of Map.groupBy(all, ({ bare }) => bare.toSorted().join(' ')).values())
    for (const other of others) join((first as (typeof all)[number]).folded, other.folded)
  // A short spelling begins with the same letter as what it is short for.
  const byLetter = Map.groupBy(all, ({ words }) => words[0]?.charAt(0))
  let compared = 0
  for (const short of all) {
    if (!short.words.some((word) => word.length > 1 && word.length <= longestInitials)) continue
    for (const long of byLetter.get(short.words[0]?.charAt(0)) ?? [])
      if (abbreviates(short.words, long.words) || abbreviates(short.bare, long.bare)) join(long.folded, short.folded)
    if (++compared % comparedAtOnce === 0) await pause()
  }
  return [...Map.groupBy(spellings, rootOf).values()].filter(({ length }) => length > 1)
}

/**
 * Whether each word of `short` is a word of `long`, or the initials of some in a row, to the end.
 */
function abbreviates(short: string[], long: string[]): boolean {
  return short.length < long.length && isShortFor(short, long)
}

function isShortFor([word, ...rest]: string[], long: string[]): boolean {
  if (word === undefined) return long.length === 0
  if (word === long[0] && isShortFor(rest, long.slice(1))) return true
  const { length } = word
  if (length < 2 || length > Math.min(longestInitials, long.length)) return false
  const initials = long
    .slice(0, length)
    .map((one) => one.charAt(0))
    .join('')
  return word === initials && isShortFor(rest, long.slice(length))
}
