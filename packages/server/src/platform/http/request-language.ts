import { type Language, language } from '@training-signup/contract'
import type { Context } from 'hono'
import { chooseLanguage } from '../../words/index.ts'

const key = 'language'

/** Sets the language of this request's answer, for example to the one that its body names. */
export const setLanguage = (c: Context, lang: unknown) => {
  if (language.options.includes(lang as Language)) c.set(key, lang)
}

/** Returns the language for a visitor: the one that the URL names, or else the browser's. */
export const languageOf = (c: Context, offered: Language[] = language.options, named = c.req.query('lang')): Language =>
  chooseLanguage(named, c.req.header('accept-language'), offered)

/** Returns the language of an answer: the one that was set, or else the visitor's. */
export const requestLanguage = (c: Context): Language => (c.get(key) as Language | undefined) ?? languageOf(c)
