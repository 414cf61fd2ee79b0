import { type Language, language } from '@training-signup/contract'
import type { Context } from 'hono'
import { chooseLanguage } from '../words/index.ts'

const key = 'language'

/** Has the sentences of this request's answer in a language, for example the one that its body names. */
export const setLanguage = (c: Context, lang: unknown) => {
  const { success, data } = language.safeParse(lang)
  if (success) c.set(key, data)
}

/** Returns the language of a request: the one that was set, or that its URL or its browser names. */
export const requestLanguage = (c: Context): Language =>
  (c.get(key) as Language | undefined) ??
  chooseLanguage(c.req.query('lang'), c.req.header('accept-language'), language.options)
