import { z } from 'zod'
import { mailText } from './mail-text.ts'
import { plainText } from './text.ts'

export const longestNote = 500

/** What goes with a decision on one person. */
export const DecisionInput = z
  .strictObject({
    note: plainText(longestNote).optional().meta({
      description: 'A few words that stand in the email, under your name. Only `approve` and `decline` take them',
    }),
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
