import { z } from 'zod'
import { Duplicate } from '../admin.ts'
import { AdminRegistration, adminRegistrationExample } from './admin-registration.ts'

const likelyPairExample = {
  id: '01942f3e-7c00-7000-8000-000000000003',
  inCommon: ['name', 'phone'],
  registrations: [
    adminRegistrationExample,
    { ...adminRegistrationExample, id: '01942f3e-7c00-7000-8000-000000000002', email: 'ada@home.example.org' },
  ],
  attempt: null,
  differs: ['email'],
}

/** Two registrations of a training, or one and a later sign-up, that may be of the same person. */
export const LikelyPair = z
  .object({
    id: z.string(),
    inCommon: z.array(z.enum(['name', 'phone', 'mailbox'])).meta({
      description: '`mailbox`: the same address, apart from dots and tags. Empty with `attempt`',
    }),
    registrations: z.array(AdminRegistration).min(1).max(2).meta({ description: 'The earlier one first' }),
    attempt: Duplicate.nullable().meta({
      description: 'Instead of a second registration: the latest sign-up of the same person who said something else',
    }),
    differs: z.array(z.string()).meta({ description: 'The ids of answers that are not the same' }),
  })
  .meta({ id: 'Pair' })
export type LikelyPair = z.output<typeof LikelyPair>

export const LikelyPairList = z
  .object({ pairs: z.array(LikelyPair), nextCursor: z.string().nullable() })
  .meta({ id: 'PairList', example: { pairs: [likelyPairExample], nextCursor: null } })
export type LikelyPairList = z.output<typeof LikelyPairList>

/** Which registration of a pair stays. */
export const LikelyPairKeepInput = z
  .strictObject({ registration: z.uuid().meta({ description: 'The id of the one that stays' }) })
  .meta({ id: 'PairKeepInput', example: { registration: '01942f3e-7c00-7000-8000-000000000001' } })
