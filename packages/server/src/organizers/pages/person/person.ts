import type { BulkActionName } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { namePartners } from '../../../core/partners/partner-choices.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { can } from '../../../core/seats/transitions.ts'
import { formatBriefly, formatTimeOf, formatWeekday } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { findDecisionsAhead } from '../../api/bulk/bulk-actions.ts'
import { readHistory } from '../../api/people/history.ts'
import type { Alike } from '../../api/people/person.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { toneOf } from '../roster/roster-table.ts'
import { answersCard } from './person-answers.ts'
import { historyCard } from './person-history.ts'
import { crumbsOf, failureNote, type PersonPage, personName, personPage } from './person-view.ts'

const doneKeys = {
  approve: 'admin.person.done.approve',
  decline: 'admin.person.done.decline',
  cancel: 'admin.person.done.cancel',
  promote: 'admin.person.done.promote',
  correct: 'admin.person.done.correct',
  move: 'admin.person.done.move',
  add: 'admin.person.done.add',
} as const

/** Returns what was just done, as the address names it. */
const doneIn = (lang: PersonPage['lang'], done: string | undefined): string | undefined =>
  done !== undefined && Object.hasOwn(doneKeys, done) ? say(lang, doneKeys[done as keyof typeof doneKeys]) : undefined

/** One registration: the decision first, then the answers, then what happened. */
export function personPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/registrations/:id', { needs: 'read-people', of: 'registration' }, (visit) => showPerson(app, visit))
  return pages
}

/** Returns the page of the person that the address names. */
export async function showPerson(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const id = c.req.param('id') ?? ''
  const view = await personPage(app, caller, lang, id)
  const history = await readHistory(app.db.reader, id)
  const partners = await namePartners(app, caller.scope, [view.registration.partner])
  const failed = c.req.query('failed')
  const ahead = (await findDecisionsAhead(app.db.reader, [id])).get(id)
  return {
    title: personName(view),
    section: 'trainings',
    crumbs: crumbsOf(view, lang),
    done: doneIn(lang, c.req.query('done')),
    body: html`${failed === undefined ? '' : failureNote(lang, failed)}${bandView(view)}
<div class="split"><div class="stack">
${ahead ? aheadNote(view, ahead) : ''}${decisionCard(view)}${alikeNote(view)}${answersCard(view, partners)}${ways(view)}</div>
${historyCard(view, history, partners)}</div>`,
  }
}

const iconOf: Record<string, IconName> = { ok: 'check', wait: 'clock', step: 'person', stop: 'stop' }

function bandView(view: PersonPage): Html {
  const { lang, registration, training } = view
  const { time_zone } = training.row
  const tone = toneOf[registration.status]
  const since = say(lang, 'admin.person.since', { day: formatWeekday(registration.changedAt, time_zone, lang) })
  const until =
    registration.expiresAt &&
    say(lang, 'admin.person.until', { time: formatBriefly(registration.expiresAt, time_zone, lang) })
  return html`<div class="card flush"><div class="band ${tone}">
<span class="mark">${icon(iconOf[tone] ?? 'person')}</span><div>
<p class="word">${say(lang, `admin.status.${registration.status}`)}${registration.status === 'pending_approval' ? html`, ${since}` : ''}</p>
<h1>${personName(view)}</h1>${until ? html`<p><small>${until}</small></p>` : ''}</div></div></div>`
}

/** Says what will be decided about the person, as one of several, and where that can be undone. */
function aheadNote({ app, lang, training }: PersonPage, { action, at }: { action: BulkActionName; at: string }): Html {
  const { slug, time_zone } = training.row
  const time = formatTimeOf(at, time_zone, lang)
  return html`<p class="note step">${icon('clock')}
<span><b>${say(lang, `admin.bulk.will.${action}`, {
    time,
  })}</b> <a href="${adminPath(app.config, `/trainings/${slug}`)}">${say(lang, 'admin.bulk.onList')}</a></span></p>`
}

/** Renders the decision to make, with what one needs for it. */
function decisionCard(view: PersonPage): Html | '' {
  const { lang, registration, path, caller, training } = view
  if (!may(caller, 'change-people')) return ''
  const { capacity, seats_taken: taken } = training.row
  const free =
    capacity === null
      ? say(lang, 'admin.person.unlimited')
      : say(lang, 'admin.person.free', { count: Math.max(0, capacity - taken), capacity })
  const name = personName(view)
  if (can(registration.status, 'approve'))
    return html`<section class="card"><h2>${say(lang, 'admin.person.approve', { name })}</h2><p>${free}</p>${decisionLinks(view)}</section>`
  if (can(registration.status, 'promote'))
    return html`<section class="card"><h2>${say(lang, 'admin.person.promote', { name })}</h2>
<p>${free} ${say(lang, 'admin.person.promote.text')}</p>
<p><a class="button primary" href="${path}/promote">${icon('check')}${say(lang, 'admin.person.promote.go')}</a></p></section>`
  return ''
}

const decisionLinks = ({ lang, path }: PersonPage): Html =>
  html`<p class="row"><a class="button primary" href="${path}/approve">${icon('check')}${say(lang, 'admin.person.approve.go')}</a>
<a class="button danger" href="${path}/decline">${say(lang, 'admin.person.decline.go')}</a></p>`

function alikeNote({ app, lang, alike, registration }: PersonPage): Html | '' {
  if (alike.length === 0) return ''
  const link = (one: Alike) =>
    html`<li><a href="${adminPath(app.config, `/registrations/${one.id}`)}">${[
      fullName(one.givenName, one.familyName),
      one.agency,
    ]
      .filter(Boolean)
      .join(
        ', ',
      )}</a>: ${say(lang, `admin.status.${one.status}`)}${one.training === registration.training ? '' : `, ${one.training}`}</li>`
  return html`<div class="note wait">${icon('warn')}<div>${say(lang, 'admin.person.alike')}<ul>${alike.map(link)}</ul></div></div>`
}

/** Renders what else can be done, the one that ends it last. */
function ways({ lang, registration, caller, path }: PersonPage): Html | '' {
  if (!may(caller, 'change-people')) return ''
  const link = (is: boolean, name: string, label: string, kind = '') =>
    is ? html`<a class="button ${kind}" href="${path}/${name}">${label}</a>` : ''
  return html`<p class="row">${link(can(registration.status, 'move'), 'move', say(lang, 'admin.person.move'))}
${link(can(registration.status, 'cancel'), 'cancel', say(lang, 'admin.person.cancel'), 'danger')}
${link(true, 'erase', say(lang, 'admin.person.erase'), 'quiet danger')}</p>`
}
