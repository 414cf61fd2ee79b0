import type { Language, Words } from '@training-signup/contract'

type Values = Record<string, string | number>

const plurals = { en: new Intl.PluralRules('en'), es: new Intl.PluralRules('es') }

/** Returns what says the sentences of a catalog. */
export function createSpeaker<Key extends string>(all: Record<Language, Record<Key, Words[string]>>) {
  const isKey = (key: string): key is Key => Object.hasOwn(all.en, key)

  /**
   * Returns the words under a key as browsers get them, with their placeholders and plural forms.
   */
  const wordOf = (lang: Language, key: Key): Words[string] => all[lang][key]

  /**
   * Returns a sentence with its `{name}` placeholders filled; `count` chooses the plural form. What
   * ends with a period of its own, like “3 p. m.”, brings the one of the sentence along.
   */
  function say(lang: Language, key: Key, values: Values = {}): string {
    const words = all[lang][key]
    const sentence = typeof words === 'string' ? words : pluralOf(words, lang, Number(values['count']))
    return sentence.replace(/\{(\w+)\}(\.?)/g, (placeholder, name: string, period: string) =>
      Object.hasOwn(values, name) ? ended(String(values[name]), period) : placeholder,
    )
  }

  /** Returns the sentence under a key that may not exist. */
  const sayIfKnown = (lang: Language, key: string, values?: Values): string | undefined =>
    isKey(key) ? say(lang, key, values) : undefined

  return { say, sayIfKnown, wordOf }
}

const ended = (value: string, period: string) => (value.endsWith('.') ? value : `${value}${period}`)

// Spanish has a third form, for millions; it reads like the plural here.
const pluralOf = (forms: { one: string; other: string }, lang: Language, count: number) =>
  plurals[lang].select(count) === 'one' ? forms.one : forms.other
