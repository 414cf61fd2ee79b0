import { isPlainText } from '@training-signup/contract'
import { z } from 'zod'
import type { Registration } from '../../../core/seats/registration.ts'
import { unknownCursor } from '../../../platform/http/api/paging.ts'
import type { RegistrationSort } from './registration-query.ts'

const Cursor = z.strictObject({
  sort: z.enum(['created', '-created', 'name']),
  id: z.uuid(),
  familyFolded: z.string().refine(isPlainText),
})

/**
 * Returns where the next page begins: the position of the last row in the order. Opaque to callers.
 */
export const writeCursor = (sort: RegistrationSort, last: Registration): string =>
  Buffer.from(JSON.stringify({ sort, id: last.id, familyFolded: sort === 'name' ? last.family_folded : '' })).toString(
    'base64url',
  )

/**
 * Reads a cursor.
 * @throws {ProblemError} `invalid-input` if `writeCursor` did not make it for this order
 */
export function readCursor(sort: RegistrationSort, cursor: string): Pick<Registration, 'id' | 'family_folded'> {
  const parsed = Cursor.safeParse(parse(cursor))
  if (parsed.success && parsed.data.sort === sort)
    return { id: parsed.data.id, family_folded: parsed.data.familyFolded }
  throw unknownCursor()
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return undefined
  }
}
