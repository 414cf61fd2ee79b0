import { type Language, language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Config } from '../../../platform/config.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { languageOf } from '../../../platform/http/request-language.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../admin-path.ts'
import { withQuery } from '../paging.ts'

/** Returns the language that an address names, if it names one. */
const namedIn = (c: Context) => language.options.find((one) => one === c.req.query('lang'))

/**
 * Returns the address of a page to sign in. The language that the address of this page names holds
 * there, too: no account has chosen one yet.
 */
export const signInPath = (config: Config, c: Context, path: string, query: Record<string, string> = {}): string =>
  withQuery(adminPath(config, `/sign-in${path}`), { ...query, lang: namedIn(c) })

interface Switch {
  path: string
  /** What the address of the page says, or else what its form sends. */
  query?: Record<string, string>
  form?: Record<string, string | undefined>
}

/** Renders what shows a page to sign in in the other language. A form takes along what was typed. */
export function languageSwitch(config: Config, c: Context, { path, query, form }: Switch): Html {
  const other: Language = languageOf(c) === 'en' ? 'es' : 'en'
  const href = withQuery(adminPath(config, `/sign-in${path}`), { ...query, lang: other })
  const name = say(other, `field.language.${other}`)
  return form
    ? html`<form class="end" method="post" action="${href}">${hiddenFields(form)}<button class="button quiet" lang="${other}">${name}</button></form>`
    : html`<a class="button quiet end" href="${href}" hreflang="${other}" lang="${other}">${name}</a>`
}
