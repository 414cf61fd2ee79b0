import { z } from 'zod'

/** Who did something. */
export const callerFor = (what: string) =>
  z
    .object({ kind: z.enum(['operator', 'person', 'key']), id: z.string() })
    .meta({ description: `${what}: an account, an API key, or the operator’s token` })
