import { wordsOf } from '../../../core/people/list-words.ts'
import { namesToo, rankWords } from '../../../core/people/titles.ts'

const bare = (word: string) =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')

/** Returns whether a word is a rank or a title, like “Sgt.” */
const isRank = (word: string): boolean => rankWords.has(bare(word))

/** Returns whether a cell says nothing but a rank. */
export const isOnlyRank = (cell: string): boolean => {
  const words = cell.split(/\s+/)
  return words.length < 4 && words.every((word) => isRank(word)) && wordsOf(cell).length <= 3
}

/**
 * Divides a name from the ranks before it, like “Sgt.” of “Sgt. Ada Reyes”. One that is nothing else
 * stays. A first name, like Major, is a rank only with a period, or before two more words.
 */
export function takeRank(name: string): { rank: string; name: string } {
  const words = name.split(/\s+/)
  const isBefore = (word: string) => isRank(word) && (!namesToo.has(word.toLowerCase()) || words.length > 2)
  const start = words.findIndex((word) => !isBefore(word))
  return start > 0 ? { rank: words.slice(0, start).join(' '), name: words.slice(start).join(' ') } : { rank: '', name }
}
