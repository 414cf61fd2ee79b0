import { z } from 'zod'
import { MailState } from '../mails/mail.ts'
import { slug } from '../text.ts'
import { RegistrationStatus } from './registration.ts'

const historyKinds = [
  'registered',
  'registered-again',
  'status-changed',
  'proven',
  'changed',
  'edited',
  'sent-again',
  'extra-seat',
  'reconfirmed',
  'checked-in',
  'check-in-undone',
  'supervisor-yes',
  'supervisor-no',
  'moved-here',
  'moved-away',
  'agency-merged',
  'agency-split',
  'email',
] as const

export const ActorKind = z
  .enum(['person', 'coordinator', 'supervisor', 'organizer', 'operator', 'waiting-list', 'time'])
  .meta({
    id: 'ActorKind',
    description: '`waiting-list`: a seat opened up for them; `time`: a deadline passed; `operator`: with `ADMIN_TOKEN`',
  })
export type ActorKind = z.output<typeof ActorKind>

/** What can happen to a registration. */
export const RegistrationAction = z
  .enum([
    'approve',
    'decline',
    'cancel',
    'promote',
    'call',
    'accept',
    'refuse',
    'lapse',
    'review',
    'transfer',
    'receive',
    'replace',
    'move',
    'check-in',
  ])
  .meta({ id: 'RegistrationAction' })
export type RegistrationAction = z.output<typeof RegistrationAction>

export const HistoryEvent = z
  .object({
    kind: z.enum(historyKinds).meta({
      description:
        '`edited`: someone changed the answers. `sent-again`: an organizer had an email sent again. `extra-seat`: they got a seat although none was free. `check-in-undone`: a check-in was taken back. `changed`: the latest change that is not listed otherwise. `email`: one that was sent, or waits. The others name what happened',
    }),
    at: z.string(),
    from: RegistrationStatus.optional().meta({ description: 'The status before a change' }),
    to: RegistrationStatus.optional().meta({ description: 'The status after it' }),
    agencyFrom: z
      .string()
      .optional()
      .meta({ description: 'The agency before organizers merged its spelling into another, or ended that' }),
    agencyTo: z.string().optional().meta({ description: 'The agency after it' }),
    action: RegistrationAction.optional().meta({ description: 'What changed the status' }),
    by: ActorKind.optional().meta({ description: 'Who did it' }),
    reason: z.string().optional().meta({ description: 'Why there is an extra seat' }),
    name: z
      .string()
      .optional()
      .meta({ description: 'The name of the organizer’s account or API key, while it exists' }),
    email: z.string().optional().meta({ description: 'The kind of the email' }),
    state: MailState.optional(),
    mail: z.string().optional().meta({ description: 'The id of the email' }),
    again: z.literal(true).optional().meta({
      description: 'The supervisor was named when the person registered again, so the answer changed nothing',
    }),
    training: slug.optional().meta({ description: 'Where the person was moved from or to' }),
    registration: z.string().optional().meta({ description: 'The id of the registration there' }),
  })
  .meta({ id: 'HistoryEvent' })
export type HistoryEvent = z.output<typeof HistoryEvent>

export const History = z.object({ events: z.array(HistoryEvent) }).meta({
  id: 'History',
  example: { events: [{ kind: 'email', at: '2027-03-06T15:00:00.000Z', email: 'confirmed', state: 'sent' }] },
})

/** An email that goes to a person again. */
export const SentAgain = z
  .object({
    email: z.string().meta({ description: 'Its kind: `confirmed` or `your-link`' }),
    isNew: z.boolean().meta({ description: 'Whether it is a new one: not if the same is on its way already' }),
  })
  .meta({ id: 'SentAgain', example: { email: 'confirmed', isNew: true } })

/** The training that a person is moved to. */
export const MoveInput = z.strictObject({ training: slug }).meta({ id: 'MoveInput', example: { training: 'citizens' } })
