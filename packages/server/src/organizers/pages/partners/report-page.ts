import { type Language, type RegistrationReport, ReportGrouping } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { formatMoment, formatMonthDay } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { reportOnRegistrations } from '../../files/reports/registration-report.ts'
import { openReportFile, reportColumns, sayCount } from '../../files/reports/report-file.ts'
import { sendFile } from '../../files/send-file.ts'
import { cardTable } from '../card-table.ts'
import { adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'

/** The report of a training for partners and funders. */
export function reportPages(app: App): Pages {
  const pages = createPages(app)
  const guard = { needs: 'read-reports', of: 'training' } as const
  const path = '/trainings/:slug/report'
  const queryOf = ({ c, caller, lang }: Visit) => ({
    training: c.req.param('slug') ?? '',
    by: ReportGrouping.catch('role').parse(c.req.query('by')),
    lang,
    scope: caller.scope,
  })
  pages.page(path, guard, async (visit) => {
    const { lang } = visit
    const query = queryOf(visit)
    const training = await readTraining(app, query.training)
    const at = adminPath(app.config, `/trainings/${query.training}/report`)
    return {
      title: say(lang, 'admin.report'),
      section: 'numbers',
      crumbs: [
        { title: say(lang, 'admin.nav.trainings'), path: '' },
        { title: pickText(training.input.title, lang), path: `/trainings/${query.training}` },
      ],
      body: html`<div class="row"><h1>${say(lang, 'admin.report')}</h1>
<a class="button end" href="${at}.csv?by=${query.by}&amp;lang=${lang}">${say(lang, 'admin.exports.csv')}</a></div>
${asOf(app, training, lang)}
<p>${say(lang, 'admin.report.text')}</p>
<nav class="chips" aria-label="${say(lang, 'admin.report.grouping')}">${ReportGrouping.options.map(
        (one) =>
          html`<a class="chip" href="${at}?by=${one}"${one === query.by ? html` aria-current="page"` : ''}>${say(lang, `admin.report.by.${one}`)}</a>`,
      )}</nav>
${tableView(await reportOnRegistrations(app, query), visit)}`,
    }
  })
  pages.page(`${path}.csv`, guard, async (visit) => sendFile(app, visit.c, await openReportFile(app, queryOf(visit))))
  return pages
}

const asOf = (app: App, { row, input }: StoredTraining, lang: Language): Html =>
  html`<p class="hint">${unbroken(
    say(lang, 'admin.numbers.asOf', {
      training: pickText(input.title, lang),
      day: formatMonthDay(row.starts_at, row.time_zone, lang),
      time: formatMoment(app.now().toISOString(), row.time_zone, lang),
    }),
  )}</p>`

function tableView({ by, groups, total }: RegistrationReport, { lang }: Visit): Html {
  const cells = (counts: RegistrationReport['total']) => reportColumns.map((column) => sayCount(counts[column]))
  return html`<div class="card flush">${cardTable({
    isCounted: true,
    isSummed: true,
    headings: [
      say(lang, `admin.report.by.${by}`),
      ...reportColumns.map((column) => say(lang, `admin.report.${column}`)),
    ],
    rows: [
      ...groups.map((group): [string, ...string[]] => [group.label, ...cells(group)]),
      [say(lang, 'admin.report.total'), ...cells(total)],
    ],
  })}</div>`
}
