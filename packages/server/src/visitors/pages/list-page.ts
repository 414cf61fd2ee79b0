import type { Language, Training } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatMonth } from '../../core/trainings/local-time.ts'
import type { Html, Page } from '../../platform/html/layout.ts'
import { say } from '../../words/index.ts'
import { trainingRow } from './training/training-row.ts'

interface Ways {
  /** The same page in each language. */
  languages: NonNullable<Page['languages']>
  /** Where the list begins; undefined on its first page. */
  first: string | undefined
  /** Where it goes on; undefined on its last page. */
  more: string | undefined
}

/** Renders announced trainings by month, and below them those that are over. */
export function listPage(trainings: Training[], lang: Language, { languages, first, more }: Ways): Page {
  const [upcoming, past] = [false, true].map((isOver) =>
    trainings.filter(({ state }) => (state === 'past') === isOver),
  ) as [Training[], Training[]]
  return {
    lang,
    languages,
    listed: true,
    backToList: false,
    title: say(lang, 'page.list'),
    training: sharedBy(trainings),
    head: html`<meta name="description" content="${say(lang, 'page.link.several')}">`,
    body: html`<main><h1>${say(lang, 'page.list')}</h1>
${
  trainings.length === 0
    ? html`<div class="card"><p>${say(lang, 'page.none')}</p></div>`
    : html`${byMonth(upcoming, lang)}${past.length === 0 ? '' : html`<h2>${say(lang, 'page.list.past')}</h2>${rows(past)}`}`
}${pager(lang, first, more)}</main>`,
  }
}

/** Returns the organizer who runs all trainings, with the first of them, and its helplines. */
function sharedBy(trainings: Training[]): Page['training'] {
  const [first] = trainings
  const names = new Set(trainings.map(({ organizer }) => organizer?.name))
  const help = first && first.helplines.length > 0 ? first.help.slice(0, 1) : []
  return { help, ...(names.size === 1 && first?.organizer ? { organizer: first.organizer, slug: first.slug } : {}) }
}

const pager = (lang: Language, first: string | undefined, more: string | undefined): Html | '' =>
  first === undefined && more === undefined
    ? ''
    : html`<nav class="pager" aria-label="${say(lang, 'page.list.pages')}">${
        more && html`<a class="button" href="${more}" rel="next">${say(lang, 'page.list.more')}</a>`
      }${first && html`<a href="${first}">${say(lang, 'page.list.first')}</a>`}</nav>`

function byMonth(trainings: Training[], lang: Language): Html[] {
  const months = Map.groupBy(trainings, ({ when: { start } }) => start.slice(0, 7))
  return [...months.values()].map((month) => {
    const [first] = month
    return html`<h2>${first && formatMonth(first.when.start, first.when.timeZone, lang)}</h2>
${rows(month)}`
  })
}

const rows = (trainings: Training[]) => html`<ul class="card flush rows">${trainings.map(row)}</ul>`

const row = ({ title, when, venue, state, notice, notify, links }: Training) =>
  html`<li>${trainingRow({ label: title, page: links.page, start: when.start, when, venue, state, notice })}${
    notify && html`<p class="below"><a href="${notify.href}">${notify.label}</a></p>`
  }</li>`
