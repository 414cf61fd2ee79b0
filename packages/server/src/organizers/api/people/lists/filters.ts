import { z } from '@hono/zod-openapi'
import { limits, plainText, RegistrationStatus, slug } from '@training-signup/contract'
import { storedFilter } from '../../../../core/registrations/query.ts'
import { ProblemError } from '../../../../platform/problem.ts'

/** A parameter that `1` switches on. */
export const flag = z
  .enum(['0', '1'])
  .default('0')
  .transform((value) => value === '1')

/**
 * Returns whether a search can find someone: one letter fits too many, unless it is a whole name,
 * like 李.
 */
export const isSearchable = (q: string): boolean => [...q].length > 1 || /[\p{Ideographic}\p{Script=Hangul}]/u.test(q)

/** What people are searched for by. */
export const searched = plainText(limits.email).refine(isSearchable, 'Use at least two characters.').meta({
  description:
    'The beginnings of any words, in any order: of names, an agency or its initials, an email address or its domain, a phone number, a reference number, or of the name, address, or number of who signed people up together. Capitals, accents, ranks, and titles don’t matter',
})

/** Parameters that narrow a list of registrations, whatever form it is sent in. */
export const filters = {
  training: slug.optional(),
  status: z.string().max(200).optional().meta({ description: 'One or several, separated by commas' }),
  role: plainText(40).optional(),
  agency: plainText(limits.agency)
    .optional()
    .meta({ description: 'The whole name. Capitals, accents, and punctuation don’t matter' }),
  domain: plainText(limits.email)
    .optional()
    .meta({ description: 'What follows the @ of their email address, like `kcpd.org`' }),
  needs: flag.meta({ description: '`1`: only people who need accommodations, and may still come or came. Sensitive' }),
  partner: slug.optional(),
  q: searched.optional(),
}

/**
 * Returns the filter that the parameters describe.
 * @throws {ProblemError} `invalid-input`
 */
export function readFilter<T extends Given>(query: T) {
  const status = query.status === undefined ? undefined : z.array(RegistrationStatus).safeParse(query.status.split(','))
  if (status && !status.success) refuse('status', `Use one or several of ${RegistrationStatus.options.join(', ')}.`)
  // These have an index within a training only.
  if (query.training === undefined) {
    if (query.sort !== undefined && !/^-?created$/.test(query.sort)) refuse('sort', 'To sort by this, add training.')
    if (query.role !== undefined) refuse('role', 'To filter by role, add training.')
    if (query.agency !== undefined) refuse('agency', 'To filter by agency, add training.')
    if (query.domain !== undefined) refuse('domain', 'To filter by email domain, add training.')
    if (query.needs) refuse('needs', 'To filter by accommodations, add training.')
  }
  return { ...storedFilter(query), status: status?.data }
}

type Given = Partial<Record<'training' | 'status' | 'role' | 'agency' | 'domain' | 'sort', string | undefined>> & {
  needs?: boolean
}

function refuse(parameter: string, message: string): never {
  throw new ProblemError('invalid-input', { errors: [{ parameter, code: 'format', message }] })
}
