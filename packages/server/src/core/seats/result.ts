import {
  type Language,
  type PersonStatus,
  type RegistrationResult,
  type ResultStatus,
  resultStatuses,
} from '@training-signup/contract'
import type { System } from '../../platform/system.ts'
import { mailedKey, say } from '../../words/index.ts'
import { contactLine } from '../people/contact-line.ts'
import { groupWords } from './group-words.ts'
import type { LockedTraining } from './locked-training.ts'

/** A response before a secret comes to it. */
export type BareResult = Omit<RegistrationResult, 'verification' | 'correction'>

interface Answered {
  reference: string
  /** Whether a coordinator sent it, who is told of all of them. */
  isGroup?: boolean
  people: readonly PersonStatus[]
  lang: Language
}

/** Of a group, some may come already: the sentence for the others is not for them. */
export const outcomeOf = (status: ResultStatus, people: readonly PersonStatus[]): ResultStatus | 'divided' =>
  status !== 'confirmed' && people.includes('confirmed') ? 'divided' : status

/** Returns the response to a sign-up, in the language of its form. */
export function resultFor(
  { config }: Pick<System, 'config'>,
  { contact }: Pick<LockedTraining, 'contact'>,
  { reference, isGroup = false, people, lang }: Answered,
): BareResult {
  const status = leastCertain(people)
  const key = outcomeOf(status, people)
  const sendsMail = config.mail !== undefined
  const text = say(lang, mailedKey(`result.${key}.text`, sendsMail))
  // Name the contact if no email will say how it goes on.
  const asked = contactLine(contact)
  return {
    reference,
    status,
    people: people.map((one) => ({ status: one })),
    next: {
      title: say(lang, mailedKey(`result.${key}`, sendsMail)),
      text: sendsMail || asked === '' ? text : `${text} ${say(lang, 'result.question')}: ${asked}`,
    },
    ...(isGroup && { words: groupWords({ status, people, sendsMail }) }),
    lang,
  }
}

const beyondAscii = /[^ -~]/g
const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * Returns a result as it is sent. In ASCII, because a text with one typographic
 * apostrophe has two bytes for each letter in memory, and takes longer to send than to write.
 */
export const formatResult = (result: object): string => JSON.stringify(result).replace(beyondAscii, escapeUnit)

const leastCertain = (statuses: readonly PersonStatus[]): ResultStatus =>
  resultStatuses.findLast((status) => statuses.includes(status)) ?? 'confirmed'
