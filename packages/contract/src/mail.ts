import { z } from 'zod'

export const mailStates = ['waiting', 'sent', 'failed', 'dropped'] as const
export const MailState = z.enum(mailStates).meta({
  id: 'MailState',
  description: '`failed`: rejected, or not delivered within three days; `dropped`: no longer needed when it was due',
})
export type MailState = z.output<typeof MailState>

export const MailTotals = z.object({ waiting: z.int(), sent: z.int(), failed: z.int(), dropped: z.int() })
export type MailTotals = z.output<typeof MailTotals>

/** A mail that was sent or will be. Its text is rendered when it is sent and is not stored. */
export const MailEntry = z
  .object({
    id: z.string(),
    kind: z.string(),
    training: z.string(),
    registration: z.string().nullable().meta({ description: 'The id of the registration that it is about' }),
    state: MailState,
    dueAt: z.string().meta({ description: 'When it is tried, or tried again' }),
    attempts: z.int(),
    lastError: z.string().nullable().meta({ description: 'A code like 550 or ECONNREFUSED' }),
    doneAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'MailEntry' })
export type MailEntry = z.output<typeof MailEntry>

export const MailList = z
  .object({ mails: z.array(MailEntry), totals: MailTotals.optional(), nextCursor: z.string().nullable() })
  .meta({ id: 'MailList' })
export type MailList = z.output<typeof MailList>
