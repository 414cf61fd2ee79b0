import type { Language } from '@training-signup/contract'
import type { Context } from 'hono'
import { html } from 'hono/html'
import { peoplePerStep } from '../../core/partners/in-steps.ts'
import { type PartnerNumbers, partnerNumbers } from '../../core/partners/report.ts'
import { partnerBySecret } from '../../core/partners/report-link.ts'
import { readPublicTitles } from '../../core/trainings/list-trainings.ts'
import { formatDate } from '../../core/trainings/local-time.ts'
import { basePath } from '../../platform/config.ts'
import { answerPage, type Html } from '../../platform/html/layout.ts'
import { languageOf } from '../../platform/http/request-language.ts'
import type { System } from '../../platform/system.ts'
import { say } from '../../words/index.ts'

/**
 * Creates the page that shows a partner, by a secret link, what its pages brought. It names no one.
 */
export const createPartnerReport = (system: System) => async (c: Context) => {
  const lang = languageOf(c)
  const partner = await partnerBySecret(system, c.req.param('secret') ?? '')
  const numbers = await partnerNumbers(system, partner.slug)
  const title = say(lang, 'partnerReport.title', { name: partner.name })
  const here = `${basePath(system.config)}/partner-report/${c.req.param('secret')}`
  return answerPage(c, system.config, {
    lang,
    title,
    backToList: false,
    languages: (['en', 'es'] as const).map((one) => ({ lang: one, href: `${here}?lang=${one}` })),
    body: html`<main><h1>${title}</h1><p>${textOf(system, lang)}</p><div class="card">
${countsView(lang, numbers, await titlesOf(system, lang, numbers))}</div><p class="muted">${say(lang, 'partnerReport.private')}</p></main>`,
  })
}

/** Says what is counted, and up to when. */
export const textOf = ({ now }: Pick<System, 'now'>, lang: Language): string =>
  `${say(lang, 'partnerReport.text')} ${say(lang, 'partnerReport.asOf', { day: formatDate(yesterday(now()), lang) })}`

const yesterday = (now: Date) => new Date(now.getTime() - 24 * 60 * 60_000).toISOString().slice(0, 10)

const columns = ['training', 'views', 'starts', 'signUps'] as const

/** Renders what a partner's pages brought, for each training. */
export const countsView = (lang: Language, numbers: PartnerNumbers[], titles: Map<string, string>): Html =>
  numbers.length === 0
    ? html`<p>${say(lang, 'partnerReport.none')}</p>`
    : html`<table class="counts"><thead><tr>${columns.map(
        (column) => html`<th scope="col">${say(lang, `partnerReport.${column}`)}</th>`,
      )}</tr></thead><tbody>${numbers.map(
        ({ training, views, starts, signUps }) =>
          html`<tr><th scope="row">${titles.get(training) ?? training}</th><td>${views}</td><td>${starts}</td>
<td>${signUps === 0 ? `<${peoplePerStep}` : signUps}</td></tr>`,
      )}</tbody></table>`

/** Returns the titles of the trainings that the numbers are about, by their slugs. */
export const titlesOf = (system: System, lang: Language, numbers: PartnerNumbers[]): Promise<Map<string, string>> =>
  readPublicTitles(
    system,
    lang,
    numbers.map(({ training }) => training),
  )
