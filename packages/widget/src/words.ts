import type { Words } from '@training-signup/contract'
import { limits } from '@training-signup/contract/limits'
import type { Fault, Question } from './answers.ts'

export type Values = Record<string, string | number>

/** A sentence in the visitor's language; an empty one where the server did not send it. */
export type Say = (key: string, values?: Values) => string

/** `count` chooses the plural form. */
export function createSay(words: Words, lang: string): Say {
  return (key, values = {}) => {
    const found = Object.hasOwn(words, key) ? words[key] : undefined
    if (found === undefined) return ''
    const sentence = typeof found === 'string' ? found : found[pluralOf(lang, Number(values['count']))]
    return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : placeholder,
    )
  }
}

const pluralOf = (lang: string, count: number) => (new Intl.PluralRules(lang).select(count) === 'one' ? 'one' : 'other')

/** The field's own sentence for this fault, else the general one, else the server's. */
export function sayFault(say: Say, { key, code, message }: Fault, question: Question | undefined): string {
  const values = { label: question?.label ?? '', max: question?.maxLength ?? limits.answer }
  return say(`error.${key}.${code}`, values) || say(`error.${code}`, values) || message || say('errors.heading')
}

/** A day such as `2027-03-06` in words. */
export function sayDay(lang: string, day: string): string {
  const date = new Date(day)
  return Number.isNaN(date.getTime())
    ? day
    : new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(date)
}

export const sayList = (lang: string, names: string[]) => new Intl.ListFormat(lang).format(names)

/** For the case that not even words can be loaded. */
const emergency = {
  en: {
    loading: 'Loading the registration form…',
    failed: 'The registration form could not be loaded.',
    retry: 'Try again',
  },
  es: {
    loading: 'Cargando el formulario de inscripción…',
    failed: 'No se pudo cargar el formulario de inscripción.',
    retry: 'Intentar de nuevo',
  },
}
export type EmergencyWords = (typeof emergency)['en']

export const emergencyWords = (lang: string): EmergencyWords => (lang === 'es' ? emergency.es : emergency.en)
