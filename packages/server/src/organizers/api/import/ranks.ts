import { wordsOf } from '../../../core/people/list-words.ts'

/** Ranks and titles before a name, as people write them, without periods. */
const ranks = new Set(
  [
    'agent asst assistant capt captain chief cmdr col commander colonel constable corporal cpl dep dept deputy',
    'det detective dir director dr emt ff firefighter inspector insp investigator inv lieutenant lt ltc maj major',
    'marshal mr mrs ms mx nurse ofc off officer paramedic patrolman po pfc pvt private prof rev rn sa sgt sergeant',
    'sheriff sir sr special spc ssg supt superintendent supervisor supv tech trooper tpr undersheriff',
    'agente alguacil cabo capitan comandante detective doctor doctora dra enfermera enfermero inspectora',
    'lic licenciada licenciado oficial sargenta sargento sra srta subjefe teniente',
  ].flatMap((line) => line.split(' ')),
)

const bare = (word: string) =>
  word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}.]/gu, '')

/** Returns whether a word is a rank or a title, like “Sgt.” */
const isRank = (word: string): boolean => ranks.has(bare(word)) || /^\d(?:st|nd)$/i.test(word)

/** Returns whether a cell says nothing but a rank. */
export const isOnlyRank = (cell: string): boolean => {
  const words = cell.split(/\s+/)
  return words.length < 4 && words.every((word) => isRank(word)) && wordsOf(cell).length <= 3
}

/** Names of people, too: ranks only with a period, or before two more words. */
const ambiguous = new Set(['major', 'po', 'prof', 'rev', 'sa', 'sir'])

/** Divides a name from the ranks before it, like “Sgt.” of “Sgt. Ada Reyes”. One that is nothing else stays. */
export function takeRank(name: string): { rank: string; name: string } {
  const words = name.split(/\s+/)
  const isBefore = (word: string) => isRank(word) && (!ambiguous.has(word.toLowerCase()) || words.length > 2)
  const start = words.findIndex((word) => !isBefore(word))
  return start > 0 ? { rank: words.slice(0, start).join(' '), name: words.slice(start).join(' ') } : { rank: '', name }
}
