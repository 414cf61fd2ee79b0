import { z } from '@hono/zod-openapi'
import { ProblemError } from '../../problem.ts'

const mostEntries = 200

/** The parameter for how many entries a page has at most. */
const limit = (usual: number) => z.coerce.number().int().min(1).max(mostEntries).default(usual)

/** The parameters of a list whose ids are UUIDs. */
export const pagedById = {
  limit: limit(50),
  cursor: z.uuid('Use the nextCursor from a response to the same query.').optional(),
}

/** The parameters of a list whose cursors are any text. */
export const pagedByText = (usual = 50) => ({ limit: limit(usual), cursor: z.string().max(1000).optional() })

/**
 * Returns a page of a list that is short enough to be read whole. A cursor is the name of the last
 * entry of the page before.
 * @throws {ProblemError} `invalid-input` for a cursor that names no entry
 */
export function pageOf<Entry>(
  all: readonly Entry[],
  { limit: most, cursor }: { limit: number; cursor?: string | undefined },
  nameOf: (entry: Entry) => string,
): { page: Entry[]; nextCursor: string | null } {
  const before = cursor === undefined ? -1 : all.findIndex((entry) => nameOf(entry) === cursor)
  if (cursor !== undefined && before === -1) throw unknownCursor()
  const page = all.slice(before + 1, before + 1 + most)
  const last = page.at(-1)
  return { page, nextCursor: last !== undefined && before + 1 + most < all.length ? nameOf(last) : null }
}

/**
 * Returns a page of a list of which `most` rows and one more were read: that one shows whether
 * there is a next page.
 */
export function cutPage<Row extends { id: string }>(
  rows: readonly Row[],
  most: number,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, most)
  return { page, nextCursor: rows.length > most ? (page.at(-1)?.id ?? null) : null }
}

/** Refuses a cursor that no list of this kind gave out. */
export const unknownCursor = () =>
  new ProblemError('invalid-input', {
    errors: [{ parameter: 'cursor', code: 'cursor', message: 'Use the nextCursor from a response to the same query.' }],
  })
