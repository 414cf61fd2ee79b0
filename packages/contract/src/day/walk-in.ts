import { z } from 'zod'
import { extraSeatReason } from '../people/decision.ts'
import { Person } from '../people/registration.ts'
import { language } from '../text.ts'
import { MarkInput } from './mark.ts'

const { id, session, at, tappedBy } = MarkInput.shape

/** Someone who came without a seat, and was added at a door. */
export const WalkInInput = z
  .strictObject({
    id: id.meta({ description: 'Made where they were added, so that sending it again adds them once' }),
    person: Person,
    session,
    at,
    tappedBy,
    lang: language.optional(),
    extraSeat: extraSeatReason.optional(),
    mayWait: z.boolean().optional().meta({
      description: 'Whether they go on the waiting list where no seat is free. They are not here then',
    }),
    isOther: z.boolean().optional().meta({
      description: 'Whether they are someone else than the person of the same name on the list',
    }),
  })
  .meta({
    id: 'WalkInInput',
    example: {
      id: '3d0a6c3c-5f0e-4c6f-9d3b-2f8f1f6b7a10',
      person: { givenName: 'Ada', familyName: 'Reyes' },
      at: '2027-03-06T14:58:12.000Z',
    },
  })
export type WalkInInput = z.output<typeof WalkInInput>

export const walkInRefusals = [
  'no-seat-free',
  'already-registered',
  'invalid-answers',
  'training-cancelled',
  'used-id',
] as const
export type WalkInRefusal = (typeof walkInRefusals)[number]

/** What came of a walk-in. */
export const WalkInOutcome = z
  .object({
    id: z.string(),
    outcome: z.enum(['added', 'waits', 'refused']),
    registration: z.string().optional().meta({ description: 'Who was added: with a seat, and here, or waiting' }),
    why: z.enum(walkInRefusals).optional().meta({
      description: 'Why no one was added. `already-registered`: someone of this name is on the list',
    }),
  })
  .meta({
    id: 'WalkInOutcome',
    example: {
      id: '3d0a6c3c-5f0e-4c6f-9d3b-2f8f1f6b7a10',
      outcome: 'added',
      registration: '01942f3e-7c00-7000-8000-000000000001',
    },
  })
export type WalkInOutcome = z.output<typeof WalkInOutcome>
