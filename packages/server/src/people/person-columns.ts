import type { Language } from '@training-signup/contract'
import { type CheckedPerson, canonicalAddress, foldName } from './person.ts'

/** A person's answers as columns, with the spellings by which they are found. */
export const personColumns = (person: CheckedPerson) => ({
  given_name: person.givenName,
  family_name: person.familyName,
  // Who has one name only is found and sorted by that.
  family_folded: foldName(person.familyName || person.givenName),
  email: person.email,
  email_canonical: person.email === null ? null : canonicalAddress(person.email),
  phone: person.phone,
  role: person.role,
  agency: person.agency,
  agency_folded: person.agency === null ? null : foldName(person.agency),
  answers: JSON.stringify(person.answers),
  sensitive: JSON.stringify(person.sensitive),
})

export const fullName = (givenName: string, familyName: string) => [givenName, familyName].filter(Boolean).join(' ')

/** What a coordinator goes on to see as the name of someone who manages their own seat, also when that one corrects it. */
export const publicNameOf = (groupId: string | null, { givenName, familyName, email }: CheckedPerson): string | null =>
  groupId === null || email === null ? null : fullName(givenName, familyName)

/** Where the training asks in which language to write, that answer decides, whatever language the form was read in. */
export function languageOf({ answers: { language } }: CheckedPerson, read: Language): Language {
  return language === 'en' || language === 'es' ? language : read
}
