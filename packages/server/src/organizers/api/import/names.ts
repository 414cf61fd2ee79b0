import { takeRank } from './ranks.ts'

interface DividedName {
  rank: string
  givenName: string
  familyName: string
}

/** Divides a whole name, like “Sgt. Ada Reyes” or “Reyes, Ada M.” */
export function divideName(whole: string): DividedName {
  const comma = whole.indexOf(',')
  const [last, first] = [whole.slice(0, comma).trim(), whole.slice(comma + 1).trim()]
  if (comma > 0 && first !== '') {
    const [family, given] = [takeRank(last), takeRank(first)]
    return { rank: family.rank || given.rank, givenName: given.name, familyName: family.name }
  }
  const { rank, name } = takeRank(whole.replace(/,\s*$/, ''))
  const words = name.split(/\s+/)
  return { rank, ...dividedAt(words, familyStart(words)) }
}

const dividedAt = (words: string[], at: number) => ({
  givenName: words.slice(0, at).join(' '),
  familyName: words.slice(at).join(' '),
})

/** A first name goes on with its initials: “Ada M. Reyes”. Of other words, only people know. */
function familyStart(words: readonly string[]): number {
  let at = 1
  while (at < words.length - 1 && /^\p{L}\.?$/u.test(words[at] ?? '')) at += 1
  return at
}
