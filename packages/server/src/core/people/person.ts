import { domainToASCII } from 'node:url'
import { type Answer, limits } from '@training-signup/contract'

/** One person's clean answers, grouped by where they are stored. */
export interface CheckedPerson {
  givenName: string
  familyName: string
  email: string | null
  phone: string | null
  role: string | null
  agency: string | null
  /** What they typed, where organizers merged it into the name of an agency. */
  agencyTyped?: string | null
  answers: Record<string, Answer>
  sensitive: Record<string, Answer>
}

// Most addresses match this.
const plainAddress = /^[a-z0-9._+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/** Returns whether a text is an address that needs none of the steps below, nor to be checked. */
export const isPlainAddress = (text: string): boolean =>
  text.length <= limits.email && plainAddress.test(text) && !text.includes('xn--')

/**
 * Returns the spelling under which equal addresses match: lower case, the domain as punycode, dots
 * and tags kept.
 */
export function canonicalAddress(email: string): string {
  if (isPlainAddress(email)) return email
  const address = email.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  // `domainToASCII` returns '' for a domain that cannot exist. The address then still equals
  // itself.
  return plainDomain.test(domain) ? address : `${address.slice(0, at + 1)}${domainToASCII(domain) || domain}`
}

/**
 * Returns the spelling under which addresses of one mailbox match: without dots and tags. One
 * person can write such addresses in any number, so this tells who gets an email; it identifies no
 * one.
 */
export function mailboxOf(email: string): string {
  const address = canonicalAddress(email)
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at)
  // A local part of only a tag is its own mailbox.
  return `${local.replace(/(?<=.)\+.*/, '').replaceAll('.', '') || local}${address.slice(at)}`
}

// Most domains match this, and equal their punycode.
const plainDomain = /^(?!.*xn--)[a-z0-9.-]+\.[a-z]+$/

// Most names match this, and need none of the steps below.
const plainName = /^[A-Za-z0-9]+(?: [A-Za-z0-9]+)*$/
const apostrophes = /['’‘ʼʻ`´＇]/gu
// A hyphenated name and the same name with a space count as equal.
const hyphens = /\p{Pd}/gu
const unspoken = /[\p{M}\p{P}\p{Default_Ignorable_Code_Point}]/gu
const spaces = /[\s\p{Z}]+/gu

/**
 * Returns the spelling under which equal names match, for searching and comparing. Never empty
 * unless the name is: a name of only marks or punctuation stays as it is.
 */
export function foldName(name: string): string {
  if (plainName.test(name)) return name.toLowerCase()
  // Removed twice: some characters decompose to a space and a mark, and others appear only
  // afterwards.
  const bare = name
    .replace(apostrophes, '')
    .normalize('NFKD')
    .replace(apostrophes, '')
    .replace(hyphens, ' ')
    .replace(unspoken, '')
  // By way of upper case: ß equals SS only there, and ẞ becomes ß only in lower case.
  const folded = bare
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(unspoken, '')
    .replaceAll('ς', 'σ')
  return folded.replace(spaces, ' ').trim() || name.trim().normalize('NFC').toLowerCase()
}

const shortestPhone = 7

/** Returns the digits of a phone number, without the country code of the United States. */
export function phoneDigits(phone: string | null): string | undefined {
  const digits = (phone ?? '').replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '')
  return digits.length >= shortestPhone ? digits : undefined
}

/**
 * Returns where someone is reached, as their key names it. Someone whose agency's coordinator
 * registered them is no one else for it, so what a coordinator does never meets, and never tells of,
 * a registration that they don't see.
 */
export const contactWithin = (
  { channel, agency_folded }: { channel: string; agency_folded: string | null },
  contact: string,
): string => (channel === 'coordinator' ? `agency ${agency_folded ?? ''} ${contact}` : contact)

/** Returns the key that is unique in a training while the person has a seat or waits for one. */
export const activePerson = (contactAddress: string, givenName: string, familyName: string) =>
  `${canonicalAddress(contactAddress)} ${foldName(`${givenName} ${familyName}`)}`
