import { z } from 'zod'
import { mailText } from '../mails/mail-text.ts'
import { lineText, plainText } from '../text.ts'

export const longestNote = 500

export const longestReason = 200

/** Why someone gets a seat although none is free. It stands in the audit log, so it names no one. */
export const extraSeatReason = lineText(longestReason).meta({
  description:
    'Why one person gets a seat although none is free: one more than there are. It stays in the audit log, so it names no one. Only `approve`, `promote`, and adding one person take it; without need it is left out',
})

export const extraSeatForOne = { path: ['extraSeat'], error: 'Add one person at a time when no seat is free.' }

/** What goes with a decision on one person. */
export const DecisionInput = z
  .strictObject({
    note: plainText(longestNote).optional().meta({
      description: 'A few words that stand in the email, under your name. Only `approve` and `decline` take them',
    }),
    extraSeat: extraSeatReason.optional(),
  })
  .meta({ id: 'DecisionInput', example: { note: 'Bring your agency ID. See you there.' } })

/** The email that someone would get about a decision. */
export const DecisionPreview = z
  .object({
    mail: mailText.nullable().meta({ description: 'Its links open nothing. null if no one would be emailed' }),
  })
  .meta({
    id: 'DecisionPreview',
    example: { mail: { subject: 'You’re approved: Saturday, March 6', text: 'Hello Ada, …' } },
  })
