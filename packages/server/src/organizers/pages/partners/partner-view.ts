import type { Language, PartnerInput, PartnerPage } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { listHosts } from '../../../core/partners/hosts.ts'
import { listPartnerPages } from '../../../core/partners/page-checks.ts'
import { reportOnPartner } from '../../../core/partners/report.ts'
import { hasReportLink } from '../../../core/partners/report-link.ts'
import { readPublicTitles } from '../../../core/trainings/list-trainings.ts'
import { formatDate } from '../../../core/trainings/local-time.ts'
import { everything } from '../../../platform/access/caller.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import { type Typed, typedOf } from '../../../platform/html/form/typed.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { cardTable } from '../card-table.ts'
import { copyButton } from '../copy-button.ts'
import { readMomentOf } from '../day-of.ts'
import { adminPath } from '../frame.ts'
import { type Edits, editsOf } from '../sent-forms/merge-edits.ts'
import { giveView } from './give-view.ts'
import { partnerForm, partnerItems } from './partner-form.ts'

interface PartnerView {
  /** Whether the visitor may change the partner. */
  changes: boolean
  /** Whether the visitor may see the report about all trainings. */
  reports: boolean
  /** What the form was sent with, if it is shown again. */
  edits?: Edits<Typed>
  faults?: Faults
  /** A link that was just made. */
  reportUrl?: string | undefined
  /** A page that was not added. */
  newUrl?: { typed: string; faults: Faults }
}

/** Renders everything about a partner. */
export async function partnerView(app: App, lang: Language, partner: PartnerInput, view: PartnerView): Promise<Html> {
  const { edits = editsOf(typedOf(partner, partnerItems)), faults = noFaults } = view
  return html`<h1>${partner.name}</h1>
<div class="split"><div class="stack">
${pagesView(app, lang, partner.slug, {
  ...view,
  partnerPages: await listPartnerPages(app, partner.slug),
  momentOf: await readMomentOf(app),
})}
${await numbersView(app, lang, partner.slug, view.reports)}
${await hostsView(app, lang, partner.slug)}
</div><div class="stack pin">
${await giveView(app, lang, partner)}
${view.changes ? await reportView(app, lang, partner.slug, view.reportUrl) : ''}
${
  view.changes
    ? html`<section class="stack" id="about"><h2>${say(lang, 'admin.partners.about')}</h2>
${partnerForm(app.config, lang, {
  edits,
  faults,
  slug: partner.slug,
})}<p><a class="button danger quiet" href="${adminPath(app.config, `/partners/${partner.slug}/delete`)}">${say(
        lang,
        'admin.partners.delete',
      )}</a></p></section>`
    : ''
}
</div></div>`
}

interface ShownPages extends PartnerView {
  partnerPages: PartnerPage[]
  momentOf: Awaited<ReturnType<typeof readMomentOf>>
}

function pagesView(app: App, lang: Language, slug: string, view: ShownPages): Html {
  const path = adminPath(app.config, `/partners/${slug}/placements`)
  const { changes, newUrl, partnerPages, momentOf } = view
  const rows = partnerPages.map((one) =>
    partnerPageView(
      lang,
      one,
      one.checkedAt && momentOf(one.checkedAt, lang),
      changes ? `${path}/${one.id}` : undefined,
    ),
  )
  const field = inputField({
    name: 'url',
    id: 'page-url',
    label: say(lang, 'admin.partners.pages.add'),
    value: newUrl?.typed ?? '',
    faults: newUrl?.faults ?? noFaults,
    controlLook: 'grow',
    attributes: { type: 'url', placeholder: 'https://' },
    beside: html`<button class="button">${say(lang, 'admin.partners.pages.submit')}</button>`,
  })
  return html`<section class="card flush" id="pages">
<div class="inset"><h2>${say(lang, 'admin.partners.pages')}</h2><p class="hint">${say(lang, 'admin.partners.pages.text')}</p></div>
${rows.length === 0 ? '' : html`<div class="rows">${rows}</div>`}
${changes ? html`<form class="inset" method="post" action="${path}" novalidate>${field}</form>` : ''}</section>`
}

/** Says what was found: in words of its own where the value is a program's, like an error's name. */
const findingText = (lang: Language, { code, value = '' }: Finding): string =>
  (isAnswer.has(code) ? sayIfKnown(lang, `admin.partners.finding.${code}.${value}`) : undefined) ??
  sayIfKnown(lang, `admin.partners.finding.${code}`, { value }) ??
  code

const isAnswer: ReadonlySet<string> = new Set(['unreachable', 'answered'])
type Finding = NonNullable<PartnerPage['inspection']>['findings'][number]

const tones = { live: 'ok', warned: 'wait', failing: 'stop' } as const

function partnerPageView(
  lang: Language,
  { url, inspection }: PartnerPage,
  time: string | null,
  path: string | undefined,
): Html {
  const state = inspection
    ? html`<span class="state ${tones[inspection.state]}">${say(lang, `admin.partners.state.${inspection.state}`)}</span>`
    : html`<span class="state">${say(lang, 'admin.partners.pages.unchecked')}</span>`
  const checked =
    time === null
      ? ''
      : html`<p class="hint">${say(lang, 'admin.partners.pages.checked', { time })}${
          inspection && inspection.state !== 'failing'
            ? html`\u00A0· ${
                inspection.release === null
                  ? say(lang, 'admin.partners.pages.current')
                  : say(lang, 'admin.partners.pages.pinned', { release: inspection.release })
              }`
            : ''
        }</p>`
  return html`<div class="partner-page"><div class="row"><a href="${url}" rel="noreferrer">${url}</a><span class="end">${state}</span></div>${
    inspection && inspection.findings.length > 0
      ? html`<ul>${inspection.findings.map((finding) => html`<li>${findingText(lang, finding)}</li>`)}</ul>`
      : ''
  }${checked}${
    path === undefined
      ? ''
      : html`<div class="row">
<form method="post" action="${path}/check"><button class="button">${say(lang, 'admin.partners.pages.check')}</button></form>
<a class="button quiet" href="${path}/remove">${say(lang, 'admin.partners.pages.remove')}<span class="unseen">: ${url}</span></a></div>`
  }</div>`
}

async function numbersView(app: App, lang: Language, slug: string, reports: boolean): Promise<Html> {
  const { rows } = await reportOnPartner(app, slug, { scope: everything })
  const byTraining = [...Map.groupBy(rows, ({ training }) => training)]
  const titles = await readPublicTitles(
    app,
    lang,
    byTraining.map(([training]) => training),
  )
  const kinds = ['views', 'starts', 'signUps'] as const
  return html`<section class="card"><div class="row"><h2>${say(lang, 'admin.partners.numbers')}</h2>${
    reports
      ? html`<a class="end" href="${adminPath(app.config, '/report')}?by=month&amp;partner=${slug}">${say(lang, 'admin.partners.period')}</a>`
      : ''
  }</div>${
    byTraining.length === 0
      ? html`<p>${say(lang, 'admin.partners.numbers.none')}</p>`
      : cardTable({
          isCounted: true,
          headings: ['training' as const, ...kinds].map((column) => say(lang, `partnerReport.${column}`)),
          rows: byTraining.map(([training, days]) => [
            titles.get(training) ?? training,
            ...kinds.map((kind) => days.reduce((sum, day) => sum + day[kind], 0)),
          ]),
        })
  }</section>`
}

async function hostsView({ db }: App, lang: Language, slug: string): Promise<Html> {
  const hosts = await listHosts(db.reader, slug)
  return html`<section class="card"><h2>${say(lang, 'admin.partners.hosts')}</h2>${
    hosts.length === 0
      ? html`<p>${say(lang, 'admin.partners.hosts.none')}</p>`
      : html`<ul class="apart">${hosts.map(
          ({ origin, lastDay, views, scripts }) =>
            html`<li>${origin}<br><small>${say(lang, 'admin.partners.hosts.last', { day: formatDate(lastDay, lang) })}${
              views === 0 ? '' : `\u00A0· ${say(lang, 'admin.partners.hosts.views', { count: views })}`
            }${scripts.map(
              ({ version }) =>
                html`\u00A0· ${version === 'v1' ? say(lang, 'admin.partners.pages.current') : say(lang, 'admin.partners.pages.pinned', { release: version })}`,
            )}</small></li>`,
        )}</ul>`
  }</section>`
}

async function reportView(app: App, lang: Language, slug: string, url: string | undefined): Promise<Html> {
  const path = adminPath(app.config, `/partners/${slug}/report-link`)
  const has = await hasReportLink(app, slug)
  return html`<section class="card" id="report"><h2>${say(lang, 'admin.partners.report')}</h2><p class="hint">${say(lang, 'admin.partners.report.text')}</p>${
    url === undefined
      ? ''
      : html`<p role="status">${say(lang, 'admin.partners.report.made')}</p>
<div class="row"><p class="snippet" id="report-url">${url}</p>${copyButton(lang, 'report-url')}</div>`
  }<div class="row">${
    has
      ? html`<a class="button" href="${path}">${say(
          lang,
          'admin.partners.report.again',
        )}</a><a class="button danger quiet" href="${path}/end">${say(lang, 'admin.partners.report.end')}</a>`
      : html`<form method="post" action="${path}"><button class="button" name="first" value="1">${say(lang, 'admin.partners.report.make')}</button></form>`
  }</div></section>`
}
