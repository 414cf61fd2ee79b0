import { z } from 'zod'

/** What an email says. */
export const mailText = z.object({ subject: z.string(), text: z.string() })
