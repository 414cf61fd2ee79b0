import type { Language, LocalText, TrainingInput, Words } from '@training-signup/contract'
import { en } from './en.ts'
import { es } from './es.ts'

export type WordKey = keyof typeof en
type Values = Record<string, string | number>

const all: Record<Language, Record<WordKey, Words[string]>> = { en, es }
const plurals = { en: new Intl.PluralRules('en'), es: new Intl.PluralRules('es') }

/** What a browser does with the words: show a training, offer several, or also sign up several people. */
export type WordsFor = 'one' | 'list' | 'several'

// Pages and mails are rendered here, and details, labels and notices travel with their training and its form: among the words
// they would be dead weight in every visitor's download.
const stayHere = new RegExp(
  [
    /^(page|field|role|consent|card|contact|help|calendar|choose|people|manage|mail|mailed|verify)\./,
    // Of the states a browser names those only that a training need not be in to be refused.
    /^state\.(?!full|withdrawn|not-eligible)/,
    /^form\.(language|heading\..*|submit\..*)$/,
    /^(seatsLeft|error\.unknown-field)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
)
const travelAlways: ReadonlySet<string> = new Set<WordKey>(['card.free'])
const travelFor: Record<WordsFor, RegExp | undefined> = { one: undefined, list: /^choose\./, several: /^people\./ }

const wordsFor = (lang: Language, use: WordsFor): Words =>
  Object.fromEntries(
    Object.entries(all[lang]).filter(
      ([key]) => !stayHere.test(key) || travelAlways.has(key) || travelFor[use]?.test(key),
    ),
  )
const cataloguesOf = (lang: Language): Record<WordsFor, Words> => ({
  one: wordsFor(lang, 'one'),
  list: wordsFor(lang, 'list'),
  several: wordsFor(lang, 'several'),
})
const catalogues: Record<Language, Record<WordsFor, Words>> = { en: cataloguesOf('en'), es: cataloguesOf('es') }

/** The words, those among them that speak otherwise where mails are sent doing so. */
export const withMail = (words: Words, lang: Language): Words =>
  Object.fromEntries(
    Object.entries(words).map(([key, word]) => {
      const mailed = `mailed.${key}`
      return [key, isKey(mailed) ? all[lang][mailed] : word]
    }),
  )

/** The words that travel to the browser. */
export const catalogue = (lang: Language, use: WordsFor = 'one'): Words => catalogues[lang][use]

/** The words of a form whose sign-ups are finished with a code. */
export const verifyWords = (lang: Language): Words => verifyCatalogues[lang]

const verifyOf = (lang: Language): Words =>
  Object.fromEntries(Object.entries(all[lang]).filter(([key]) => key.startsWith('verify.')))
const verifyCatalogues: Record<Language, Words> = { en: verifyOf('en'), es: verifyOf('es') }

/** One sentence, its `{name}` placeholders filled; `count` chooses the plural form. */
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

/** The key under which a sentence is found where mails are sent, or where they wait. */
export function mailedKey(key: WordKey, sendsMail: boolean): WordKey {
  const mailed = `mailed.${key}`
  return sendsMail && isKey(mailed) ? mailed : key
}

const isKey = (key: string): key is WordKey => Object.hasOwn(en, key)

/** What is wrong with an answer: the field's own sentence for this fault, or the general one with the field's label. */
export function sayFault(
  lang: Language,
  code: string,
  about: { field?: string; label?: string; max?: number | undefined } = {},
): string {
  const values = { label: about.label ?? '', max: about.max ?? 0 }
  for (const key of [`error.${about.field}.${code}`, `error.${code}`]) if (isKey(key)) return say(lang, key, values)
  return say(lang, 'error.wrong-type', values)
}

/** The text in the visitor's language, or in English where the organizer wrote no other. */
export function pickText(text: LocalText, lang: Language): string
export function pickText(text: LocalText | undefined, lang: Language): string | undefined
export function pickText(text: LocalText | undefined, lang: Language) {
  return text?.[lang] ?? text?.en
}

/** A training is offered in Spanish where its title is: a form in one language around a text in another helps nobody. */
export const languagesOf = (input: Pick<TrainingInput, 'title'>): Language[] => (input.title.es ? ['en', 'es'] : ['en'])

/** The asked-for language where it is offered, else the browser's first that is, else the first offered. */
export function chooseLanguage(
  requested: string | undefined,
  acceptLanguage: string | undefined,
  languages: Language[],
): Language {
  const offered = (tag: string) => languages.find((language) => language === tag.trim().toLowerCase().split('-')[0])
  const fallback = languages[0] ?? 'en'
  if (requested && offered(requested)) return offered(requested) ?? fallback
  return (
    preferences(acceptLanguage ?? '')
      .map(offered)
      .find((language) => language !== undefined) ?? fallback
  )
}

// A longer header than this is not a browser's.
const longestHeader = 500

function preferences(header: string): string[] {
  return header
    .slice(0, longestHeader)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';')
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find(Boolean)
      return { tag, weight: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
