import { domainToASCII } from 'node:url'
import { type Answer, isEmailAddress, isPhoneNumber } from '@training-signup/contract'
import { z } from 'zod'
import { foldName, isPlainAddress } from '../people/person.ts'

/**
 * The result of a check: the clean value, undefined for an empty answer, or the code of the fault.
 */
export type CheckedAnswer = { value: Answer } | { fault: string } | undefined

export type Check = (raw: unknown) => CheckedAnswer

// C0 except line break and tab. These characters break databases and calendars.
const controls = /[\u0000-\u0008\u000B-\u001F]/
// Names also exclude every line break, C1, and characters that change a text's reading order.
const notInNames = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/
// Variation selectors stay: they distinguish real spellings of Japanese and Mongolian names, and
// color an emoji.
const invisible =
  /(?![\u200C\u200D\uFE00-\uFE0F\u180B-\u180D\u180F\u{E0100}-\u{E01EF}])\p{Default_Ignorable_Code_Point}/gu
const onlyInvisible = /^[\p{Default_Ignorable_Code_Point}\s]*$/u
const piledUpMarks = /\p{M}{5}/u
const justAscii = /^[\x20-\x7E]*$/

const isoDate = z.iso.date()

// A text never has more code points than UTF-16 units, so most need no counting.
const isTooLong = (text: string, max: number) => text.length > max && [...text].length > max

/** Checks any kind of text. `clean` returns the value or a fault, never a shortened text. */
const typed =
  (max: number, clean: (text: string) => CheckedAnswer): Check =>
  (raw) => {
    if (typeof raw !== 'string') return { fault: 'wrong-type' }
    const text = raw.trim()
    if (text === '') return undefined
    if (justAscii.test(text)) return text.length > max ? { fault: 'too-long' } : clean(text)
    if (!text.isWellFormed() || controls.test(text)) return { fault: 'characters' }
    const composed = text.normalize('NFC')
    return isTooLong(composed, max) ? { fault: 'too-long' } : clean(composed)
  }

export const textCheck = (max: number) => typed(max, (text) => ({ value: text }))

/** Checks the name of a person or an agency, which is also stored folded, for searching. */
export const nameCheck = (max: number): Check =>
  typed(max, (text) => {
    // Most names are ASCII and need none of the checks below.
    if (justAscii.test(text)) return { value: text }
    if (notInNames.test(text)) return { fault: 'characters' }
    const visible = text.replace(invisible, '').trim().normalize('NFC')
    if (onlyInvisible.test(visible)) return undefined
    if (piledUpMarks.test(visible.normalize('NFD'))) return { fault: 'characters' }
    return growsTooLong(visible, max) ? { fault: 'too-long' } : { value: visible }
  })

// A single letter can fold to 18, like ﷺ, and indexes hold the folded text.
const growsTooLong = (text: string, max: number) => !justAscii.test(text) && isTooLong(foldName(text), max)

export const emailCheck = (max: number) =>
  typed(max, (text) =>
    isPlainAddress(text) || (isEmailAddress(text) && hasPossibleDomain(text))
      ? { value: text }
      : { fault: emailFault(text) },
  )

/** Says what is missing or wrong after the @, where everything before it is right, like in `ada@kcpd`. */
export function emailFault(text: string) {
  if (!isEmailAddress(text.replace(/@[^@]*$/, '@example.org'))) return 'email'
  return text.endsWith('@') ? 'email-part' : 'email-typo'
}

// A domain with impossible letters has no punycode, and no mail could ever be sent to it.
const hasPossibleDomain = (address: string) =>
  justAscii.test(address) || domainToASCII(address.slice(address.lastIndexOf('@') + 1)) !== ''

export const telCheck = (max: number) =>
  typed(max, (text) => (isPhoneNumber(text) ? { value: text } : { fault: 'tel' }))

export const dateCheck: Check = typed(20, (text) =>
  isoDate.safeParse(text).success ? { value: text } : { fault: 'date' },
)

export const optionCheck =
  (options: ReadonlySet<string>): Check =>
  (raw) => {
    if (typeof raw !== 'string') return { fault: 'wrong-type' }
    if (raw === '') return undefined
    return options.has(raw) ? { value: raw } : { fault: 'not-an-option' }
  }

export const optionsCheck =
  (options: ReadonlySet<string>): Check =>
  (raw) => {
    if (!Array.isArray(raw) || !raw.every((one) => typeof one === 'string')) return { fault: 'wrong-type' }
    if (raw.length === 0) return undefined
    const chosen = new Set<string>(raw)
    if (chosen.size < raw.length || !raw.every((one) => options.has(one))) return { fault: 'not-an-option' }
    return { value: raw }
  }

/** An unticked box counts as no answer. */
export const tickCheck: Check = (raw) =>
  typeof raw !== 'boolean' ? { fault: 'wrong-type' } : raw ? { value: true } : undefined
