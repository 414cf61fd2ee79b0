import { type Language, PeriodGrouping, type PeriodReport } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { readPartnerChoices } from '../../../core/partners/partner-choices.ts'
import { everything } from '../../../platform/access/caller.ts'
import { errorNote } from '../../../platform/html/form/fault-summary.ts'
import { inputField, pickField, selectField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { isProblem } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { periodChoice } from '../../files/choices.ts'
import { openPeriodFile, sayPeriod, tableOf, titleOf } from '../../files/reports/period-file.ts'
import { type PeriodQuery, periodOf, reportOnPeriod } from '../../files/reports/period-report.ts'
import { sendFile } from '../../files/send-file.ts'
import { openPeriodPaper } from '../../paper/period-paper.ts'
import { cardTable } from '../card-table.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { partnerChoices } from '../partner-choices.ts'

const guard = { needs: 'read-reports', of: 'everything' } as const

/** The report about all trainings of a period, for sponsors and funders. */
export function periodPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/report', guard, (visit) => showReport(app, visit))
  pages.page('/report.csv', guard, async (visit) =>
    sendFile(app, visit.c, await openPeriodFile(app, queryOf(app, visit))),
  )
  pages.page('/report.pdf', guard, async (visit) =>
    sendFile(app, visit.c, await openPeriodPaper(app, queryOf(app, visit))),
  )
  return pages
}

/** What the address names wrongly is as if it were not named. */
function queryOf(app: App, { c, lang }: Pick<Visit, 'c' | 'lang'>): PeriodQuery {
  const { shape } = periodChoice
  const given = {
    from: shape.from.catch(undefined).parse(c.req.query('from') || undefined),
    to: shape.to.catch(undefined).parse(c.req.query('to') || undefined),
  }
  return {
    ...periodOf(app, given),
    by: PeriodGrouping.catch('partner').parse(c.req.query('by')),
    partner: shape.partner.catch(undefined).parse(c.req.query('partner') || undefined),
    lang,
  }
}

async function showReport(app: App, visit: Visit) {
  const { lang } = visit
  const query = queryOf(app, visit)
  const report = await reportOnPeriod(app, query).catch((error: unknown) => {
    if (isProblem(error, 'invalid-input')) return undefined
    throw error
  })
  const title = titleOf({ name: report?.name ?? null }, lang)
  const named = { from: query.from, to: query.to, by: query.by, partner: query.partner ?? '' }
  const file = (ending: string) => withQuery(adminPath(app.config, `/report.${ending}`), { ...named, lang })
  return {
    title,
    section: 'numbers' as const,
    crumbs: [{ title: say(lang, 'admin.nav.numbers'), path: '/numbers' }],
    body: html`<div class="row"><h1>${title}</h1>${
      report
        ? html`<span class="end row"><a class="button" href="${file('pdf')}">${say(lang, 'admin.period.pdf')}</a>
<a class="button" href="${file('csv')}">${say(lang, 'admin.exports.csv')}</a></span>`
        : ''
    }</div>
${await choiceView(app, lang, query)}
${report ? reportView(app, lang, report) : errorNote(say(lang, 'admin.period.fault'))}`,
  }
}

async function choiceView(app: App, lang: Language, { from, to, by, partner }: PeriodQuery): Promise<Html> {
  const choices = await readPartnerChoices(app, everything, [partner ?? null])
  const day = (name: 'from' | 'to', value: string) =>
    inputField({ name, label: say(lang, `admin.period.${name}.day`), value, attributes: { type: 'date' } })
  return html`<form class="card stack" action="${adminPath(app.config, '/report')}"><div class="row filter short">
${day('from', from)}${day('to', to)}
${selectField({
  name: 'by',
  label: say(lang, 'admin.report.grouping'),
  options: PeriodGrouping.options.map((value) => ({ value, label: say(lang, `admin.period.by.${value}`) })),
  chosen: by,
})}
${pickField({
  ...partnerChoices(lang, choices, say(lang, 'admin.period.all')),
  name: 'partner',
  label: say(lang, 'admin.numbers.partner'),
  chosen: partner ?? '',
})}
<button class="button">${say(lang, 'admin.numbers.show')}</button></div></form>`
}

function reportView(app: App, lang: Language, report: PeriodReport): Html {
  const [headings = [''], ...rows] = tableOf(report, lang)
  const { from, to, by } = report
  const linked = rows.map(([label, ...cells], at): [string | Html, ...string[]] => {
    const key = report.rows[at]?.key
    const path = adminPath(app.config, '/report')
    return key && by === 'partner'
      ? [html`<a href="${withQuery(path, { from, to, by: 'month', partner: key })}">${label}</a>`, ...cells]
      : [label, ...cells]
  })
  return html`<p><b>${unbroken(sayPeriod(report, lang))}</b>: ${say(lang, 'admin.period.held', { count: report.trainings })}</p>
${
  report.rows.length === 0
    ? html`<div class="card"><p>${say(lang, 'admin.period.none')}</p></div>`
    : html`<div class="card flush">${cardTable({ isCounted: true, isSummed: true, headings, rows: linked })}</div>`
}
<p class="hint">${say(lang, 'admin.period.steps')}</p><p class="hint">${say(lang, 'admin.period.counted')}</p>`
}
