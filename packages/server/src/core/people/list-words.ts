/**
 * What the words in a list of people mean. The form in which a coordinator pastes a list gets the
 * patterns from here, together with its words, and has the same rules
 * (`packages/widget/src/group/pasted-people.ts`). Both are tested with the same cases: shared code
 * would make every partner's page load more.
 */
import type { GroupList } from '@training-signup/contract'

/** Returns the role that a text names, or that is likely. */
export type FindRole = (text: string) => { value: string; isSure: boolean } | undefined

/** What a column holds, by its heading: its words without spaces, accents, and capitals. */
export const columnNames: ['givenName' | 'familyName' | 'name' | 'email' | 'role', RegExp][] = [
  ['givenName', /^((first|given)(names?|nme)?|fname)$/],
  ['familyName', /^((last|family|sur)(names?|nme)?|lname|apellidos?([pm]aterno)?)$/],
  ['name', /^((full|officer|employee)?names?|nombres?(completo|apellidos?)?)$/],
  ['email', /^(e?mail(address)?|correo(electronico)?)$/],
  [
    'role',
    /^(role|(employee)?(job|position)?titles?(description)?|(employee)?position|clsttl|rol|funcion|cargo|puesto)$/,
  ],
]

/** Columns that police have in place of a role. The first of them stands for it. */
const rankColumns: [string, RegExp][] = [
  ['role', /^(rank|ranktitle|rango|jerarquia)$/],
  ['role', /^(grade|paygrade|grado)$/],
  ['role', /^(assignment|asignacion)$/],
]

/** Ranks of the United States, of which a role is likely: a fire department has captains, too. */
const rankRoles: [role: string, RegExp][] = [
  ['school-resource-officer', /\bsro\b/],
  ['dispatcher', /\b(dispatch|telecommunicator|call ?taker)/],
  ['fire', /\b(ff|fire|engineer|battalion|bombero|(lieutenant|captain)-(emt|paramedic))/],
  ['medical', /\b(emt|paramedic|medic|nurse|rn|enfermer)/],
  ['social-work', /\b(lcsw|lmsw|msw|case ?worker)\b/],
  [
    'police',
    /\b(ofc|off|p\/?o|det|sgt|lt|cpl|capt|maj|dep|insp|cmdr|tpr|patrol(wo)?man)\b|officer|detective|sergeant|lieutenant|corporal|captain|deputy|sheriff|commander|trooper|constable|marshal|dpty|shrf|oficial|sargento|teniente|agente/,
  ],
]

/** Returns the words of three letters or more, without accents. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]{3,}/gu) ?? []

interface Role {
  value: string
  label: string
}

/**
 * Returns how a text's words name each role, by those of its label and of its value, which is English
 * in every language. One of them has to be this role's alone. A text is surely the role where it has
 * no other words, and is likely to be it with others, or with a longer one, as “Firefighter” has `fire`.
 */
function patternsOf(roles: readonly Role[]): GroupList['roles'] {
  const known = roles.map(({ value, label }) => ({ value, ids: wordsOf(value), words: wordsOf(`${value} ${label}`) }))
  const isOwn = (word: string) => known.filter(({ words }) => words.includes(word)).length === 1
  const named = known.filter(({ words }) => words.some(isOwn))
  return [
    ...named.map(({ value, words }) => {
      const own = oneOf(words.filter(isOwn))
      return { pattern: `^(?=(?:.* )?${own})(?:${oneOf(words)})+$`, means: value, sure: true as const }
    }),
    ...named.map(({ value, ids, words }) => {
      const beginnings = ids.filter(isOwn)
      return { pattern: `(?:^| )(?:${[oneOf(words.filter(isOwn)), ...beginnings].join('|')})`, means: value }
    }),
  ]
}

/** A whole word of these, or its plural. None fits twice, or a text could be gone through over and over. */
const oneOf = (words: string[]) => `(?:${[...new Set(words.flatMap((one) => [one, `${one}s`]))].join('|')})(?: |$)`

/** How the form reads a pasted list, where it asks for one of these roles. */
export const groupList = (roles: readonly Role[]): GroupList => ({
  columns: [...columnNames, ...rankColumns].map(([means, { source }]) => ({ pattern: source, means })),
  roles: patternsOf(roles),
  ranks: rankRoles
    .filter(([role]) => roles.some(({ value }) => value === role))
    .map(([means, { source }]) => ({ pattern: source, means })),
})

/** Finds the role that a text names, or that is likely: by its words, and then as a rank. */
export function roleFinder(roles: readonly Role[]): FindRole {
  const list = groupList(roles)
  const compile = (meanings: GroupList['ranks']) =>
    meanings.map((one) => ({ sure: false, ...one, pattern: new RegExp(one.pattern, 'i') }))
  const [byWords, byRank] = [compile(list.roles), compile(list.ranks)]
  return (text) => {
    const words = wordsOf(text).join(' ')
    const found = byWords.find(({ pattern }) => pattern.test(words)) ?? byRank.find(({ pattern }) => pattern.test(text))
    return found && { value: found.means, isSure: found.sure }
  }
}
