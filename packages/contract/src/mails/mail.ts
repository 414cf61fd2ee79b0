import { z } from 'zod'

export const mailExample = {
  id: '01942f3e-7c00-7000-8000-000000000001',
  kind: 'confirmed',
  training: 'first-responders',
  registration: '01942f3e-7c00-7000-8000-000000000001',
  address: null,
  state: 'sent',
  dueAt: '2027-03-06T15:00:00.000Z',
  attempts: 1,
  lastError: null,
  doneAt: '2027-03-06T15:00:00.000Z',
  createdAt: '2027-03-06T15:00:00.000Z',
}

export const mailStates = ['waiting', 'sent', 'failed', 'dropped'] as const
export const MailState = z.enum(mailStates).meta({
  id: 'MailState',
  description:
    '`sent`: an email server took it; `failed`: rejected, returned later, or not taken within three days; `dropped`: no longer needed when it was due',
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
    address: z.string().nullable().meta({
      description:
        'Of a failed one: the address of that person, or of their coordinator, as it is stored now. Else null, and where someone else reads it',
    }),
    state: MailState,
    dueAt: z.string().meta({ description: 'When it is tried, or tried again' }),
    attempts: z.int(),
    lastError: z
      .string()
      .nullable()
      .meta({ description: 'A code like 550 or ECONNREFUSED; `returned`: an organizer says that it came back' }),
    doneAt: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'MailEntry' })
export type MailEntry = z.output<typeof MailEntry>

export const MailList = z
  .object({
    mails: z.array(MailEntry),
    totals: MailTotals.optional(),
    nextCursor: z.string().nullable(),
    hasMore: z
      .boolean()
      .optional()
      .meta({ description: '`true` if `q` is about more people or emails than are searched' }),
  })
  .meta({
    id: 'MailList',
    example: { mails: [mailExample], totals: { waiting: 0, sent: 1, failed: 0, dropped: 0 }, nextCursor: null },
  })
export type MailList = z.output<typeof MailList>
