import type { Language, LocalText, TrainingInput, Words } from '@training-signup/contract'
import { parseAccept } from 'hono/utils/accept'
import { en } from './en.ts'
import { es } from './es.ts'
import type { Translation } from './translation.ts'

type Catalogue = Translation<typeof en>
type Groups = Catalogue['browser']
export type WordKey = keyof Catalogue['server'] | { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups]
type Values = Record<string, string | number>

const catalogues: Record<Language, Catalogue> = { en, es }
const plurals = { en: new Intl.PluralRules('en'), es: new Intl.PluralRules('es') }

const allOf = ({ browser, server }: Catalogue): Record<WordKey, Words[string]> => ({
  ...browser.language,
  ...browser.choose,
  ...browser.people,
  ...browser.form,
  ...browser.verify,
  ...server,
})
const all = { en: allOf(en), es: allOf(es) }

/** What a browser does with the words: show a training, list several, or sign up several people. */
export type WordsFor = 'one' | 'list' | 'several'

const sentFor = ({ browser: { language, choose, people, form } }: Catalogue): Record<WordsFor, Words> => ({
  one: { ...language, ...form },
  list: { ...language, ...choose, ...form },
  several: { ...language, ...people, ...form },
})
const sent = { en: sentFor(en), es: sentFor(es) }

/** Returns the words that travel to the browser. */
export const catalogue = (lang: Language, use: WordsFor = 'one'): Words => sent[lang][use]

/**
 * Returns the words that travel with a form whose sign-ups are finished with a code. They do not say
 * how long it is: that can change while the form is open.
 */
export const verifyWords = (lang: Language): Words => catalogues[lang].browser.verify

/** Returns the words for a server that sends emails: some sentences are replaced. */
export const withMail = (words: Words, lang: Language): Words =>
  Object.fromEntries(
    Object.entries(words).map(([key, word]) => {
      const mailed = `mailed.${key}`
      return [key, isKey(mailed) ? all[lang][mailed] : word]
    }),
  )

/** Returns the words under a key as browsers get them, with their placeholders and plural forms. */
export const wordOf = (lang: Language, key: WordKey): Words[string] => all[lang][key]

/** Returns a sentence with its `{name}` placeholders filled; `count` chooses the plural form. */
export function say(lang: Language, key: WordKey, values: Values = {}): string {
  const words = all[lang][key]
  const sentence = typeof words === 'string' ? words : pluralOf(words, lang, Number(values['count']))
  return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  )
}

// Spanish has a third form, for millions; it reads like the plural here.
const pluralOf = (forms: { one: string; other: string }, lang: Language, count: number) =>
  plurals[lang].select(count) === 'one' ? forms.one : forms.other

const lists = { en: new Intl.ListFormat('en'), es: new Intl.ListFormat('es') }

/** “Ada, Luis, and Rosa” */
export const sayList = (lang: Language, names: string[]): string => lists[lang].format(names)

/** Returns the key of the sentence to show, which may differ where the server sends emails. */
export function mailedKey(key: WordKey, sendsMail: boolean): WordKey {
  const mailed = `mailed.${key}`
  return sendsMail && isKey(mailed) ? mailed : key
}

const isKey = (key: string): key is WordKey => Object.hasOwn(all.en, key)

/** Returns the sentence under a key that may not exist. */
export const sayIfKnown = (lang: Language, key: string, values?: Values): string | undefined =>
  isKey(key) ? say(lang, key, values) : undefined

/** Returns the field's own sentence for this fault, or the general one with the field's label. */
export function sayFault(
  lang: Language,
  code: string,
  about: { field?: string; label?: string; max?: number | undefined } = {},
): string {
  const values = { label: about.label ?? '', max: about.max ?? 0 }
  for (const key of [`error.${about.field}.${code}`, `error.${code}`]) if (isKey(key)) return say(lang, key, values)
  return say(lang, 'error.wrong-type', values)
}

/** Returns the text in the visitor's language, or in English where the organizer wrote no other. */
export function pickText(text: LocalText, lang: Language): string
export function pickText(text: LocalText | undefined, lang: Language): string | undefined
export function pickText(text: LocalText | undefined, lang: Language) {
  return text?.[lang] ?? text?.en
}

/**
 * Returns English, and Spanish if the title is in Spanish too: a form in one language around a text
 * in another helps no one.
 */
export const languagesOf = (input: Pick<TrainingInput, 'title'>): Language[] => (input.title.es ? ['en', 'es'] : ['en'])

// Browsers send shorter headers than this.
const longestHeader = 500

/** Returns the requested language if it is offered, or the browser's first that is, or the first. */
export function chooseLanguage(
  requested: string | undefined,
  acceptLanguage: string | undefined,
  languages: Language[],
): Language {
  const offered = (tag: string) => languages.find((language) => language === tag.trim().toLowerCase().split('-')[0])
  const fallback = languages[0] ?? 'en'
  if (requested && offered(requested)) return offered(requested) ?? fallback
  return (
    parseAccept((acceptLanguage ?? '').slice(0, longestHeader))
      .map(({ type, q }) => (q > 0 ? offered(type) : undefined))
      .find((language) => language !== undefined) ?? fallback
  )
}
