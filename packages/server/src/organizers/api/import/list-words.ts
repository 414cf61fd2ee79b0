/**
 * What the words in a list of people mean. The form in which a coordinator pastes a list has the
 * same rules (`packages/widget/src/group/pasted-people.ts`), and both are tested with the same
 * cases: shared code would make every partner's page load more.
 */

/** Returns the one role that shares most words with a text. */
export type FindRole = (text: string) => { value: string; isSure: boolean } | undefined

/** What a column holds, by its heading: its words without spaces, accents, and capitals. */
export const columnNames: ['givenName' | 'familyName' | 'name' | 'email' | 'role', RegExp][] = [
  ['givenName', /^(first|given)(names?)?$/],
  ['familyName', /^((last|family|sur)(names?)?|apellidos?([pm]aterno)?)$/],
  ['name', /^((full)?names?|nombres?(completo|apellidos?)?)$/],
  ['email', /^(e?mail(address)?|correo(electronico)?)$/],
  ['role', /^(role|(job)?title|position|rol|funcion|cargo|puesto)$/],
]

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
    return best && !others[0] ? { value: best.value, isSure: most > pasted.length - 0.4 } : undefined
  }
}
