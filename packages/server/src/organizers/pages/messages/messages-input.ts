import {
  type Language,
  type LocalText,
  type Message,
  MessageInput,
  type RegistrationStatus,
} from '@training-signup/contract'
import { z } from 'zod'
import { type Checked, checkBy } from '../../../platform/html/form/faults.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import type { SentFields } from '../pages.ts'

/** The fields of the form, as they were typed. */
export interface TypedMessage {
  training: string
  status: string[]
  role: string
  agency: string
  partner: string
  /** The people that a new message names. A draft keeps its own. */
  registrations?: string[]
  about: string
  showsTraining: boolean
  subject: Required<LocalText>
  text: Required<LocalText>
}

/** Reads the form. Browsers end lines with two characters, of which one is stored. */
export const readTyped = ({ get, all, has }: SentFields): TypedMessage => ({
  training: get('training'),
  status: all('status'),
  role: get('role'),
  agency: get('agency'),
  partner: get('partner'),
  ...registrationsIn(get('registrations')),
  about: get('about'),
  showsTraining: has('showsTraining'),
  subject: { en: get('subject.en'), es: get('subject.es') },
  text: { en: lines(get('text.en')), es: lines(get('text.es')) },
})

/** @throws {ProblemError} `not-found` for what are no ids */
function registrationsIn(typed: string): Pick<TypedMessage, 'registrations'> {
  if (typed === '') return {}
  const ids = z.array(z.uuid()).safeParse(typed.split(' '))
  if (!ids.success) throw new ProblemError('not-found')
  return { registrations: ids.data }
}

const lines = (typed: string) => typed.replace(/\r\n?/g, '\n')

/** Returns the form of a stored message. */
export const typedOf = ({ training, filter, about, showsTraining, subject, text }: Message): TypedMessage => ({
  training,
  status: filter.status,
  role: filter.role ?? '',
  agency: filter.agency ?? '',
  partner: filter.partner ?? '',
  about,
  showsTraining,
  subject: { es: '', ...subject },
  text: { es: '', ...text },
})

/** Returns a new form, without a word yet. */
export const newMessage = (
  recipients: Pick<TypedMessage, 'training' | 'status'> & Partial<TypedMessage>,
): TypedMessage => ({
  role: '',
  agency: '',
  partner: '',
  about: 'seat',
  showsTraining: false,
  subject: { en: '', es: '' },
  text: { en: '', es: '' },
  ...recipients,
})

/** Returns a new form. Its address can choose who gets the message. */
export const typedFrom = (query: URLSearchParams, training: string): TypedMessage =>
  newMessage({
    training,
    status: query.has('status') ? query.getAll('status') : ['confirmed' satisfies RegistrationStatus],
    role: query.get('role') ?? '',
    agency: query.get('agency') ?? '',
    partner: query.get('partner') ?? '',
  })

/** Returns what the form says as the API takes it, or what is wrong with each field. */
export function checkTyped(lang: Language, typed: TypedMessage): Checked<MessageInput> {
  const { training, status, role, agency, partner, registrations, about, showsTraining, subject, text } = typed
  const written = ({ en, es }: Required<LocalText>) => ({ en, ...(es === '' ? {} : { es }) })
  const input = {
    training,
    filter: { status, ...withoutEmpty({ role, agency, partner }) },
    ...(registrations ? { registrations } : {}),
    subject: written(subject),
    text: written(text),
    about,
    showsTraining,
  }
  return checkBy(MessageInput, input, (issue) => {
    const field = issue.path.filter((part) => part !== 'filter' && typeof part === 'string').join('.')
    return [field, faultInWords(lang, field, issue)]
  })
}

const withoutEmpty = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))

function faultInWords(lang: Language, field: string, issue: z.core.$ZodIssue) {
  const max: unknown = issue.code === 'custom' ? issue.params?.['max'] : undefined
  if (typeof max === 'number') return say(lang, 'admin.messages.fault.long', { max })
  if (issue.code === 'custom' && issue.params?.['names'] === true) return say(lang, 'admin.messages.fault.name')
  if (field === 'status') return say(lang, 'admin.messages.fault.status')
  if (issue.code === 'too_small' && field.startsWith('subject')) return say(lang, 'admin.messages.fault.subject')
  if (issue.code === 'too_small' && field.startsWith('text')) return say(lang, 'admin.messages.fault.text')
  return say(lang, 'admin.messages.fault.other')
}

/** Returns whether a form would store what a message says already. */
export const isSame = (typed: TypedMessage, message: Message): boolean =>
  JSON.stringify(normal(typed)) === JSON.stringify(normal(typedOf(message)))

const normal = ({ status, subject, text, ...rest }: TypedMessage) => [
  [...status].toSorted(),
  [subject.en, subject.es, text.en, text.es],
  [rest.training, rest.role, rest.agency, rest.partner, rest.about, rest.showsTraining],
]

/** Returns the address of a new message to the people of another one. */
export function newMessagePath({ id, training, filter, registrations }: Message): string {
  if (registrations) return `/messages/new?like=${id}`
  const { status, role = '', agency = '', partner = '' } = filter
  const query = new URLSearchParams({ training })
  for (const one of status) query.append('status', one)
  for (const [name, value] of Object.entries(withoutEmpty({ role, agency, partner }))) query.set(name, value)
  return `/messages/new?${query.toString()}`
}
