import { type ExpressionWrapper, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../platform/db/schema.ts'

const longestText = 100
const mostWords = 5

/** Returns what someone typed to find a training, as far as it is looked at. */
export const searchedText = (text: string | undefined): string =>
  (text ?? '').slice(0, longestText).replaceAll('\0', '').trim()

/**
 * Returns the condition for trainings that have each word of a text in one of their titles or in
 * their slug, or begin on the day or in the month that it names, like 2027-03.
 */
export function matchesText(text: string): ExpressionWrapper<Tables, 'training', SqlBool> {
  const eb = expressionBuilder<Tables, 'training'>()
  const has = (column: 'titles_lower' | 'slug' | 'starts_local', pattern: string) =>
    sql<SqlBool>`${sql.ref(`training.${column}`)} like ${pattern} escape '!'`
  const words = searchedText(text).toLowerCase().split(/\s+/u).slice(0, mostWords)
  return eb.and(
    words.map((word) => {
      const literal = word.replace(/[!%_]/g, (sign) => `!${sign}`)
      return eb.or([
        has('titles_lower', `%${literal}%`),
        has('slug', `%${literal}%`),
        has('starts_local', `${literal}%`),
      ])
    }),
  )
}
