import { foldName } from './person.ts'
import { titleWords } from './titles.ts'

/** Raise it when registrations get other words: those of people who registered before are made anew. */
export const wordsVersion = 1

/** Longer beginnings tell no two people apart. */
const longest = 40
/** More words than this narrow no search further. */
const mostWords = 10
/** Within an address: longer ones are made to be long. */
const mostParts = 8

/** What the words come from by which a registration is found. */
export interface Findable {
  reference: string
  given_name: string
  family_name: string
  email: string | null
  phone: string | null
  agency: string | null
}

/** Who signed them up. */
export interface SignedUpBy {
  reference: string
  coordinator_name: string
  coordinator_email: string
}

/**
 * Returns the words of a registration, separated and surrounded by spaces. Everything that is typed
 * to find it is the beginning of one of them. From each word of a name on, the rest of the name is
 * one: García-López is “garcialopez” and “lopez”, so that it is found however it is divided.
 */
export function searchWords(one: Findable, group: SignedUpBy | undefined): string {
  const words = new Set([
    ...startsIn(one.given_name),
    ...startsIn(one.family_name),
    ...unspacedNames(one.given_name, one.family_name),
    ...(one.agency === null ? [] : agencyWords(one.agency)),
    ...(one.email === null ? [] : addressWords(one.email)),
    ...(one.phone === null ? [] : phoneWords(one.phone)),
    ...startsIn(one.reference),
    ...(group ? [...startsIn(group.coordinator_name), ...addressWords(group.coordinator_email)] : []),
    ...(group ? startsIn(group.reference) : []),
    ...(one.email === null ? [] : addressParts(one.email)),
    ...(group ? addressParts(group.coordinator_email) : []),
  ])
  words.delete('')
  return surrounded(words)
}

/** Returns the words of someone at the door, in the same way. */
export function doorWords(
  name: { givenName: string; familyName: string },
  agencies: readonly string[],
  reference: string,
): string {
  const named = [name.givenName, name.familyName, reference].flatMap(startsIn)
  const unspaced = unspacedNames(name.givenName, name.familyName)
  return surrounded(new Set([...named, ...unspaced, ...agencies.flatMap(agencyWords)]))
}

const surrounded = (words: ReadonlySet<string>): string => (words.size === 0 ? '' : ` ${[...words].join(' ')} `)

const isUnspaced = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]+$/u

/** Returns both names as one word, in either order, where people write no space: 王小明. */
function unspacedNames(given: string, family: string): string[] {
  if (!isUnspaced.test(given) || !isUnspaced.test(family)) return []
  return [`${family}${given}`, `${given}${family}`].map((name) => start(foldName(name)))
}

// The O of O’Brien may be left out, the S of Sheriff’s is no word.
const beginnings = /(?<=\p{L})['’‘ʼʻ`´＇](?=\p{L}{2})/gu

/** Returns a text from each of its words on, without spaces. */
function startsIn(text: string): string[] {
  const parts = foldName(text.replace(beginnings, ' ')).split(' ')
  return parts.map((_, at) => start(parts.slice(at).join('')))
}

/** Returns the beginning that is compared: as many characters as both databases count. */
export function start(word: string): string {
  if (word.length <= longest) return word
  return [...word].slice(0, longest).join('')
}

// What initials leave out.
const small = new Set(['of', 'the', 'and', 'for', 'to', 'de', 'del', 'la', 'las', 'los', 'el', 'y', 'para'])

/**
 * Returns the words of an agency, and its initials, like KCPD. Periods divide initials, too: IPD is
 * Independence P.D.
 */
function agencyWords(agency: string): string[] {
  const parts = foldName(agency).split(' ')
  const initials = [parts, foldName(agency.replaceAll('.', ' ')).split(' ')].flatMap((words) => {
    const named = words.filter((word) => !small.has(word))
    return named.length < 3 ? [] : [named.map((word) => [...word][0]).join('')]
  })
  return [...parts.map((_, at) => start(parts.slice(at).join(''))), ...initials.map(start)]
}

/** Returns the word that everyone of an agency has, and those whose agency only begins like it. */
export const agencyWord = (folded: string): string => start(folded.replaceAll(' ', ''))

const addressWords = (email: string): string[] => [start(joined(email)), start(joined(email.replace(/^.*@/u, '')))]

/**
 * Returns an address from each of its words on, but not from its last: front-desk@mail.example.org is
 * found by “desk” and by “example”, and no one by “org”.
 */
const addressParts = (email: string): string[] =>
  startsIn(email.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' '))
    .slice(1, -1)
    .slice(0, mostParts)

const joined = (text: string): string => (text === '' ? '' : foldName(text).replaceAll(' ', ''))

/** Returns a phone number, and its ends by which people know it: 555-0100 and 0100. */
function phoneWords(phone: string): string[] {
  const digits = nationalDigits(phone.replace(/(?<=(?:\d\D{0,3}){7})[\p{L}#].*$/u, ''))
  return digits === '' ? [] : [digits, digits.slice(-7), digits.slice(-4)].map(start)
}

/** Returns the digits of a phone number without what stands before an area code. */
const nationalDigits = (phone: string): string =>
  phone
    .normalize('NFKC')
    .replace(/\D/g, '')
    .replace(/^(?:00|011)(?=\d{8})/, '')
    .replace(/^1(?=\d{10}$)/, '')

/** Returns the spelling by which people are sorted: with spaces, hyphens, and without alike. */
export const sortedName = (name: string): string => foldName(name).replaceAll(' ', '')

const phoneNumber = /(?<![\p{L}\p{N}@._-])\+?\(?\d[\d\s().\-–/]{5,38}\d(?![\p{L}\p{N}@])/gu
const breaks = /[\s\p{Z},，;]+/u

/**
 * Returns the words of a search. Who is meant has a word that begins with each of them, in any order.
 * Titles are left out.
 */
export function typedWords(q: string): string[] {
  const written = q.replace(phoneNumber, (number) =>
    number.replace(/\D/g, '').length < 7 ? number : ` ${nationalDigits(number)} `,
  )
  const words = written.split(breaks).flatMap(wordsIn)
  const spoken = words.filter((word) => /[\p{L}\p{N}]/u.test(word))
  const named = spoken.filter((word) => !titleWords.has(word))
  // “Sergeant Major” is someone named Major.
  const meant = [named, spoken.slice(-1), words].find((some) => some.length > 0) ?? []
  return [...new Set(meant.map(start))].toSorted((one, other) => other.length - one.length).slice(0, mostWords)
}

/** An address or a domain is one word. A title may stand before a name without a space: Sgt.Reyes. */
function wordsIn(typed: string): string[] {
  if (typed === '') return []
  const [, before = '', after = ''] = /^(\p{L}+)\.(.+)$/u.exec(typed) ?? []
  if (after !== '' && titleWords.has(joined(before))) return wordsIn(after)
  return /@|[\p{L}\p{N}]\.[\p{L}\p{N}]/u.test(typed) ? [joined(typed)] : foldName(typed).split(' ')
}

/** Returns whether words, as `searchWords` returns them, are found by what was typed. */
export const areFoundBy = (words: string, typed: readonly string[]): boolean =>
  typed.every((word) => words.includes(` ${word}`))
