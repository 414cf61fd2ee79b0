import type { Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { Html } from '../../platform/html/layout.ts'
import { say } from '../../words/admin.ts'

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

interface Numbered<Row> {
  rows: readonly Row[]
  /** Of the first row that shows. */
  from: number
  page: number
  pages: number
  total: number
}

/** Returns some rows of a list, by the number of their page from 1; the last ones beyond its end. */
export function pageIn<Row>(all: readonly Row[], asked: number, perPage: number): Numbered<Row> {
  const pages = Math.ceil(Math.max(1, all.length) / perPage)
  const page = Math.min(Math.max(1, asked), pages)
  const from = (page - 1) * perPage
  return { rows: all.slice(from, from + perPage), from: from + 1, page, pages, total: all.length }
}

/** Says which rows show, and leads to those before and after them. */
export function numberedLinks(
  lang: Language,
  { rows, from, page, pages, total }: Numbered<unknown>,
  at: (page: string) => string,
): Html {
  const shown = say(lang, 'admin.roster.shownOf', { from, to: from + rows.length - 1, total })
  const link = (to: number, label: string) => html`<a class="button" href="${at(String(to))}">${label}</a>`
  return html`<p class="row"><small>${shown}</small><span class="end row">${
    page > 1 ? link(page - 1, say(lang, 'admin.sheet.before')) : ''
  }${page < pages ? link(page + 1, say(lang, 'admin.roster.next')) : ''}</span></p>`
}
