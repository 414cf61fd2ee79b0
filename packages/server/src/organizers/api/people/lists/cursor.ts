import { isPlainText } from '@training-signup/contract'
import { z } from 'zod'
import { unknownCursor } from '../../../../platform/http/api/paging.ts'
import type { Position } from './ordered-after.ts'
import type { RegistrationSort } from './registration-query.ts'

const Cursor = z.strictObject({
  sort: z.enum(['created', '-created', 'name']),
  id: z.uuid(),
  familyFolded: z.string().refine(isPlainText),
  givenFolded: z.string().refine(isPlainText),
})

/**
 * Returns where the next page begins: the position of the last row in the order. Opaque to callers.
 */
export function writeCursor(sort: RegistrationSort, { id, family_folded, given_folded }: Position): string {
  const [familyFolded, givenFolded] = sort === 'name' ? [family_folded, given_folded] : ['', '']
  return Buffer.from(JSON.stringify({ sort, id, familyFolded, givenFolded })).toString('base64url')
}

/**
 * Reads a cursor.
 * @throws {ProblemError} `invalid-input` if `writeCursor` did not make it for this order
 */
export function readCursor(sort: RegistrationSort, cursor: string): Position {
  const parsed = Cursor.safeParse(parse(cursor))
  if (parsed.success && parsed.data.sort === sort)
    return { id: parsed.data.id, family_folded: parsed.data.familyFolded, given_folded: parsed.data.givenFolded }
  throw unknownCursor()
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
