import type { Answer, Language } from '@training-signup/contract'
import type { Kysely } from 'kysely'
import { formOf } from '../../core/trainings/form.ts'
import { readInput } from '../../core/trainings/trainings.ts'
import type { Tables } from '../../platform/db/schema.ts'
import { pickText, say } from '../../words/index.ts'
import { createLocalTimes, type LocalTimes } from './local-times.ts'

/** A question of a training's form, in words. */
export interface QuestionWords {
  id: string
  label: string
  isSensitive: boolean
  /** The words of each option by its value. */
  options: ReadonlyMap<string, string>
}

/** What a training says about its registrations, in one language. */
export interface TrainingWords {
  slug: string
  title: string
  startsAt: string
  times: LocalTimes
  questions: ReadonlyMap<string, QuestionWords>
}

/** Looks up the words of trainings by their ids, each once. */
export function createTrainingWords(db: Kysely<Tables>, lang: Language) {
  const known = new Map<string, TrainingWords>()
  return async (ids: Iterable<string>): Promise<ReadonlyMap<string, TrainingWords>> => {
    const missing = [...new Set(ids)].filter((id) => !known.has(id))
    if (missing.length > 0) {
      const rows = await db
        .selectFrom('training')
        .select(['id', 'slug', 'time_zone', 'starts_at', 'input'])
        .where('id', 'in', missing)
        .execute()
      for (const { id, ...row } of rows) known.set(id, wordsOf(row, lang))
    }
    return known
  }
}

interface Row {
  slug: string
  time_zone: string
  starts_at: string
  input: string
}

function wordsOf(row: Row, lang: Language): TrainingWords {
  const input = readInput(row)
  const { fields } = formOf(input, lang)
  return {
    slug: row.slug,
    title: pickText(input.title, lang),
    startsAt: row.starts_at,
    times: createLocalTimes(row.time_zone, lang),
    questions: new Map(
      fields
        .filter(({ type }) => type !== 'info')
        .map(({ id, label, sensitive = false, options = [] }) => [
          id,
          { id, label, isSensitive: sensitive, options: new Map(options.map((one) => [one.value, one.label])) },
        ]),
    ),
  }
}

/**
 * Returns an answer in words. An answer to a question that the form no longer asks stays as it is.
 */
export function sayAnswer(
  answer: Answer | null | undefined,
  question: QuestionWords | undefined,
  lang: Language,
): string {
  if (answer === null || answer === undefined) return ''
  if (typeof answer === 'boolean') return say(lang, answer ? 'admin.export.yes' : 'admin.export.no')
  if (typeof answer === 'string') return question?.options.get(answer) ?? answer
  return answer.map((one) => question?.options.get(one) ?? one).join('; ')
}
