import { z } from '@hono/zod-openapi'
import { limits, plainText, RegistrationStatus, slug } from '@training-signup/contract'
import { ProblemError } from '../problem.ts'
import { foldName } from './person.ts'

/** A parameter that `1` switches on. */
export const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1')

/** Parameters that narrow a list of registrations, whatever form it is sent in. */
export const filters = {
  training: slug.optional(),
  status: z.string().max(200).optional().meta({ description: 'One or several, separated by commas' }),
  role: plainText(40).optional(),
  agency: plainText(limits.agency)
    .optional()
    .meta({ description: 'The whole name; capitals, accents and punctuation do not matter' }),
  partner: slug.optional(),
}

/**
 * The filter that the parameters mean.
 * @throws {ProblemError} `invalid-input`
 */
export function readFilter<T extends { status?: string | undefined; agency?: string | undefined }>(query: T) {
  const status = query.status === undefined ? undefined : z.array(RegistrationStatus).safeParse(query.status.split(','))
  if (status && !status.success) {
    throw new ProblemError('invalid-input', {
      errors: [
        {
          pointer: 'status',
          code: 'status',
          message: `Use one or several of ${RegistrationStatus.options.join(', ')}.`,
        },
      ],
    })
  }
  return { ...query, status: status?.data, agency: query.agency === undefined ? undefined : foldName(query.agency) }
}
