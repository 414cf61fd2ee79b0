import type { Context } from 'hono'
import { ProblemError } from '../../problem.ts'

/** The fields of a form. A name that stands in it several times has several values. */
export interface SentFields {
  get: (name: string) => string
  all: (name: string) => string[]
  has: (name: string) => boolean
  /** A file that was chosen. Only forms with `mostBytes` take any. */
  file: (name: string) => File | undefined
  /** Every field but files. */
  entries: [string, string][]
  /** Every file that was chosen. */
  files: File[]
}

/** @throws {ProblemError} `malformed` for a body that is no form */
export async function readForm(c: Context): Promise<SentFields> {
  const fields = await c.req.parseBody({ all: true }).catch((error: unknown) => {
    throw error instanceof TypeError ? new ProblemError('malformed', { cause: error }) : error
  })
  return formOf(Object.entries(fields).flatMap(([name, values]) => [values].flat().map((value) => [name, value])))
}

/** Returns a form with these fields. */
export function formOf(fields: readonly (readonly [string, string | File])[]): SentFields {
  const named = Map.groupBy(fields, ([name]) => name)
  const valuesOf = (name: string) => (named.get(name) ?? []).map(([, value]) => value)
  const all = (name: string) => valuesOf(name).filter((value) => typeof value === 'string')
  const file = (name: string) => valuesOf(name).find((value): value is File => value instanceof File && value.size > 0)
  return {
    all,
    get: (name) => all(name)[0]?.trim() ?? '',
    has: (name) => named.has(name),
    file,
    entries: fields
      .filter((field): field is readonly [string, string] => typeof field[1] === 'string')
      .map(([name, value]) => [name, value]),
    files: [...named.keys()].flatMap((name) => file(name) ?? []),
  }
}
