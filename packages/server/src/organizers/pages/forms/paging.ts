import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'

/** Returns an address with parameters, without those that are undefined. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.set(name, value)
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Renders the link to the next page of a list, unless this is the last one. */
export const nextLink = (lang: Language, path: string, nextCursor: string | null): Html | '' =>
  nextCursor === null
    ? ''
    : html`<p><a class="button" href="${path}${path.includes('?') ? '&' : '?'}cursor=${nextCursor}">${say(lang, 'admin.roster.next')}</a></p>`

/** Renders the links between the pages of a list that shows the newest first. */
export const olderLink = ({
  lang,
  newest,
  older,
}: {
  lang: Language
  /** Undefined on the first page. */
  newest: string | undefined
  /** Undefined on the last page. */
  older: string | undefined
}): Html | '' =>
  newest === undefined && older === undefined
    ? ''
    : html`<p class="row">${newest && html`<a class="button" href="${newest}">${say(lang, 'admin.emails.newest')}</a>`}${
        older && html`<a class="button" href="${older}">${say(lang, 'admin.emails.older')}</a>`
      }</p>`
