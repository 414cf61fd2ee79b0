import type { Context } from 'hono'
import type { z } from 'zod'

/**
 * Reads the parameters of a page's address that the page knows. Anyone can write an address, so
 * what cannot be meant is left out: the page then shows more, not an error.
 */
export function readQuery<Shape extends Record<string, z.ZodType>>(
  c: Context,
  shape: Shape,
): { [Name in keyof Shape]?: z.output<Shape[Name]> | undefined } {
  const given = c.req.query()
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const parsed = schema.safeParse(given[name])
      return [name, parsed.success && given[name] !== '' ? parsed.data : undefined]
    }),
  ) as { [Name in keyof Shape]?: z.output<Shape[Name]> | undefined }
}
