import type { Context } from 'hono'
import { ProblemError } from '../../problem.ts'
import { readText } from '../limits/limit-body.ts'
import { setLanguage } from '../request-language.ts'

/** What names a body of JSON, whatever its parameters. */
export const jsonType = /^application\/json[\t ]*(;|$)/i

/**
 * Returns the JSON of a body, and answers in the language that it names.
 * @throws {ProblemError} `unsupported-media-type`, `malformed`
 */
export const readJson = async (c: Context): Promise<unknown> => readJsonIn(c, await readText(c))

/** The same of a body that has been read. */
export function readJsonIn(c: Context, text: string): unknown {
  const type = c.req.header('content-type') ?? ''
  if (type !== 'application/json' && !jsonType.test(type)) throw new ProblemError('unsupported-media-type')
  const given = parseJson(text)
  if (typeof given === 'object' && given !== null && 'lang' in given) setLanguage(c, given.lang)
  return given
}

/**
 * Parses a body.
 * @throws {ProblemError} `malformed`
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ProblemError('malformed')
  }
}
