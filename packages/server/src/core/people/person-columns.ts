import type { Language } from '@training-signup/contract'
import { type CheckedPerson, canonicalAddress, foldName } from './person.ts'
import { sortedName } from './search-words.ts'

/** Returns a person's answers as columns, with the normalized spellings for comparing and sorting. */
export const personColumns = (person: CheckedPerson) => ({
  given_name: person.givenName,
  family_name: person.familyName,
  // A person with only one name is sorted by it.
  family_folded: sortedName(person.familyName || person.givenName),
  given_folded: sortedName(person.givenName),
  email: person.email,
  email_canonical: person.email === null ? null : canonicalAddress(person.email),
  phone: person.phone,
  role: person.role,
  agency: person.agency,
  agency_folded: person.agency === null ? null : foldName(person.agency),
  agency_typed: person.agencyTyped ?? null,
  answers: JSON.stringify(person.answers),
  sensitive: JSON.stringify(person.sensitive),
})

export const fullName = (givenName: string, familyName: string) => [givenName, familyName].filter(Boolean).join(' ')

/**
 * Returns the name that a coordinator goes on to see of a person with their own address, even after
 * the person corrects it.
 */
export const publicNameOf = (groupId: string | null, { givenName, familyName, email }: CheckedPerson): string | null =>
  groupId === null || email === null ? null : fullName(givenName, familyName)

/**
 * Returns the language to write in: the person's answer if the training asks for it, else the
 * language of the form.
 */
export function languageOf({ answers: { language } }: CheckedPerson, read: Language): Language {
  return language === 'en' || language === 'es' ? language : read
}
