import type { Language, OpenDecision } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import type { App } from '../../core/context.ts'
import { readCounts, readWaiting } from '../../core/trainings/counts.ts'
import {
  capitalized,
  formatBriefly,
  formatMonthDay,
  formatTimeOf,
  formatWeekday,
} from '../../core/trainings/local-time.ts'
import { readInput } from '../../core/trainings/trainings.ts'
import { may, mayForAll } from '../../platform/access/caller.ts'
import type { IconName } from '../../platform/html/icon.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { unbroken } from '../../platform/html/lines.ts'
import { type PageWordKey, say } from '../../words/admin.ts'
import { findDecisions } from '../api/today/today.ts'
import { countAgency } from '../api/trainings/training-counts.ts'
import {
  comingTrainings,
  draftTrainings,
  hasOthers,
  pastTrainings,
  type TrainingRow,
  type TrainingRows,
} from '../api/trainings/training-lists.ts'
import { firstStepsView } from './first-steps.ts'
import { adminPath } from './frame.ts'
import { createPages, type Pages, type Visit } from './pages.ts'
import { nextLink, withQuery } from './paging.ts'
import { holdNote } from './person/hold-note.ts'
import { readQuery } from './read-query.ts'
import { emptyState } from './roster/empty-state.ts'
import { counted, seatsBar, seatsLegend } from './trainings/seats-bar.ts'
import { titleOf, trainingRow } from './trainings/training-row.ts'

/** The page that opens first: what needs a decision, then the trainings with their seats. */
export function homePages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/', {}, async (visit) => {
    const { c, caller, lang } = visit
    const elsewhere = otherHome(visit)
    if (elsewhere) return c.redirect(adminPath(app.config, elsewhere), 303)
    const { show: shown, cursor } = readQuery(c, { show: z.enum(['past', 'drafts']), cursor: z.string().max(1000) })
    const asked = { limit: perPage, cursor }
    return {
      title: say(lang, shown ? `admin.home.${shown}` : 'admin.home.title'),
      section: 'trainings',
      crumbs: shown ? [{ title: say(lang, 'admin.home.title'), path: '' }] : [],
      body: shown
        ? await partView(app, visit, shown, await parts[shown](app, caller.scope, asked))
        : await comingView(app, visit, await comingTrainings(app, caller.scope, asked)),
    }
  })
  return pages
}

const perPage = 25
const parts = { past: pastTrainings, drafts: draftTrainings }
type Part = keyof typeof parts

/** Returns the page that someone starts on who sees no list of people. */
function otherHome({ caller }: Visit): string | undefined {
  if (may(caller, 'read-trainings') || may(caller, 'read-people')) return undefined
  return may(caller, 'read-names') ? '/door' : '/numbers'
}

async function comingView(app: App, visit: Visit, { rows, nextCursor }: TrainingRows): Promise<Html> {
  const { c, lang, caller } = visit
  const others = await hasOthers(app, caller.scope)
  const isFirst = c.req.query('cursor') === undefined
  if (isFirst && rows.length === 0 && !others.past && !others.drafts)
    return html`<h1>${say(lang, 'admin.home.title')}</h1>${noTrainings(app, visit)}${await firstStepsView(app, visit)}`
  const today = rows[0] && formatWeekday(app.now().toISOString(), rows[0].time_zone, lang)
  return html`<div class="row"><h1>${today === undefined ? say(lang, 'admin.home.title') : capitalized(today)}</h1>${
    mayForAll(caller, 'change-trainings')
      ? html`<a class="button primary end" href="${adminPath(app.config, '/trainings/new')}">${icon('plus')}${say(lang, 'admin.home.new')}</a>`
      : ''
  }</div>
${await holdNote(app, lang)}
${isFirst ? await firstStepsView(app, visit) : ''}
${isFirst && may(caller, 'change-people') ? await decisionsView(app, visit) : ''}
<h2>${say(lang, 'admin.home.coming')}</h2>
${rows.length > 0 ? await rowsView(app, visit, rows) : html`<div class="card"><p>${say(lang, 'admin.home.noneComing')}</p></div>`}
${nextLink(lang, adminPath(app.config), nextCursor)}
<p class="row">${isFirst ? '' : comingLink(app, lang)}${others.past ? partLink(app, lang, 'past') : ''}
${others.drafts ? partLink(app, lang, 'drafts') : ''}</p>`
}

const partLink = ({ config }: App, lang: Language, part: Part) =>
  html`<a class="button quiet" href="${adminPath(config)}?show=${part}">${say(lang, `admin.home.${part}`)}</a>`

const comingLink = ({ config }: App, lang: Language) =>
  html`<a class="button quiet" href="${adminPath(config)}">${say(lang, 'admin.home.comingLink')}</a>`

function noTrainings({ config }: App, { lang, caller }: Visit): Html {
  const creates = mayForAll(caller, 'change-trainings')
  return emptyState({
    icon: 'calendar',
    title: say(lang, creates ? 'admin.home.none' : 'admin.home.noneHere'),
    text: say(lang, creates ? 'admin.home.none.text' : 'admin.home.noneHere.text'),
    actions: creates
      ? html`<a class="button primary" href="${adminPath(config, '/trainings/new')}">${say(lang, 'admin.home.none.create')}</a>`
      : '',
  })
}

async function partView(app: App, visit: Visit, part: Part, { rows, nextCursor }: TrainingRows): Promise<Html> {
  const { lang } = visit
  return html`<h1>${say(lang, `admin.home.${part}`)}</h1>
${
  rows.length > 0
    ? await rowsView(app, visit, rows)
    : emptyState({
        icon: 'calendar',
        title: say(lang, part === 'past' ? 'admin.home.nonePast' : 'admin.home.noneDrafts'),
        text: say(lang, part === 'past' ? 'admin.home.nonePast.text' : 'admin.home.noneDrafts.text'),
      })
}
${nextLink(lang, withQuery(adminPath(app.config), { show: part }), nextCursor)}
<p>${comingLink(app, lang)}</p>`
}

async function rowsView(app: App, { lang, caller }: Visit, trainings: TrainingRow[]): Promise<Html> {
  const ids = trainings.map(({ id }) => id)
  const { agency } = caller.scope
  const { reader } = app.db
  if (agency !== undefined) {
    const people = await countAgency(reader, ids, agency)
    return list(
      (one) => html`<span class="legend">${counted(lang, 'admin.home.agency', people.get(one.id) ?? 0)}</span>`,
    )
  }
  const [counts, waiting] = [await readCounts(reader, ids), await readWaiting(reader, ids)]
  return list((one) => {
    const seats = {
      capacity: one.capacity,
      counts: counts.get(one.id) ?? {},
      heldForCodes: waiting.get(one.id)?.heldSeats ?? 0,
    }
    return html`${seatsBar(seats)}${seatsLegend(seats, lang)}`
  })

  function list(below: (one: TrainingRow) => Html): Html {
    const path = (slug: string) => adminPath(app.config, `/trainings/${slug}`)
    const rowOf = (one: TrainingRow) =>
      trainingRow(
        one,
        lang,
        path(one.slug),
        html`${closedView(one, lang, app.now())}${one.status === 'cancelled' ? '' : below(one)}`,
      )
    return html`<div class="card flush rows">${trainings.map(rowOf)}</div>`
  }
}

/** Says of a training that is still to come that visitors can no longer register. */
function closedView({ status, closes_at, ends_at }: TrainingRow, lang: Language, now: Date): Html | '' {
  const instant = now.toISOString()
  if (status !== 'published' || closes_at > instant || ends_at <= instant) return ''
  return html`<br><span class="state wait">${say(lang, 'admin.training.closed')}</span>`
}

const looks = {
  'bulk-actions': { tone: 'wait', icon: 'clock' },
  approvals: { tone: 'step', icon: 'person' },
  requests: { tone: 'wait', icon: 'lock' },
  'failed-emails': { tone: 'stop', icon: 'warn' },
  'held-emails': { tone: 'wait', icon: 'mail' },
  accommodations: { tone: 'wait', icon: 'clock' },
  duplicates: { tone: 'wait', icon: 'person' },
  minimum: { tone: 'wait', icon: 'seat' },
  full: { tone: '', icon: 'seat' },
  'open-days': { tone: 'wait', icon: 'calendar' },
} as const satisfies Record<OpenDecision['kind'], { tone: string; icon: IconName }>

const placeOf = ({ kind, training }: OpenDecision): string => {
  const roster = `/trainings/${training}`
  switch (kind) {
    case 'bulk-actions':
    case 'minimum':
      return roster
    case 'approvals':
      return `${roster}?status=pending_approval`
    case 'requests':
      return `${roster}/requests`
    case 'failed-emails':
      return `/emails?training=${training}&state=failed`
    case 'held-emails':
      return `/emails?training=${training}&state=waiting`
    case 'accommodations':
      return `${roster}/accommodations`
    case 'duplicates':
      return `${roster}/duplicates`
    case 'full':
      return `${roster}?status=waitlisted`
    case 'open-days':
      return `${roster}/attendance`
  }
}

async function decisionsView(app: App, { lang, caller }: Visit): Promise<Html> {
  const { decisions: found, trainings } = await findDecisions(app, caller)
  const bySlug = new Map(trainings.map((one) => [one.slug, one]))
  if (found.length === 0)
    return emptyState({
      icon: 'check',
      title: say(lang, 'admin.home.done'),
      text: say(lang, 'admin.home.done.text'),
    })
  return html`<h2>${say(lang, 'admin.home.decisions')}</h2>
<div class="card flush rows">${found.map((one) => {
    const training = bySlug.get(one.training) as TrainingRow
    const look = looks[one.kind]
    const day = formatMonthDay(training.starts_at, training.time_zone, lang)
    const what = say(lang, `admin.home.${one.kind}`, { count: one.count, ...neededOf(one, training) })
    const about = say(lang, 'admin.home.about', { training: titleOf(training, lang), day })
    return html`<div class="line todo ${look.tone}">${icon(look.icon)}
<span><b>${what}</b><br><small>${unbroken(`${about} · ${detailOf(one, training, lang, app.now())}`)}</small></span>
<a class="button" href="${adminPath(app.config, placeOf(one))}">${say(lang, `admin.home.${one.kind}.go`)}<span class="unseen">: ${about}</span></a></div>`
  })}</div>`
}

/** Says how many people make a training worth holding, and how many of them there are. */
function neededOf({ kind, count }: OpenDecision, training: TrainingRow): { needed?: number; registered?: number } {
  const needed = kind === 'minimum' ? readInput(training).seats.minimum : undefined
  return needed === undefined ? {} : { needed, registered: needed - count }
}

function detailOf({ kind, since, until }: OpenDecision, { time_zone }: TrainingRow, lang: Language, now: Date): string {
  if (kind === 'accommodations' || kind === 'minimum') {
    if (until === null || until <= now.toISOString()) return say(lang, `admin.home.${kind}.late`)
    return say(lang, `admin.home.${kind}.until`, { day: formatMonthDay(until, time_zone, lang) })
  }
  if (kind === 'bulk-actions' && until !== null)
    return say(lang, 'admin.home.bulk-actions.until', { time: formatTimeOf(until, time_zone, lang) })
  const key = `admin.home.${kind}.since` as PageWordKey
  return say(lang, key, since === null ? {} : { time: formatBriefly(since, time_zone, lang) })
}
