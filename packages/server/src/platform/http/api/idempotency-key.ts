import { z } from '@hono/zod-openapi'
import { limits } from '@training-signup/contract'
import type { Context } from 'hono'
import { say } from '../../../words/index.ts'
import { ProblemError } from '../../problem.ts'
import { requestLanguage } from '../request-language.ts'

/** The header of a request that registers people only once, however often it is sent. */
export const idempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .meta({ description: '16 to 128 characters from A–Z a–z 0–9 _ -, with or without double quotes' }),
})

const keyCharacters = /^[A-Za-z0-9_-]+$/

/**
 * Returns the request's key with what it comes with, if it has one.
 * @throws {ProblemError} `invalid-input`
 */
export function readIdempotency(c: Context, content: string): { key: string; content: string } | undefined {
  const header = c.req.header('idempotency-key')
  if (header === undefined) return undefined
  const { min, max } = limits.idempotencyKey
  const key = header.startsWith('"') && header.endsWith('"') ? header.slice(1, -1) : header
  if (key.length >= min && key.length <= max && keyCharacters.test(key)) return { key, content }
  const lang = requestLanguage(c)
  throw new ProblemError('invalid-input', {
    lang,
    errors: [{ parameter: 'Idempotency-Key', code: 'key', message: say(lang, 'fault.key') }],
  })
}
