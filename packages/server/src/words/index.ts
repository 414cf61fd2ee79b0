import type { Language, LocalText, TrainingInput, Words } from '@training-signup/contract'
import { parseAccept } from 'hono/utils/accept'
import { en } from './en/index.ts'
import { es } from './es/index.ts'
import { createSpeaker } from './speaker.ts'
import type { Translation } from './translation.ts'

type Catalogue = Translation<typeof en>
type Groups = Catalogue['browser']
export type WordKey = keyof Catalogue['server'] | { [Group in keyof Groups]: keyof Groups[Group] }[keyof Groups]

const catalogues: Record<Language, Catalogue> = { en, es }

const allOf = ({ browser, server }: Catalogue): Record<WordKey, Words[string]> => ({
  ...browser.language,
  ...browser.choose,
  ...browser.people,
  ...browser.form,
  ...browser.verify,
  ...server,
})
export const all = { en: allOf(en), es: allOf(es) }

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
 * Returns the words that travel with a form whose sign-ups are finished with a code. They do not
 * say how long it is: that can change while the form is open.
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

export const { say, sayIfKnown, wordOf } = createSpeaker<WordKey>(all)

const lists = { en: new Intl.ListFormat('en'), es: new Intl.ListFormat('es') }

/** “Ada, Luis, and Rosa” */
export const sayList = (lang: Language, names: string[]): string => lists[lang].format(names)

/** Returns the key of the sentence to show, which may differ where the server sends emails. */
export function mailedKey(key: WordKey, sendsMail: boolean): WordKey {
  const mailed = `mailed.${key}`
  return sendsMail && isKey(mailed) ? mailed : key
}

const isKey = (key: string): key is WordKey => Object.hasOwn(all.en, key)

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

/**
 * Returns the requested language if it is offered, or the browser's first that is, or the first.
 */
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
