import { z } from 'zod'

// PostgreSQL cannot store NUL, and no database gives a lone surrogate back as it was. Bidirectional
// overrides and isolates let a text show something else than it says (Unicode UTS 39).
const forbidden = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/u

/** Whether a text can be stored and shown as it was typed; line breaks and tabs are fine. */
export const isPlainText = (value: string) => !forbidden.test(value) && value.isWellFormed()

/** Text of at most `max` code points, without control characters. */
export const plainText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .refine((value) => isPlainText(value), 'Control characters are not allowed here.')
    .refine((value) => [...value].length <= max, `At most ${max} characters.`)

/** Like `plainText`, on one line: names go into headers of mails. */
export const lineText = (max: number) => plainText(max).refine((value) => !/[\n\t]/.test(value), 'Use one line.')

/** What an organizer writes for visitors, in English and, where there is one, in Spanish. */
export const localText = (max = 2000) => z.strictObject({ en: plainText(max), es: plainText(max).optional() })
export type LocalText = z.output<ReturnType<typeof localText>>

export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'Use 1 to 63 lower-case letters, digits and inner hyphens.')

/** `https:` only: such links appear on other people's pages. */
export const httpsUrl = z
  .string()
  .max(2000)
  .refine(isPlainText, 'Control characters are not allowed here.')
  .refine(
    (value) => URL.canParse(value) && new URL(value).protocol === 'https:',
    'Use an address that begins with https://',
  )

export const language = z.enum(['en', 'es'])
export type Language = z.output<typeof language>

// Nothing is taken for a domain that only holds one, such as a single address.
function plainSpelling(domain: string): string {
  const url = URL.parse(`https://${domain}`)
  return url?.href === `https://${url?.hostname}/` ? url.hostname : domain
}

/** A domain of mail addresses in any spelling; what comes out is lower case, an international one as punycode. */
export const mailDomain = z
  .string()
  .trim()
  .max(253)
  .overwrite(plainSpelling)
  .regex(/^[a-z0-9.-]+\.[a-z0-9-]+$/, 'Use a domain such as kcpd.org.')
