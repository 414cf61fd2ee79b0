import { z } from 'zod'
import { MailState } from './mail.ts'
import { slug } from './text.ts'

const historyKinds = [
  'registered',
  'registered-again',
  'proven',
  'changed',
  'reconfirmed',
  'checked-in',
  'supervisor-yes',
  'supervisor-no',
  'moved-here',
  'moved-away',
  'email',
] as const

export const HistoryEvent = z
  .object({
    kind: z.enum(historyKinds).meta({
      description:
        '`changed` is the latest change of answers or status. `email`: one that was sent, or waits. The others name what happened',
    }),
    at: z.string(),
    email: z.string().optional().meta({ description: 'The kind of the email' }),
    state: MailState.optional(),
    training: slug.optional().meta({ description: 'Where the person was moved from or to' }),
    registration: z.string().optional().meta({ description: 'The id of the registration there' }),
  })
  .meta({ id: 'HistoryEvent' })
export type HistoryEvent = z.output<typeof HistoryEvent>

export const History = z.object({ events: z.array(HistoryEvent) }).meta({ id: 'History' })

/** The training that a person is moved to. */
export const MoveInput = z.strictObject({ training: slug }).meta({ id: 'MoveInput' })
