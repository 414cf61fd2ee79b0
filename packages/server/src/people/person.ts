import { domainToASCII } from 'node:url'
import type { Answer } from '@training-signup/contract'

/** One person's clean answers, by where they are stored. */
export interface CheckedPerson {
  givenName: string
  familyName: string
  email: string | null
  phone: string | null
  role: string | null
  agency: string | null
  answers: Record<string, Answer>
  sensitive: Record<string, Answer>
}

/** The spelling under which two addresses are one: lower case, the domain as punycode, dots and tags kept. */
export function canonicalAddress(email: string): string {
  const address = email.trim().normalize('NFC').toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  // An empty answer means that no such domain can exist; the address is then at least equal to itself.
  return plainDomain.test(domain) ? address : `${address.slice(0, at + 1)}${domainToASCII(domain) || domain}`
}

// Most are such, and are the same as punycode.
const plainDomain = /^(?!.*xn--)[a-z0-9.-]+\.[a-z]+$/

// Most are such, and need none of what follows.
const plainName = /^[A-Za-z ]*[A-Za-z][A-Za-z ]*$/
const apostrophes = /['’‘ʼʻ`´＇]/gu
// A hyphenated name and the same one with a space are one person's.
const hyphens = /\p{Pd}/gu
const unspoken = /[\p{M}\p{P}\p{Default_Ignorable_Code_Point}]/gu
const spaces = /[\s\p{Z}]+/gu

/**
 * The spelling under which two names are one, for finding and comparing. Never empty for a name that is not: one of
 * nothing but marks or punctuation stays as it is.
 */
export function foldName(name: string): string {
  if (plainName.test(name)) return name.toLowerCase().replace(spaces, ' ').trim()
  // Twice, because some of them are a space and a mark once taken apart, and others come out only then.
  const bare = name
    .replace(apostrophes, '')
    .normalize('NFKD')
    .replace(apostrophes, '')
    .replace(hyphens, ' ')
    .replace(unspoken, '')
  // By way of upper case, because ß meets its equal SS only there, and ẞ only by way of ß.
  const folded = bare
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(unspoken, '')
    .replaceAll('ς', 'σ')
  return folded.replace(spaces, ' ').trim() || name.trim().normalize('NFC').toLowerCase()
}

/** What is unique in a training while somebody has a place in it or waits for one. */
export const activePerson = (contactAddress: string, givenName: string, familyName: string) =>
  `${canonicalAddress(contactAddress)} ${foldName(`${givenName} ${familyName}`)}`
