import { z } from 'zod'

export const ProblemFault = z
  .object({
    /** A JSON pointer into the request's body, such as `/people/0/email`; for a parameter its name. */
    pointer: z.string(),
    /** Stable; the widget renders its text from `words["error.{code}"]` when it has it. */
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'ProblemFault' })
export type ProblemFault = z.output<typeof ProblemFault>

/** RFC 9457. `type` is stable and relative, such as `/problems/registration-closed`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(ProblemFault).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>
