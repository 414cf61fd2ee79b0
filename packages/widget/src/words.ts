import type { Words } from '@training-signup/contract'

export type Values = Record<string, string | number>

/** A sentence in the visitor's language; an empty one where the server did not send it. */
export type Say = (key: string, values?: Values) => string

/**
 * `count` chooses the plural form. A sentence whose key has the prefix comes before the one whose
 * key has not.
 */
export function createSay(words: Words, lang: string, prefix = ''): Say {
  return (key, values = {}) => {
    const name = [prefix + key, key].find((one) => Object.hasOwn(words, one))
    const found = name && words[name]
    if (found === undefined) return ''
    const sentence = typeof found === 'string' ? found : found[pluralOf(lang, Number(values['count']))]
    return sentence.replace(/\{(\w+)\}/g, (placeholder, value: string) => String(values[value] ?? placeholder))
  }
}

const pluralOf = (lang: string, count: number) => (new Intl.PluralRules(lang).select(count) === 'one' ? 'one' : 'other')

/** The sentences for when not even words can be loaded. */
const emergency = {
  en: {
    loading: 'Loading…',
    failed: 'We couldn’t load the registration form.',
    retry: 'Try again',
  },
  es: {
    loading: 'Cargando…',
    failed: 'No pudimos cargar el formulario de inscripción.',
    retry: 'Intentar de nuevo',
  },
}
export type EmergencyWords = (typeof emergency)['en']

export const emergencyWords = (lang: string): EmergencyWords => (lang === 'es' ? emergency.es : emergency.en)
