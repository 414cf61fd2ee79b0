import { z } from 'zod'
import { slug } from './text.ts'

/** Why something waits for an organizer, the most pressing first. */
export const decisionKinds = [
  'bulk-actions',
  'approvals',
  'requests',
  'failed-emails',
  'held-emails',
  'accommodations',
  'duplicates',
  'minimum',
  'full',
  'open-days',
] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const OpenDecision = z
  .object({
    kind: z.enum(decisionKinds).meta({
      description: [
        '`bulk-actions`: people who will be decided on soon. Until then it can be undone.',
        '`approvals`: people wait for approval.',
        '`requests`: sign-ups have waited long for their code.',
        '`failed-emails`: emails could not be delivered, and none has reached the person since.',
        '`held-emails`: emails wait because too many went to one mailbox or in one hour.',
        '`accommodations`: people with a seat, or who may get one, need something.',
        '`duplicates`: pairs of registrations may be of the same person, counted up to 1,000.',
        '`minimum`: in the last two weeks, so many people are missing from `seats.minimum`.',
        '`full`: no seat is left, and the waiting list is long.',
        '`open-days`: people were seen at a training that is over, and its day is not closed.',
      ].join(' '),
    }),
    training: slug,
    count: z.int().meta({ description: 'How many people, sign-ups, or emails' }),
    since: z.string().nullable().meta({ description: 'Since when the oldest waits' }),
    until: z.string().nullable().meta({
      description:
        'When a bulk action is carried out, accommodations should be booked, or registration for a training below its minimum closes',
    }),
  })
  .meta({ id: 'Decision' })
export type OpenDecision = z.output<typeof OpenDecision>

/** What there is to do before the first person can register, in this order. */
export const firstSteps = ['organizer', 'mail', 'colleagues', 'training', 'partner'] as const

export const FirstStep = z
  .object({
    step: z.enum(firstSteps).meta({
      description: [
        '`organizer`: the organizer has a name and a logo.',
        '`mail`: someone has typed a code that was emailed to them, so emails arrive.',
        '`colleagues`: more than one account can sign in.',
        '`training`: there is a training.',
        '`partner`: there is a partner.',
      ].join(' '),
    }),
    isDone: z.boolean(),
  })
  .meta({ id: 'FirstStep' })
export type FirstStep = z.output<typeof FirstStep>

const todayShape = {
  decisions: z.array(OpenDecision),
  firstSteps: z.array(FirstStep).meta({ description: 'Empty once people have registered' }),
}

export const Today = z.object(todayShape).meta({
  id: 'Today',
  example: {
    decisions: [
      { kind: 'approvals', training: 'first-responders', count: 4, since: '2027-03-06T15:00:00.000Z', until: null },
    ],
    firstSteps: [],
  },
})
export type Today = z.output<typeof Today>
