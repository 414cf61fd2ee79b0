import type { Language, TrainingNumbers } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { dayAt } from '../../../core/partners/impression-counts.ts'
import { findPartner } from '../../../core/partners/partners.ts'
import { partnerNumbers } from '../../../core/partners/report.ts'
import { dayAfter, formatMoment, formatMonthDay } from '../../../core/trainings/local-time.ts'
import { searchedText } from '../../../core/trainings/match-text.ts'
import { mayForAll } from '../../../platform/access/caller.ts'
import { basePath } from '../../../platform/config.ts'
import { selectField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { countsView, textOf, titlesOf } from '../../../visitors/pages/partner-report.ts'
import { say } from '../../../words/admin.ts'
import { readNumbers } from '../../api/trainings/numbers.ts'
import { cardTable } from '../card-table.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages } from '../pages.ts'
import { giveView } from '../partners/give-view.ts'
import { emptyState } from '../roster/empty-state.ts'
import { barView, curveView } from './chart.ts'
import { findField, readAllChoices, type TrainingChoice, trainingOptions } from './training-choice.ts'

/** The page with the numbers of one training. */
export function numbersPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/numbers', { needs: 'read-numbers' }, async ({ c, lang, caller }) => {
    if (caller.scope.partner !== undefined) return partnersOwn(app, lang, caller.scope.partner)
    const asked = c.req.query('training')
    const find = searchedText(c.req.query('find'))
    const { choices, hasMore } = await readAllChoices(app, caller.scope, lang, {
      chosen: asked === undefined ? [] : [asked],
      find,
      withoutDrafts: true,
    })
    const chosen = asked === undefined ? choices[0] : choices.find(({ slug }) => slug === asked)
    if (asked !== undefined && !chosen) throw new ProblemError('not-found')
    return {
      title: say(lang, 'admin.numbers.title'),
      section: 'numbers',
      body: chosen
        ? numbersView(app, lang, {
            choices,
            hasMore,
            find,
            chosen,
            numbers: await readNumbers(app, chosen.slug, lang),
            reportsOnAll: mayForAll(caller, 'read-reports'),
          })
        : html`<h1>${say(lang, 'admin.numbers.title')}</h1>${emptyState({
            icon: 'calendar',
            title: say(lang, 'admin.numbers.none'),
            text: say(lang, 'admin.numbers.none.text'),
          })}`,
    }
  })
  return pages
}

/** Someone who sees one partner's numbers gets those of its pages, as in the partner's report, and what to share. */
async function partnersOwn(app: App, lang: Language, partner: string): Promise<AdminPage> {
  const { name, accent } = await findPartner(app.db.reader, partner)
  const numbers = await partnerNumbers(app, partner)
  return {
    title: say(lang, 'admin.numbers.title'),
    section: 'numbers',
    isNarrow: true,
    body: html`<h1>${say(lang, 'partnerReport.title', { name })}</h1><p>${textOf(app, lang)}</p><div class="card">${countsView(
      lang,
      numbers,
      await titlesOf(app, lang, numbers),
    )}</div><p class="hint">${say(lang, 'partnerReport.private')}</p>
${await giveView(app, lang, { slug: partner, accent }, true)}`,
  }
}

interface View {
  choices: TrainingChoice[]
  hasMore: boolean
  find: string
  chosen: TrainingChoice
  numbers: TrainingNumbers
  reportsOnAll: boolean
}

const numbersView = (app: App, lang: Language, view: View): Html => {
  const { chosen, numbers } = view
  return html`<div class="row"><h1>${say(lang, 'admin.numbers.title')}</h1>${reportLink(app, lang, view)}</div>${chooser(app, lang, view)}
<p class="hint">${unbroken(
    say(lang, 'admin.numbers.asOf', {
      training: chosen.title,
      day: formatMonthDay(chosen.startsAt, chosen.timeZone, lang),
      time: formatMoment(app.now().toISOString(), chosen.timeZone, lang),
    }),
  )}</p>
${curveOf(app, lang, view)}
<div class="sums">${[
    barsView(lang, 'role', say(lang, 'admin.numbers.byRole'), rolesOf(numbers)),
    barsView(lang, 'partner', say(lang, 'admin.numbers.byPartner'), partnersOf(lang, numbers)),
    barsView(lang, 'agency', say(lang, 'admin.numbers.byAgency'), agenciesOf(lang, numbers)),
  ]}</div>
${wayView(lang, numbers)}
<p class="row"><a class="button" href="${basePath(app.config)}/api/v1/admin/trainings/${chosen.slug}/numbers.csv">${say(lang, 'admin.numbers.csv')}</a></p>
<p class="hint">${say(lang, 'admin.numbers.private')}</p>`
}

/** Leads to the numbers of all trainings: what sponsors and funders ask for. */
const reportLink = ({ config }: App, lang: Language, { reportsOnAll }: View): Html | '' =>
  reportsOnAll
    ? html`<a class="button end" href="${adminPath(config, '/report')}">${say(lang, 'admin.period.open')}</a>`
    : ''

const chooser = ({ config }: App, lang: Language, { choices, hasMore, find, chosen }: View) =>
  html`<form class="stack" action="${adminPath(config, '/numbers')}"><div class="row filter">${selectField({
    name: 'training',
    look: 'grow',
    label: say(lang, 'admin.numbers.training'),
    options: trainingOptions(choices),
    chosen: chosen.slug,
  })}
<button class="button">${say(lang, 'admin.numbers.show')}</button></div>${hasMore ? findField(lang, find) : ''}</form>`

function curveOf(app: App, lang: Language, { chosen, numbers }: View): Html {
  const { days, people, capacity, minimum } = numbers
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return html`<div class="card"><p>${say(lang, 'admin.numbers.no-one')}</p></div>`
  const dayOf = (day: string) => formatMonthDay(`${day}T12:00:00Z`, 'UTC', lang)
  const today = dayAt(app.now().toISOString(), chosen.timeZone)
  const held = dayAt(new Date(chosen.startsAt).toISOString(), chosen.timeZone)
  const isAhead = today < held
  const each = everyDay(days, isAhead ? today : last.day)
  // A far day would press the curve together.
  const steps = isAhead ? Math.min(stepsTo(first.day, held), each.length * 3) : each.length
  const end = isAhead && steps > each.length ? dayAfter(first.day, steps - 1) : (each.at(-1)?.day ?? last.day)
  const label = say(lang, 'admin.numbers.picture', { people, first: dayOf(first.day), last: dayOf(last.day) })
  const legend = [
    capacity === null ? '' : say(lang, 'admin.numbers.ofSeats', { seats: capacity }),
    minimum === null ? '' : say(lang, 'admin.numbers.needed', { count: minimum }),
    isAhead ? say(lang, 'admin.numbers.today', { day: dayOf(today) }) : '',
  ]
  return html`<figure class="card"><figcaption>${say(lang, 'admin.numbers.curve', { count: people })}<small>${legend.join('')}</small></figcaption>${curveView(
    {
      values: each.map(({ total }) => total),
      steps,
      limit: capacity,
      needed: minimum,
      endsToday: isAhead,
      label,
      ends: [dayOf(first.day), dayOf(end)],
      say: (step) => {
        const { day, signUps, total } = each[step] ?? last
        return say(lang, 'admin.numbers.onDay', { day: dayOf(day), count: signUps, total })
      },
    },
  )}${daysView(lang, days, dayOf)}</figure>`
}

const daysView = (lang: Language, days: TrainingNumbers['days'], dayOf: (day: string) => string): Html =>
  html`<details>
<summary>${say(lang, 'admin.numbers.asTable')}</summary><table><thead><tr>
<th scope="col">${say(lang, 'admin.numbers.day')}</th><th scope="col">${say(lang, 'admin.numbers.signUps')}</th>
<th scope="col">${say(lang, 'admin.numbers.inAll')}</th></tr></thead><tbody>${days
    .toReversed()
    .map(
      ({ day, signUps, total }) =>
        html`<tr><td>${dayOf(day)}</td><td class="num">${signUps}</td><td class="num">${total}</td></tr>`,
    )}</tbody></table></details>`

const dayMs = 24 * 60 * 60_000
const stepsTo = (first: string, last: string) =>
  (Date.parse(`${last}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / dayMs + 1

/** Returns each day up to one, also those on which no one signed up. */
function everyDay(days: TrainingNumbers['days'], until: string): TrainingNumbers['days'] {
  const [first] = days
  if (!first) return []
  const known = new Map(days.map((one) => [one.day, one]))
  let total = 0
  return Array.from({ length: stepsTo(first.day, until) }, (_, index) => {
    const day = dayAfter(first.day, index)
    const one = known.get(day) ?? { day, signUps: 0, total }
    total = one.total
    return one
  })
}

interface Bar {
  name: string
  people: number
}

const mostBars = 12

const rolesOf = ({ roles }: TrainingNumbers): Bar[] => roles.map(({ label, people }) => ({ name: label, people }))
const agenciesOf = (lang: Language, { agencies }: TrainingNumbers): Bar[] =>
  agencies.map(({ agency, people }) => ({ name: agency ?? say(lang, 'admin.numbers.noAgency'), people }))
const partnersOf = (lang: Language, { partners }: TrainingNumbers): Bar[] =>
  partners
    .map(({ name, people }) => ({ name: name ?? say(lang, 'admin.numbers.other'), people }))
    .toSorted((one, other) => other.people - one.people)

/** The bars stand in the table itself, so that the picture and its words are one. */
function barsView(lang: Language, what: 'role' | 'agency' | 'partner', caption: string, bars: Bar[]): Html | '' {
  if (bars.length === 0) return ''
  const largest = Math.max(...bars.map(({ people }) => people))
  const rest = bars.length - mostBars
  return html`<figure class="card ${what}"><figcaption>${caption}</figcaption><table class="bars" role="table"><thead role="rowgroup"><tr role="row">
<th scope="col" role="columnheader">${say(lang, `admin.numbers.${what}`)}</th><th scope="col" role="columnheader">${say(lang, 'admin.numbers.seats')}</th>
<th scope="col" role="columnheader"><span class="unseen">${say(lang, 'admin.numbers.share')}</span></th></tr></thead><tbody role="rowgroup">${bars
    .slice(0, mostBars)
    .map(
      ({ name, people }) =>
        html`<tr role="row"><td role="cell">${name}</td><td role="cell" class="num">${people}</td><td role="cell">${barView(people, largest)}</td></tr>`,
    )}</tbody></table>${rest > 0 ? html`<p class="hint">${say(lang, 'admin.numbers.moreAgencies', { count: rest })}</p>` : ''}</figure>`
}

const wayColumns = ['partner', 'views', 'starts', 'sent', 'seats', 'rate'] as const

const wayView = (lang: Language, { partners }: TrainingNumbers): Html | '' =>
  partners.length === 0
    ? ''
    : html`<figure class="card"><figcaption>${say(lang, 'admin.numbers.way')}</figcaption><p class="hint">${say(lang, 'admin.numbers.way.text')}</p>${cardTable(
        {
          isCounted: true,
          headings: wayColumns.map((column) => say(lang, `admin.numbers.${column}`)),
          rows: partners.map(({ name, views, starts, signUps, people, rate }) => [
            name ?? say(lang, 'admin.numbers.other'),
            views,
            starts,
            signUps,
            people,
            rateOf(lang, rate),
          ]),
        },
      )}</figure>`

/** Phone-ins and hosted pages have no views, so there is nothing to compare. */
const rateOf = (lang: Language, rate: number | null) =>
  rate === null ? '–' : new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 }).format(rate)
