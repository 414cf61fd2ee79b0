import { type Language, language, slug } from '@training-signup/contract'
import type { Context } from 'hono'
import { chooseLanguage } from '../words/index.ts'

/** Returns the partner that a URL names. Anyone can write that label; invalid ones are ignored. */
export const partnerOf = (c: Context): string | undefined => slug.safeParse(c.req.query('p')).data

/** Returns the language for a visitor: the one that the URL names, or else the browser's. */
export const languageOf = (c: Context, offered: Language[] = language.options, named = c.req.query('lang')): Language =>
  chooseLanguage(named, c.req.header('accept-language'), offered)
