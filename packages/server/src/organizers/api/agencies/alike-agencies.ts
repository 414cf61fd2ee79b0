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
  ks: 'kansas',
  med: 'medical',
  mo: 'missouri',
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
const unsaid = new Set([
  'the',
  'of',
  'and',
  'for',
  'to',
  'at',
  'in',
  'de',
  'del',
  'la',
  'el',
  'los',
  'las',
  'y',
  'para',
])
const leftOut = new Set(['department', 'departamento', 'office', 'oficina'])
/** What may stand after a city. Those of two words are left as they are. */
const states = new Set(
  'alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming'.split(
    ' ',
  ),
)
const longestInitials = 6
/** Longer spellings, which no agency has, are equal to others or alike to none. */
const mostWords = 12
/** Strangers can write one agency in any number of ways, and a person reads what is alike. */
const mostAlike = 20
/** Few words can be cut in more ways, and only on purpose. */
const mostWays = 30
const doneAtOnce = 50

/** Returns the words of a folded spelling, written out. */
const wordsOf = (folded: string): string[] =>
  withoutOwnInitials(
    folded
      .split(' ')
      .flatMap((word) => (Object.hasOwn(writtenOut, word) ? (writtenOut[word] as string).split(' ') : [word]))
      .filter((word) => word !== '' && !unsaid.has(word)),
  )

/** “Children’s Mercy Hospital (CMH)” says its initials, too. */
function withoutOwnInitials(words: string[]): string[] {
  const [first, rest, last, start] = [words[0], words.slice(1), words.at(-1), words.slice(0, -1)]
  if (words.length < 3) return words
  return last === initialsOf(start) ? start : first === initialsOf(rest) ? rest : words
}

const initialsOf = (words: readonly string[]) => words.map((word) => word.charAt(0)).join('')

/** “Kansas City Police” is its police department. */
const bareOf = (words: string[]) => (words.length > 1 ? words.filter((word) => !leftOut.has(word)) : words)

/** Returns the state that is said after a city; the name of an agency of the state begins with it. */
const stateIn = (bare: string[]): string | undefined => bare.slice(1).find((word) => states.has(word))

interface Spelling {
  folded: string
  words: string[]
  bare: string[]
}

/**
 * Returns sets of folded spellings that may be of the same agency: those with the same words, in
 * any order, those where one has the initials of the other's words, like “KC Police” and “Kansas
 * City Police”, and those of which one says the state, if no other does with another state. A larger
 * set comes in parts.
 */
export async function findAlike(spellings: readonly string[]): Promise<string[][]> {
  const sets = new Sets()
  const shorts: Spelling[] = []
  const longs: Spelling[] = []
  const sorted = new Map<string, string>()
  const stated = new Map<string, Map<string, string>>()
  await forEach(spellings, (folded) => {
    const words = wordsOf(folded)
    if (words.length === 0) return
    const one = { folded, words, bare: bareOf(words) }
    const key = one.bare.toSorted().join(' ')
    const same = sorted.get(key)
    if (same === undefined) sorted.set(key, folded)
    else sets.join(same, folded)
    const state = stateIn(one.bare)
    if (state !== undefined) noteState(stated, one.bare, state, folded)
    if (words.length > mostWords) return
    longs.push(one)
    if (words.some((word) => word.length > 1 && word.length <= longestInitials)) shorts.push(one)
  })
  await forEach([...stated], ([key, inStates]) => {
    const [folded = '', ...others] = inStates.values()
    const same = sorted.get(key)
    if (same !== undefined && others.length === 0) sets.join(same, folded)
  })
  for (const kind of ['words', 'bare'] as const) {
    const known: Branch = { next: new Map() }
    await forEach(shorts, (one) => addTo(known, one[kind], one.folded))
    await forEach(longs, (one) => {
      for (const short of shortFor(known, one[kind])) sets.join(one.folded, short)
    })
  }
  return sets.list(spellings)
}

function noteState(stated: Map<string, Map<string, string>>, bare: string[], state: string, folded: string): void {
  const at = bare.indexOf(state, 1)
  const key = [...bare.slice(0, at), ...bare.slice(at + 1)].toSorted().join(' ')
  const inStates = stated.get(key) ?? new Map<string, string>()
  stated.set(key, inStates)
  if (!inStates.has(state)) inStates.set(state, folded)
}

/** Leaves the thread to others now and then. */
async function forEach<T>(all: readonly T[], use: (one: T) => void): Promise<void> {
  for (const [at, one] of all.entries()) {
    use(one)
    if (at % doneAtOnce === doneAtOnce - 1) await pause()
  }
}

/** Spellings by their words, one after the other. Those with the same words are joined already. */
interface Branch {
  next: Map<string, Branch>
  end?: string
}

function addTo(known: Branch, words: readonly string[], folded: string): void {
  let branch = known
  for (const word of words) {
    const next: Branch = branch.next.get(word) ?? { next: new Map() }
    branch.next.set(word, next)
    branch = next
  }
  branch.end ??= folded
}

/**
 * Returns the spellings of which each word is a word of `long`, or the initials of some in a row,
 * to the end. It goes no more than so many ways, however many spellings are known.
 */
function shortFor(known: Branch, long: readonly string[]): string[] {
  const initials = long.map((word) => word.charAt(0)).join('')
  const ways = [{ branch: known, at: 0, isShort: false }]
  const found: string[] = []
  for (let tries = 0, way = ways.pop(); way && tries < mostWays; tries++, way = ways.pop()) {
    const { branch, at, isShort } = way
    if (at === long.length && isShort && branch.end !== undefined) found.push(branch.end)
    const same = branch.next.get(long[at] ?? '')
    if (same) ways.push({ branch: same, at: at + 1, isShort })
    for (let length = 2; length <= longestInitials && at + length <= long.length; length++) {
      const short = branch.next.get(initials.slice(at, at + length))
      if (short) ways.push({ branch: short, at: at + length, isShort: true })
    }
  }
  return found
}

/** Sets that are joined step by step. */
class Sets {
  readonly #nearer = new Map<string, string>()

  join(one: string, other: string): void {
    const root = this.#rootOf(one)
    const own = this.#rootOf(other)
    if (own !== root) this.#nearer.set(own, root)
  }

  #rootOf(one: string): string {
    let at = one
    for (let next = this.#nearer.get(at); next !== undefined; next = this.#nearer.get(at)) {
      // Halves the way to the root for the next time.
      const beyond = this.#nearer.get(next)
      if (beyond !== undefined) this.#nearer.set(at, beyond)
      at = beyond ?? next
    }
    return at
  }

  /** Returns those with more than one member, in parts that a person can read. */
  async list(all: readonly string[]): Promise<string[][]> {
    const found = new Map<string, string[][]>()
    await forEach(all, (one) => {
      const root = this.#rootOf(one)
      const parts = found.get(root) ?? [[]]
      found.set(root, parts)
      const last = parts.at(-1) as string[]
      if (last.length < mostAlike) last.push(one)
      else parts.push([one])
    })
    return [...found.values()].flat().filter(({ length }) => length > 1)
  }
}
