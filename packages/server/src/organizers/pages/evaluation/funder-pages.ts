import type { FunderReport, Language } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { formatDate } from '../../../core/trainings/local-time.ts'
import { readTraining } from '../../../core/trainings/trainings.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { fewGroups, figuresOf, openFunderFile, sayNumber } from '../../files/reports/funder-file.ts'
import { reportToFunders } from '../../files/reports/funder-report.ts'
import { sendFile } from '../../files/send-file.ts'
import { openFunderPaper } from '../../paper/funder-paper.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import type { Pages, Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'
import { chosenView, pairView, spreadView, stepsView } from './spread.ts'

const guard = { needs: 'read-reports', of: 'training' } as const
const slugOf = ({ c }: Pick<Visit, 'c'>) => c.req.param('slug') ?? ''

/** Adds the report for funders: a page, a PDF, and a file. */
export function addFunderReport(app: App, pages: Pages): void {
  const path = '/trainings/:slug/evaluation/report'
  pages.page(path, guard, (visit) => reportPage(app, visit))
  pages.page(`${path}.csv`, guard, async (visit) =>
    sendFile(app, visit.c, await openFunderFile(app, slugOf(visit), visit.lang)),
  )
  pages.page(`${path}.pdf`, guard, async (visit) =>
    sendFile(app, visit.c, await openFunderPaper(app, slugOf(visit), visit.lang)),
  )
}

async function reportPage(app: App, visit: Visit): Promise<AdminPage> {
  const { lang } = visit
  const training = await readTraining(app, slugOf(visit))
  const report = await reportToFunders(app, training.row.slug, lang)
  const path = `/trainings/${training.row.slug}/evaluation`
  const file = (ending: string) => adminPath(app.config, `${path}/report.${ending}`)
  return {
    title: say(lang, 'admin.funders.title'),
    section: 'trainings',
    crumbs: [...crumbsOf({ training }, lang), { title: say(lang, 'admin.evaluation.title'), path }],
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.evaluationStyle)}">`,
    body: html`<div class="row head"><p class="hint">${say(lang, 'admin.evaluation.report.fits')}</p><span class="end row">
<a class="button" href="${file('pdf')}">${say(lang, 'admin.period.pdf')}</a>
<a class="button" href="${file('csv')}">${say(lang, 'admin.exports.csv')}</a></span></div>
${letterView(lang, report)}`,
  }
}

function letterView(lang: Language, report: FunderReport): Html {
  const { organizer, title, day, place, evaluation, madeOn } = report
  return html`<article class="letter stack"><header>${organizer && html`<p><b>${organizer}</b></p>`}
<h1>${say(lang, 'admin.funders.title')}</h1><p>${unbroken([title, day, place].filter(Boolean).join(' · '))}</p></header>
<dl class="figures">${figuresOf(report, lang).map(
    ([number, what]) => html`<div><dd class="num">${number}</dd><dt>${what}</dt></div>`,
  )}</dl>
<div class="tables">${groupsView(lang, 'role', report)}${groupsView(lang, 'agency', report)}</div>
${report.roles.length + report.byAgency.length > 0 ? html`<p class="hint">${say(lang, 'admin.funders.bars')}</p>` : ''}
${evaluation ? evaluationView(lang, evaluation) : ''}
<p class="hint">${unbroken(say(lang, 'admin.funders.note', { sign: '±', day: formatDate(madeOn, lang) }))}</p></article>`
}

/** Renders groups with bars that begin at zero: outlined registered, filled came. */
function groupsView(lang: Language, by: 'role' | 'agency', report: FunderReport): Html | '' {
  const groups = by === 'role' ? report.roles : report.byAgency
  if (groups.length === 0) return ''
  const shown = fewGroups(groups, lang, report)
  const most = Math.max(...shown.map(({ registered, came }) => Math.max(registered, came ?? 0)))
  return html`<table><thead><tr><th scope="col">${say(lang, `admin.report.by.${by}`)}</th>
<th scope="col" class="num">${say(lang, 'admin.funders.column.registered')}</th>
<th scope="col" class="num">${say(lang, 'admin.funders.column.came')}</th></tr></thead><tbody>${shown.map(
    ({ label, registered, came }) => html`<tr><th scope="row">${label}
<svg class="bar" viewBox="0 0 ${most} 10" preserveAspectRatio="none" aria-hidden="true">${raw(
      `<rect class="seat" width="${registered}" height="10"/><rect class="s5" width="${came ?? 0}" height="10"/>`,
    )}</svg></th>
<td class="num">${registered}</td><td class="num">${sayNumber(came)}</td></tr>`,
  )}</tbody></table>`
}

function evaluationView(lang: Language, evaluation: NonNullable<FunderReport['evaluation']>): Html {
  const { answered: count, asked: all, questions, pair, followUp, quotes } = evaluation
  const scales = questions.filter(({ mean, id }) => mean !== null && !(pair && (id === 'before' || id === 'now')))
  const [used] = followUp.questions
  return html`<section><h2>${say(lang, 'admin.funders.answered', { count, all })}</h2>
${scales.length > 0 ? stepsView(lang) : ''}${scales.map((one) => spreadView(lang, one))}</section>
<div class="tables">${pair ? html`<section><h2>${say(lang, 'admin.funders.ready')}</h2>${pairView(lang, pair)}</section>` : ''}
${
  used && used.counts.length > 0
    ? html`<section><h2>${say(lang, 'admin.funders.followUp.answered', { count: followUp.answered, all: followUp.wanted })}</h2>
<h3>${used.label}</h3>${chosenView(used)}</section>`
    : ''
}</div>${
    quotes.length === 0
      ? ''
      : html`<section><h2>${say(lang, 'admin.funders.quotes')}</h2>${quotes.map(
          ({ text }) => html`<blockquote class="lines">${text}</blockquote>`,
        )}</section>`
  }`
}
