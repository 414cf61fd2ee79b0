import type { z } from 'zod'

/** What is wrong with a form: a sentence by the name of its field; by `''` if it is about no field. */
export type Faults = ReadonlyMap<string, string>

export const noFaults: Faults = new Map()

/** What a form says, or what is wrong with it. */
export type Checked<Input> = { input: Input; faults?: undefined } | { input?: undefined; faults: Faults }

type Issue = z.core.$ZodIssue

/** Checks what was typed by a schema of the API. Of each field, the first fault counts. */
export function checkBy<Input>(
  schema: { safeParse: (typed: unknown) => z.ZodSafeParseResult<Input> },
  typed: unknown,
  faultOf: (issue: Issue) => readonly [name: string, sentence: string],
): Checked<Input> {
  const parsed = schema.safeParse(typed)
  return parsed.success ? { input: parsed.data } : { faults: firstOf(parsed.error.issues.map(faultOf)) }
}

/** Returns the first sentence of each field. */
export function firstOf(faults: readonly (readonly [name: string, sentence: string])[]): Faults {
  const first = new Map<string, string>()
  for (const [name, sentence] of faults) if (!first.has(name)) first.set(name, sentence)
  return first
}
