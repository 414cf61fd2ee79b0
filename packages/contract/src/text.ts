import { z } from 'zod'

// PostgreSQL cannot store NUL, and no database returns a lone surrogate unchanged. Bidirectional
// overrides and isolates let a text show something other than it says (Unicode UTS 39).
const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u

/** Returns whether a text can be stored and shown as typed. Line breaks and tabs are fine. */
export const isPlainText = (value: string) => !forbidden.test(value) && value.isWellFormed()

/** Text of at most `max` code points, without control characters. */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine((value) => isPlainText(value), {
      error: 'Control characters aren’t allowed here.',
      params: { code: 'characters' },
    })
    .refine((value) => [...value].length <= max, {
      error: `Use ${max} characters or fewer.`,
      params: { code: 'too-long', max },
    })
    // For the API's description, which counts code points, too.
    .meta({ maxLength: max })

/** Like `plainText`, but on one line: names go into mail headers. */
export const lineText = (max: number) =>
  plainText(max).refine((value) => !/[\n\t]/.test(value), { error: 'Use one line.', params: { code: 'one-line' } })

/** Text that an organizer writes for visitors, in English and optionally in Spanish. */
export const localText = (max = 2000) => z.strictObject({ en: plainText(max), es: plainText(max).optional() })
export type LocalText = z.output<ReturnType<typeof localText>>

export const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'Use 1 to 63 lowercase letters, numbers, and hyphens. Start and end with a letter or number.',
  )

/** Allows only `https:`, because these links appear on other organizations' pages. */
export const httpsUrl = z
  .string()
  .max(2000)
  .refine(isPlainText, { error: 'Control characters aren’t allowed here.', params: { code: 'characters' } })
  .refine(
    (value) => URL.canParse(value) && new URL(value).protocol === 'https:',
    'Use an address that starts with https://',
  )

export const language = z.enum(['en', 'es'])
export type Language = z.output<typeof language>

// Leaves a text that only contains a domain, like an address, as it is: the pattern then refuses
// it.
function plainSpelling(domain: string): string {
  const url = URL.parse(`https://${domain}`)
  return url?.href === `https://${url?.hostname}/` ? url.hostname : domain
}

/** A mail domain in any spelling. Returns it in lower case, an international one as punycode. */
export const mailDomain = z
  .string()
  .trim()
  .max(253)
  .overwrite(plainSpelling)
  .regex(/^[a-z0-9.-]+\.[a-z0-9-]+$/, 'Use a domain like kcpd.org.')

export const localDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Use a local date and time like 2027-03-06T09:00.')
  .refine((value) => {
    const instant = new Date(`${value}:00Z`)
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value)
  }, 'This date doesn’t exist.')
