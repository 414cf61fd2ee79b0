/**
 * What the words in a list of people mean. The form in which a coordinator pastes a list gets the
 * patterns from here, together with its words, and has the same rules
 * (`packages/widget/src/group/pasted-people.ts`). Both are tested with the same cases: shared code
 * would make every partner's page load more.
 */
import type { GroupList } from '@training-signup/contract'

/** Returns the one role that shares most words with a text. */
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

/** How the form reads a pasted list, where it asks for one of these roles. */
export const groupList = (roles: readonly string[]): GroupList => ({
  columns: [...columnNames, ...rankColumns].map(([means, { source }]) => ({ pattern: source, means })),
  ranks: rankRoles.filter(([role]) => roles.includes(role)).map(([means, { source }]) => ({ pattern: source, means })),
})

/** Returns the words of three letters or more, without accents. */
export const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .match(/[\p{L}\p{N}]{3,}/gu) ?? []

/**
 * Finds a role by words of its label and of its value, which is English in every language. Of the
 * pasted words, a plural counts, and half of one that only begins like the value's: `fire` in
 * “Firefighter”. Earlier words count a bit more.
 */
export function roleFinder(roles: { value: string; label: string }[]): FindRole {
  const rankOf = (text: string) =>
    rankRoles.find(([role, pattern]) => pattern.test(text.toLowerCase()) && roles.some(({ value }) => value === role))
  const known = roles.map(({ value, label }) => ({ value, ids: wordsOf(value), words: wordsOf(`${value} ${label}`) }))
  return (text) => {
    const pasted = wordsOf(text)
    const found = known.map(({ value, ids, words }) => ({
      value,
      shared: pasted.reduce((sum, one, at) => {
        const isKnown = words.includes(one.replace(/s$/, '')) || words.includes(one)
        const share = isKnown ? 1 : ids.some((id) => one.startsWith(id)) ? 0.5 : 0
        return sum + share * (1 - at / 99)
      }, 0),
    }))
    const most = Math.max(0.1, ...found.map(({ shared }) => shared))
    const [best, ...others] = found.filter(({ shared }) => shared === most)
    if (best && !others[0]) return { value: best.value, isSure: most > pasted.length - 0.4 }
    const [value] = rankOf(text) ?? []
    return value === undefined ? undefined : { value, isSure: false }
  }
}
