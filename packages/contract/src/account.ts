import { z } from 'zod'
import { isEmailAddress } from './email.ts'
import { limits } from './limits.ts'
import { language, lineText, slug } from './text.ts'

const accountExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  email: 'dana@example.org',
  name: 'Dana Ortiz',
  role: 'organizer',
  trainings: ['first-responders'],
  agency: null,
  partner: null,
  lang: 'en',
  lastSeenAt: '2027-03-06T15:00:00.000Z',
  createdAt: '2027-03-06T15:00:00.000Z',
}
const keyExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  name: 'Nightly export',
  prefix: 'tsk_4f9a',
  role: 'organizer',
  trainings: 'all',
  agency: null,
  partner: null,
  madeBy: '01942f3e-7c00-7000-8000-000000000001',
  expiresAt: '2027-03-06T15:00:00.000Z',
  lastUsedAt: null,
  createdAt: '2027-03-06T15:00:00.000Z',
}

/** What someone is for the organizer. */
export const accountRoles = ['owner', 'organizer', 'door', 'agency', 'partner', 'auditor'] as const
export const AccountRole = z.enum(accountRoles)
export type AccountRole = z.output<typeof AccountRole>

const mostTrainings = 200

const reach = (slugs: z.ZodArray<typeof slug>) =>
  z
    .union([z.literal('all'), slugs])
    .meta({ description: 'Which trainings are reached: `all`, including future ones, or their slugs' })
const slugs = z.array(slug).max(mostTrainings)
const givenReach = reach(slugs.min(1))

/** The role and the part of the data, of an account or a key. */
const access = {
  role: AccountRole,
  // Empty once all of them were deleted.
  trainings: reach(slugs),
  agency: lineText(limits.agency)
    .nullable()
    .meta({ description: 'The only agency whose people are reached. Needed for `agency`, and only there' }),
  partner: slug
    .nullable()
    .meta({ description: 'The only partner whose numbers are reached. Needed for `partner`, and only there' }),
}

const given = {
  ...access,
  trainings: givenReach.default('all'),
  agency: access.agency.default(null),
  partner: access.partner.default(null),
}

/** The part of the data that a role reaches must fit the role. */
type Access = z.output<z.ZodObject<typeof access>>

export interface AccessFault {
  member: 'trainings' | 'agency' | 'partner'
  message: string
}

/** Returns what about a role and its scope does not fit together. */
export function accessFault({ role, trainings, agency, partner }: Access): AccessFault | undefined {
  if (role === 'agency' && agency === null) return { member: 'agency', message: 'Name the agency.' }
  if (role !== 'agency' && agency !== null)
    return { member: 'agency', message: 'Only an agency coordinator has an agency.' }
  if (role === 'partner' && partner === null) return { member: 'partner', message: 'Name the partner.' }
  if (role !== 'partner' && partner !== null)
    return { member: 'partner', message: 'Only a partner viewer has a partner.' }
  if ((role === 'owner' || role === 'partner') && trainings !== 'all')
    return { member: 'trainings', message: 'This role reaches all trainings.' }
  return undefined
}

const requireFit = (value: Access, context: z.RefinementCtx) => {
  const fault = accessFault(value)
  if (fault) context.addIssue({ code: 'custom', path: [fault.member], message: fault.message })
}

const email = z
  .string()
  .trim()
  .max(limits.email)
  .refine(isEmailAddress, { error: 'Use an address like name@example.com.', params: { code: 'email' } })
const name = lineText(limits.name)

/** Someone who can sign in. */
export const AccountInput = z
  .strictObject({ email, name, ...given, lang: language.default('en') })
  .superRefine(requireFit)
  .meta({
    id: 'AccountInput',
    example: { email: 'dana@example.org', name: 'Dana Ortiz', role: 'organizer', trainings: ['first-responders'] },
  })
export type AccountInput = z.output<typeof AccountInput>

export const AccountPatch = z
  .strictObject({
    name: name.optional(),
    role: access.role.optional(),
    trainings: givenReach.optional(),
    agency: access.agency.optional(),
    partner: access.partner.optional(),
    lang: language.optional(),
  })
  .meta({ id: 'AccountPatch', example: { role: 'auditor', trainings: 'all' } })
export type AccountPatch = z.output<typeof AccountPatch>

export const Account = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    ...access,
    lang: language,
    lastSeenAt: z.string().nullable().meta({ description: 'When a session was last used, if one is left' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Account', example: accountExample })
export type Account = z.output<typeof Account>

/** What people decide about their own account. Omitted members stay as they are. */
export const AccountProfile = z
  .strictObject({ name: name.optional(), lang: language.optional() })
  .meta({ id: 'AccountProfile', example: { name: 'Dana Ortiz', lang: 'es' } })
export type AccountProfile = z.output<typeof AccountProfile>

export const SignIns = z
  .object({
    sessions: z.array(
      z.object({
        id: z.string(),
        userAgent: z.string().nullable().meta({ description: 'How the browser names itself' }),
        usedAt: z.string(),
        isCurrent: z.boolean().meta({ description: 'Whether this request belongs to it' }),
      }),
    ),
    passkeys: z.array(z.object({ id: z.string(), name: z.string().nullable(), createdAt: z.string().nullable() })),
  })
  .meta({
    id: 'SignIns',
    example: {
      sessions: [
        {
          id: '01942f3e-7c00-7000-8000-000000000001',
          userAgent: 'Mozilla/5.0',
          usedAt: '2027-03-06T15:00:00.000Z',
          isCurrent: true,
        },
      ],
      passkeys: [
        { id: '01942f3e-7c00-7000-8000-000000000001', name: 'Firefox, Linux', createdAt: '2027-03-06T15:00:00.000Z' },
      ],
    },
  })
export type SignIns = z.output<typeof SignIns>

export const AccountList = z
  .object({ accounts: z.array(Account), nextCursor: z.string().nullable() })
  .meta({ id: 'AccountList', example: { accounts: [accountExample], nextCursor: null } })

/** How long a key works at most. */
export const mostKeyDays = 400

/** A key for a program. Its role and scope are no wider than those of the account that makes it. */
export const KeyInput = z
  .strictObject({
    name,
    ...given,
    days: z.int().min(1).max(mostKeyDays).meta({ description: 'After how many days it stops working' }),
  })
  .superRefine(requireFit)
  .meta({ id: 'KeyInput', example: { name: 'Nightly export', role: 'organizer', days: 90 } })
export type KeyInput = z.output<typeof KeyInput>

export const Key = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string().meta({ description: 'How the key begins' }),
    ...access,
    madeBy: z.string().nullable().meta({ description: 'The id of an account. It ends with the account' }),
    expiresAt: z.string(),
    lastUsedAt: z.string().nullable().meta({ description: 'Known to ten minutes' }),
    createdAt: z.string(),
  })
  .meta({ id: 'Key' })
export type Key = z.output<typeof Key>

export const KeyList = z
  .object({ keys: z.array(Key), nextCursor: z.string().nullable() })
  .meta({ id: 'KeyList', example: { keys: [keyExample], nextCursor: null } })

export const KeyWithSecret = Key.extend({
  key: z.string().meta({ description: 'Shown this once. Send it as a bearer token.' }),
}).meta({ id: 'KeyWithSecret', example: { ...keyExample, key: 'tsk_…' } })
export type KeyWithSecret = z.output<typeof KeyWithSecret>
