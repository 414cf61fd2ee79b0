import { z } from 'zod'
import { slug } from './text.ts'

/** Why something waits for an organizer, the most pressing first. */
export const decisionKinds = [
  'approvals',
  'requests',
  'failed-emails',
  'held-emails',
  'accommodations',
  'duplicates',
  'full',
] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const Decision = z
  .object({
    kind: z.enum(decisionKinds).meta({
      description: [
        '`approvals`: people wait for approval.',
        '`requests`: sign-ups have waited long for their code.',
        '`failed-emails`: emails could not be delivered, and none has reached the person since.',
        '`held-emails`: emails wait because too many went to one mailbox or in one hour.',
        '`accommodations`: people with a seat, or who may get one, need something.',
        '`duplicates`: pairs of registrations may be of the same person, counted up to 1,000.',
        '`full`: no seat is left, and the waiting list is long.',
      ].join(' '),
    }),
    training: slug,
    count: z.int().meta({ description: 'How many people, sign-ups, or emails' }),
    since: z.string().nullable().meta({ description: 'Since when the oldest waits' }),
    until: z.string().nullable().meta({ description: 'By when accommodations should be booked' }),
  })
  .meta({ id: 'Decision' })
export type Decision = z.output<typeof Decision>

export const Today = z.object({ decisions: z.array(Decision) }).meta({ id: 'Today' })
export type Today = z.output<typeof Today>
