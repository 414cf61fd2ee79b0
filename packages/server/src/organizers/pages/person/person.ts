import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { namePartners } from '../../../core/partners/partner-choices.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { can } from '../../../core/seats/transitions.ts'
import { formatBriefly, formatWeekday } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import { type IconName, icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { findDecisionsAhead } from '../../api/bulk/decisions-ahead.ts'
import { readHistory } from '../../api/people/history.ts'
import { findNextRequest, type NextRequest } from '../../api/people/next-request.ts'
import type { Alike } from '../../api/people/person.ts'
import { readTrainingNames, type TrainingNames, trainingNamed } from '../../api/trainings/training-names.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { toneOf } from '../roster/roster-table.ts'
import { coordinatorWays } from './coordinate.ts'
import { isFull } from './extra-seat.ts'
import { mailsDone } from './mail-rows.ts'
import { aheadNote, leftText, nextLink, readDecided } from './person-ahead.ts'
import { answersCard } from './person-answers.ts'
import { contactRow } from './person-contact.ts'
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
  replace: 'admin.own.done.replace',
  extra: 'admin.person.done.promote',
  'sent-again': 'admin.person.done.sent-again',
  'sent-before': 'admin.person.done.sent-before',
} as const

/** Returns what was just done, as the address names it, to this person or to the one before. */
async function readDone(app: App, { c, caller, lang }: Visit, view: PersonPage, next: NextRequest | undefined) {
  const { done, who, undone } = c.req.query()
  if (undone !== undefined) return { done: say(lang, 'admin.bulk.undone'), note: '' }
  const ofMail = mailsDone.find((one) => one === done)
  if (ofMail) return { done: say(lang, `admin.emails.${ofMail}`), note: '' }
  if (done === undefined || !Object.hasOwn(doneKeys, done)) return { done: undefined, note: '' }
  const said = say(lang, doneKeys[done as keyof typeof doneKeys])
  const before = await readDecided(app, view, { caller, id: who })
  if (!before) return { done: said, note: '' }
  const left = view.registration.status === 'pending_approval' ? (next?.left ?? 0) + 1 : (next?.left ?? 0)
  return { done: `${before.name}: ${said}. ${leftText(lang, left)}`, note: before.note }
}

/** One registration: the decision first, then the answers, then what happened. */
export function personPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/registrations/:id', { needs: 'read-people', of: 'registration' }, (visit) => showPerson(app, visit))
  return pages
}

/**
 * Returns the page of the person that the address names.
 * @param near Someone who stands next to them on the list
 */
export async function showPerson(app: App, visit: Visit, near?: string): Promise<AdminPage> {
  const { c, caller, lang } = visit
  const id = c.req.param('id') ?? ''
  const view = await personPage(app, visit, near)
  const history = await readHistory(app.db.reader, id, caller.scope)
  const partners = await namePartners(app, caller.scope, [view.registration.partner])
  const failed = c.req.query('failed')
  const slugs = [...view.alike, ...history].flatMap((one) => one.training ?? [])
  const trainings = await readTrainingNames(app.db.reader, slugs)
  const ahead = (await findDecisionsAhead(app.db.reader, [id])).get(id)
  const next = may(caller, 'change-people')
    ? await findNextRequest(app, caller.scope, view.training.row.id, id)
    : undefined
  const { done, note } = await readDone(app, visit, view, next)
  return {
    title: personName(view),
    section: 'trainings',
    crumbs: crumbsOf(view, lang),
    done,
    body: html`${failed === undefined ? '' : failureNote(lang, failed)}${note}${bandView(view)}${contactRow(view)}
<div class="split"><div class="stack">
${ahead ? aheadNote(view, ahead) : decisionCard(view, next)}${alikeNote(view, trainings)}${answersCard(view, partners)}${ways(view)}</div>
${historyCard(view, history, { partners, trainings })}</div>`,
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
<p class="word">${say(lang, `admin.status.${registration.status}`)}${registration.status === 'pending_approval' ? html`, ${unbroken(since)}` : ''}</p>
<h1>${personName(view)}</h1>${
    registration.hidesName ? html`<p><small>${say(lang, 'admin.hidesName')}</small></p>` : ''
  }${until ? html`<p><small>${unbroken(until)}</small></p>` : ''}</div></div></div>`
}

/** Renders the decision to make, with what one needs for it. */
function decisionCard(view: PersonPage, next: NextRequest | undefined): Html | '' {
  const { lang, registration, caller, training } = view
  if (!may(caller, 'change-people')) return ''
  const { capacity, seats_taken: taken } = training.row
  const free =
    capacity === null
      ? say(lang, 'admin.person.unlimited')
      : say(lang, 'admin.person.free', { count: Math.max(0, capacity - taken), capacity })
  const name = personName(view)
  if (can(registration.status, 'approve'))
    return html`<section class="card"><h2>${say(lang, 'admin.person.approve', { name })}</h2><p>${free}</p>
${decisionLinks(view, next)}${extraLink(view)}</section>`
  if (can(registration.status, 'promote'))
    return html`<section class="card"><h2>${say(lang, 'admin.person.promote', { name })}</h2>
<p>${free} ${say(lang, 'admin.person.promote.text')}</p>
<p><a class="button primary" href="${view.to(isFull(view) ? 'extra-seat' : 'promote')}">${icon('check')}${say(
      lang,
      isFull(view) ? 'admin.extra.go' : 'admin.person.promote.go',
    )}</a></p></section>`
  return ''
}

/** Says what approval leads to where no seat is free. */
function extraLink(view: PersonPage): Html | '' {
  if (!isFull(view)) return ''
  if (!view.training.input.seats.waitlist) return html`<p class="hint">${say(view.lang, 'admin.extra.full.none')}</p>`
  return html`<p class="hint">${say(view.lang, 'admin.extra.full.approved')}
<a href="${view.to('extra-seat')}">${say(view.lang, 'admin.extra.go')}</a></p>`
}

function decisionLinks(view: PersonPage, next: NextRequest | undefined): Html {
  const { lang, to, training } = view
  // Without a waiting list, there is nothing that they could be approved for.
  const isOut = isFull(view) && !training.input.seats.waitlist
  const [path, words] = isOut
    ? (['extra-seat', 'admin.extra.go'] as const)
    : (['approve', 'admin.person.approve.go'] as const)
  return html`<p class="row"><a class="button primary" href="${to(path)}">${icon('check')}${say(lang, words)}</a>
<a class="button danger" href="${to('decline')}">${say(lang, 'admin.person.decline.go')}</a>${nextLink(view, next)}</p>`
}

function alikeNote({ app, lang, alike, registration }: PersonPage, names: TrainingNames): Html | '' {
  if (alike.length === 0) return ''
  const link = (one: Alike) =>
    html`<li><a href="${adminPath(app.config, `/registrations/${one.id}`)}">${[
      fullName(one.givenName, one.familyName),
      one.agency,
    ]
      .filter(Boolean)
      .join(
        ', ',
      )}</a>: ${say(lang, `admin.status.${one.status}`)}${one.training === registration.training ? '' : `, ${trainingNamed(names, one.training, lang)}`}</li>`
  return html`<div class="note wait">${icon('warn')}<div>${say(lang, 'admin.person.alike')}<ul>${alike.map(link)}</ul></div></div>`
}

/** Renders what else can be done, the one that ends it last. */
function ways(view: PersonPage): Html | '' {
  const { lang, registration, caller, to } = view
  const ofCoordinators = coordinatorWays(view)
  if (!may(caller, 'change-people')) return ofCoordinators && html`<p class="row">${ofCoordinators}</p>`
  const link = (is: boolean, name: string, label: string, kind = '') =>
    is ? html`<a class="button ${kind}" href="${to(name)}">${label}</a>` : ''
  return html`<p class="row">${ofCoordinators}${link(can(registration.status, 'move'), 'move', say(lang, 'admin.person.move'))}
${link(can(registration.status, 'cancel'), 'cancel', say(lang, 'admin.person.cancel'), 'danger')}
${link(true, 'erase', say(lang, 'admin.person.erase'), 'quiet danger')}</p>`
}
