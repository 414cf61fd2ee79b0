import type { Language } from '@training-signup/contract'
import { say, sayList, type WordKey } from '../../words/index.ts'
import { formatName } from '../compose/names.ts'
import type { About } from './about.ts'

type Values = Record<string, string | number>

/** Sentences that exist twice: for the person, and about people for their coordinator. */
export type ReaderKey = {
  [Key in WordKey]: Key extends `mail.${infer Rest}` ? (`mail.others.${Rest}` extends WordKey ? Key : never) : never
}[WordKey]

export type Tell = (key: ReaderKey, values?: Values) => string

/** Who reads an email: the person it is about, or a coordinator for people without an address. */
export interface Reader {
  to: string | undefined
  /** What they typed as their name. */
  name: string
  isCoordinator: boolean
  /** Speaks to the person or, about people by their names, to the coordinator. */
  tell: Tell
  /** The same without names, for what shows on locked screens and in the logs of mail servers. */
  tellNameless: Tell
}

type AboutReader = Pick<About, 'lang' | 'isProven' | 'registration' | 'group' | 'people'>

/** Decides who reads an email, and with that whose seat every sentence in it is about. */
export function readerOf(about: AboutReader): Reader {
  const { lang, isProven, registration, people } = about
  if (!registration?.email)
    return coordinatorOf(about, isProven ? people.map((one) => formatName(one, { isProven })) : people.length)
  const tell: Tell = (key, values) => say(lang, key, values)
  return { to: registration.email, name: registration.given_name, isCoordinator: false, tell, tellNameless: tell }
}

/**
 * Returns the coordinator of a group as the reader of an email about some of its people. Give only
 * their number before the coordinator has proven their address.
 */
export function coordinatorOf({ lang, group }: Pick<About, 'lang' | 'group'>, people: string[] | number): Reader {
  const count = typeof people === 'number' ? people : people.length
  const nameless = say(lang, 'mail.others.nameless', { count })
  const speakOf =
    (who: string): Tell =>
    (key, values) =>
      say(lang, othersKey(key), { ...values, count, who })
  const tellNameless: Tell = (key, values) => upperFirst(speakOf(nameless)(key, values))
  return {
    to: group?.coordinator_email,
    name: group?.coordinator_name ?? '',
    isCoordinator: true,
    tell: typeof people === 'number' ? tellNameless : speakOf(shortList(lang, people)),
    tellNameless,
  }
}

const othersKey = (key: ReaderKey) => key.replace('mail.', 'mail.others.') as WordKey

/** For sentences that begin with “someone in your group”. */
const upperFirst = (sentence: string) => sentence.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

const mostNames = 2

/** “Rosa Kim and Luis Vega”, or “Rosa Kim and 3 others” */
function shortList(lang: Language, names: string[]): string {
  const [first = ''] = names
  return names.length <= mostNames
    ? sayList(lang, names)
    : say(lang, 'mail.others.more', { name: first, count: names.length - 1 })
}
