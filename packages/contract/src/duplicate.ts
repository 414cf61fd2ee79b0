import { z } from 'zod'
import { AdminRegistration, Attempt, adminRegistrationExample } from './admin.ts'

const pairExample = {
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
export const Pair = z
  .object({
    id: z.string(),
    inCommon: z.array(z.enum(['name', 'phone', 'mailbox'])).meta({
      description: '`mailbox`: the same address, apart from dots and tags. Empty with `attempt`',
    }),
    registrations: z.array(AdminRegistration).min(1).max(2).meta({ description: 'The earlier one first' }),
    attempt: Attempt.nullable().meta({
      description: 'Instead of a second registration: the latest sign-up of the same person who said something else',
    }),
    differs: z.array(z.string()).meta({ description: 'The ids of answers that are not the same' }),
  })
  .meta({ id: 'Pair' })
export type Pair = z.output<typeof Pair>

export const PairList = z
  .object({ pairs: z.array(Pair), nextCursor: z.string().nullable() })
  .meta({ id: 'PairList', example: { pairs: [pairExample], nextCursor: null } })
export type PairList = z.output<typeof PairList>

/** Which registration of a pair stays. */
export const PairKeepInput = z
  .strictObject({ registration: z.uuid().meta({ description: 'The id of the one that stays' }) })
  .meta({ id: 'PairKeepInput', example: { registration: '01942f3e-7c00-7000-8000-000000000001' } })
