import type { Language, Training } from '@training-signup/contract'
import { html } from 'hono/html'
import { say } from '../words/index.ts'
import type { Page } from './layout.ts'

/** Renders the announced trainings, upcoming first. */
export const listPage = (trainings: Training[], lang: Language, languages: NonNullable<Page['languages']>): Page => ({
  lang,
  languages,
  listed: true,
  backToList: false,
  title: say(lang, 'page.list'),
  body: html`<main><h1>${say(lang, 'page.list')}</h1>
${trainings.length === 0 ? html`<p>${say(lang, 'page.none')}</p>` : html`<ul class="trainings">${trainings.map((training) => item(training, lang))}</ul>`}</main>`,
})

const item = ({ title, summary, when, venue, notice, links }: Training, lang: Language) => html`<li><h2>${title}</h2>
<p><time datetime="${when.start}">${when.text}</time></p>
${venue && html`<p>${venue.name}</p>`}
${summary && html`<p class="lines">${summary}</p>`}
<p><strong>${notice.title}</strong></p>
<p><a href="${links.page}" aria-label="${say(lang, 'page.more')}: ${title}">${say(lang, 'page.more')}</a></p></li>`
