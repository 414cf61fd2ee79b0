import { z } from 'zod'
import { MissingTraining } from './training/missing-training.ts'

export const ProblemFault = z
  .object({
    /**
     * A JSON pointer into the request's body, like `/people/0/email`. A consent that is missing
     * has no place there: `/consents/{id}` names it.
     */
    pointer: z.string().optional(),
    /** Instead of a pointer: the name of a parameter or of a header. */
    parameter: z.string().optional(),
    /** Stable. The widget shows `words["error.{code}"]` instead of `message` where that exists. */
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'ProblemFault' })
export type ProblemFault = z.output<typeof ProblemFault>

/** RFC 9457. `type` is stable and relative, like `/problems/registration-closed`. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(ProblemFault).optional(),
    /** Where a page asked for a training that it can’t show: what to show instead. */
    instead: MissingTraining.optional(),
    /** The id of the request, as in the header `X-Request-Id`: the operator finds it in the log. */
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof Problem>
