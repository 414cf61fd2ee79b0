import type { DoorList, Language } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import { arrivalsUntil, type SessionTime } from '../../../core/attendance/attend.ts'
import type { App } from '../../../core/context.ts'
import { titleWords } from '../../../core/people/titles.ts'
import { formatPart } from '../../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import { isKioskTime } from '../../../platform/access/kiosk.ts'
import { basePath } from '../../../platform/config.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { errorNote } from '../../../platform/html/form/fault-summary.ts'
import { hiddenFields, searchField, selectField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, wordOf } from '../../../words/admin.ts'
import { adminDoorEn } from '../../../words/en/organizers/day/door.ts'
import { pickText } from '../../../words/index.ts'
import { adminAssets, doorScripts } from '../assets.ts'
import { adminPath } from '../frame.ts'
import { paperLines } from '../roster/roster-table.ts'
import { addView } from './door-add-view.ts'
import { scanView } from './door-scan-view.ts'
import { overNote, seatsView } from './seats-view.ts'

export interface DoorView {
  app: App
  lang: Language
  caller: Caller
  training: StoredTraining
  sessions: readonly SessionTime[]
  /** What is recorded: who comes to this session, or who leaves it. */
  session: SessionTime
  /** Whether someone chose the session. Otherwise the clock goes on choosing. */
  isChosen: boolean
  way: 'in' | 'out'
  q: string
  /** Whether only those are shown who have a seat and did not come yet. */
  isAway: boolean
}

/** Returns the address of a door, after `/admin`. */
export function doorPath(slug: string, query: Record<string, string>): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''))
  return search.size === 0 ? `/door/${slug}` : `/door/${slug}?${search.toString()}`
}

interface DrawnList {
  door: DoorList
  rows: Html
  /** Whose rows these are. */
  shown: DoorList['people']
  /** The people as JSON, for the script; undefined: it asks for them. */
  people: Html | undefined
  hasFailed: boolean
}

/** The door of a training, with everyone who is expected. */
export const doorView = (view: DoorView, { door, rows, shown, people, hasFailed }: DrawnList): Html =>
  frameView(view, countsOf(view, door), {
    rows,
    isEmpty: shown.length === 0,
    numbers: shown.flatMap(({ number }) => number ?? []),
    note: html`${errorNote(hasFailed ? say(view.lang, 'admin.door.failed') : undefined)}${closedNote(view)}${overNote(view, door.seats)}`,
    seats: seatsView(view, door.seats),
    list: html`<script type="application/json" data-list>${people === undefined ? 'null' : listOf(door, people)}</script>`,
  })

/** A tap of weeks later can still take back a certificate. */
const closedNote = ({ lang, training: { row } }: DoorView): Html | '' =>
  row.day_closed_at === null
    ? ''
    : html`<p class="note wait">${icon('warn')}<span>${say(lang, 'admin.door.closed')}</span></p>`

/** The same without anyone: a script fills it in with the list that the browser keeps. */
export const keptView = (view: DoorView): Html =>
  frameView(
    view,
    { here: 0, expected: 0 },
    { rows: html``, isEmpty: false, numbers: [], note: '', list: '', seats: '' },
  )

const listOf = ({ here, expected, seats, now }: DoorList, people: Html) =>
  html`{"people":[${people}],${raw(jsonOf({ here, expected, seats, now }).slice(1))}`

/** Returns JSON without the one sign with which a text could end its element. */
export const jsonOf = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c')

interface Counts {
  here: number
  expected: number
}

/** Counts who has come to the session, of all who have a seat; or who is still there, of those. */
function countsOf({ session, way }: DoorView, { people, expected }: DoorList): Counts {
  const kinds = people
    .filter(({ status }) => status === 'confirmed')
    .map((one) => stateIn(one.marks, session.key).last?.kind)
  const came = kinds.filter((kind) => kind !== undefined).length
  return way === 'in'
    ? { here: came, expected }
    : { here: kinds.filter((kind) => kind === 'in').length, expected: came }
}

/** Returns the first arrival at a session, and the last mark of it. */
export function stateIn(marks: DoorList['people'][number]['marks'], session: string) {
  const own = marks.filter((mark) => mark.session === session).toSorted((one, other) => (one.at < other.at ? -1 : 1))
  return { first: own.find(({ kind }) => kind === 'in'), last: own.at(-1) }
}

interface Parts {
  rows: Html
  isEmpty: boolean
  numbers: string[]
  note: Html | ''
  seats: Html | ''
  list: Html | ''
}

function frameView(
  view: DoorView,
  { here, expected }: Counts,
  { rows, isEmpty, numbers, note, list, seats }: Parts,
): Html {
  const { lang, training, app, q, way } = view
  const path = adminPath(app.config, `/door/${training.row.slug}`)
  const most = Math.max(expected, 1)
  const title = pickText(training.input.title, lang)
  const nothing = noneWordOf(view)
  return html`<div class="door stack" data-door="${JSON.stringify(factsFor(view))}" data-words="${JSON.stringify(wordsFor(lang))}">
<div class="row head"><h1><a href="${backPath(view)}" data-online>${icon('back')}${title}</a></h1>
<div class="end"><p><span class="lead num" data-here>${here}</span> <span data-of>${
    way === 'in' ? say(lang, 'admin.door.of', { expected }) : say(lang, 'admin.door.stillHere', { here: expected })
  }</span></p>${awayView(view)}</div></div>
<svg class="bar" viewBox="0 0 ${most} 12" preserveAspectRatio="none" aria-hidden="true">
<rect class="track" width="${most}" height="12"/><rect class="sure" data-bar width="${here}" height="12"/></svg>
${note}${notesView(view)}
<form role="search" class="stack" method="get" action="${path}">
${switchView(view)}
<div class="row filter">${searchField({
    name: 'q',
    label: say(lang, 'admin.door.search'),
    value: q,
    attributes: { autocapitalize: 'none' },
  })}
<button class="button" data-search>${say(lang, 'admin.roster.search.go')}</button></div></form>
<form method="post">${hiddenFields({ q, session: view.session.key, shown: shownIn(view), way, only: view.isAway ? 'away' : '' })}
<div class="card flush rows" data-people>${rows}</div>
<div data-paper>${paperLines(numbers)}</div></form>
<p class="card" data-none${isEmpty ? '' : html` hidden`}>${say(lang, nothing)}${
    q === '' ? '' : html` <a href="${placePath(view, { q: '' })}">${say(lang, 'admin.roster.clear')}</a>`
  }</p>
<p class="hint" data-early${way === 'out' ? '' : html` hidden`}>${say(lang, 'admin.door.early')}</p>
${seats}${kioskView(view)}${dockView(view)}${scanView(lang)}${
  may(view.caller, 'add-walk-ins') ? addView(view) : ''
}${list}</div>`
}

/** Leads to the training, or to all doors: on a phone, where the list begins, nothing else stands above it. */
const backPath = ({ app, caller, training }: DoorView) =>
  adminPath(app.config, may(caller, 'read-people') ? `/trainings/${training.row.slug}` : '/door')

/** Half day and way, in one row. Without a script they are chosen with the search. */
function switchView(view: DoorView): Html {
  const { lang, sessions, session, way, training, app, q } = view
  const named = training.input.sessions ?? []
  const isLong = training.input.start.slice(0, 10) !== training.input.end.slice(0, 10)
  const nameOfSession = ({ key, start, end }: SessionTime) =>
    pickText(named.find((one) => one.start === key)?.label, lang) ??
    formatPart(start, end, training.row.time_zone, lang, isLong)
  // The clock decides for which part someone comes or leaves: at noon they leave the one that is over.
  const link = (to: 'in' | 'out') => adminPath(app.config, doorPath(training.row.slug, { way: to, q }))
  const ways = (['in', 'out'] as const).map(
    (one) =>
      html`<a href="${link(one)}" data-way="${one}"${one === way ? html` aria-current="true"` : ''}>${say(lang, `admin.door.${one}`)}</a>`,
  )
  return html`<div class="switch" role="group" aria-label="${say(lang, 'admin.door.switch')}">${
    sessions.length > 1
      ? selectField({
          name: 'session',
          label: say(lang, 'admin.door.half'),
          chosen: session.key,
          options: sessions.map((one) => ({ value: one.key, label: nameOfSession(one) })),
          // A browser that brings back an earlier choice would show what is not recorded.
          attributes: { autocomplete: 'off' },
        })
      : ''
  }${ways}</div>${hiddenFields({
    shown: sessions.length > 1 ? shownIn(view) : undefined,
    way: way === 'out' ? way : undefined,
    only: view.isAway ? 'away' : undefined,
  })}`
}

/** The session that the clock chose. Sent back as it was, it is no choice of anyone’s. */
const shownIn = ({ session, isChosen }: DoorView) => (isChosen ? undefined : session.key)

/** Returns the address of what is shown, with a change. */
function placePath({ app, training, session, isChosen, way, q, isAway }: DoorView, change: Record<string, string>) {
  const place = { session: isChosen ? session.key : '', way: way === 'out' ? way : '', q, only: isAway ? 'away' : '' }
  return adminPath(app.config, doorPath(training.row.slug, { ...place, ...change }))
}

/** Leads to those who are expected and did not come yet, or back to everyone. */
function awayView(view: DoorView): Html {
  const { lang, way, isAway } = view
  const link = (only: '' | 'away', label: string) =>
    html`<a href="${placePath(view, { only })}" data-only="${only}"${(only === 'away') === isAway ? html` aria-current="true"` : ''}>${label}</a>`
  return html`<p class="only" role="group" aria-label="${say(lang, 'admin.door.only')}" data-arriving${
    way === 'in' ? '' : html` hidden`
  }>${link('', say(lang, 'admin.door.everyone'))}${link('away', say(lang, 'admin.door.away'))}</p>`
}

function noneWordOf({ q, way, isAway }: DoorView) {
  if (q !== '') return 'admin.door.no-one'
  if (way === 'out') return 'admin.door.empty.out'
  return isAway ? 'admin.door.empty.away' : 'admin.door.empty'
}

/** What a script says: no connection, no session, what waits, and what someone must decide. */
function notesView({ lang, app, training }: DoorView): Html {
  const signIn = adminPath(app.config, `/sign-in?to=${encodeURIComponent(`/admin/door/${training.row.slug}`)}`)
  return html`<div class="note wait" role="status" data-offline hidden>${icon('offline')}<div><b data-title></b>
<p data-text></p><details data-waiting hidden><summary>${say(lang, 'admin.door.offline.see')}</summary><ul data-names></ul>
<p>${say(lang, 'admin.door.offline.sent')}</p></details></div></div>
<div class="note step" role="status" data-again hidden>${icon('lock')}<div><b>${say(lang, 'admin.door.again')}</b>
<p data-text></p><p><a class="button" href="${signIn}" data-title>${say(lang, 'admin.door.again.none')}</a></p></div></div>
<p class="note wait" role="status" data-memory hidden>${icon('warn')}<span></span></p>
<p class="note wait" role="status" data-not-now hidden>${icon('warn')}<span>${say(lang, 'admin.door.notNow')}</span></p>
<p class="note ok" role="status" data-back hidden>${icon('check')}<span></span></p>
<section class="stack" data-asks hidden><h2>${say(lang, 'admin.door.asks', { count: 0 })}</h2>
<p data-changed>${say(lang, 'admin.door.asks.text')}</p>
<div class="card flush rows"></div>
<p class="hint" data-changed>${say(lang, 'admin.door.asks.same')}</p></section>`
}

/** What makes this browser a kiosk. By a pass alone it is not offered: one leaves it by signing in. */
function kioskView({ lang, caller, app, training }: DoorView): Html | '' {
  if (caller.kind !== 'person' || !may(caller, 'check-in') || !isKioskTime(app.now(), training.row)) return ''
  return html`<form method="post" action="${adminPath(app.config, `/door/${training.row.slug}/kiosk`)}">
<button class="button" data-online>${say(lang, 'admin.kiosk.start')}</button>
<p class="hint">${say(lang, 'admin.kiosk.start.text')}</p></form>`
}

function dockView({ lang, caller, app, training, way }: DoorView): Html {
  const roster = adminPath(app.config, `/trainings/${training.row.slug}`)
  const walkIn = adminPath(app.config, `/door/${training.row.slug}/walk-in`)
  const adds = may(caller, 'add-walk-ins')
    ? html`<a class="button" href="${walkIn}" data-walk-in>${icon('plus')}${say(lang, 'admin.door.walkIn.open')}</a>`
    : ''
  const sheet = may(caller, 'export-people')
    ? html`<a class="button" href="${roster}/sign-in-sheet.pdf">${say(lang, 'admin.door.sheet')}</a>`
    : ''
  return html`<div class="dock stack"><div class="row">
<button class="button" type="button" data-all hidden>${say(lang, 'admin.door.checkOut')}</button>
<button class="button" type="button" data-open-scan hidden>${icon('scan')}${say(lang, 'admin.door.scan')}</button>
<div class="row" data-arriving${way === 'in' ? '' : html` hidden`}>${adds}${sheet}</div></div>
<p class="hint" data-all-hint hidden>${say(lang, 'admin.door.all.hint')}</p></div>`
}

/** What the script knows of the door. */
const factsFor = ({ app, lang, caller, training, sessions }: DoorView) => ({
  sessions: arrivalsUntil(sessions).map((until, index) => ({ ...sessions[index], until })),
  slug: training.row.slug,
  account: caller.id,
  base: basePath(app.config),
  lang,
  timeZone: training.row.time_zone,
  ends: training.row.ends_at,
  titles: [...titleWords].join(' '),
  mayDecide: may(caller, 'change-people'),
  maySeat: may(caller, 'add-walk-ins'),
  assets: [
    adminAssets.style,
    adminAssets.doorStyle,
    adminAssets.script,
    adminAssets.doorScript,
    ...Object.values(doorScripts),
  ].map((asset) => pathOf(app.config, asset)),
})

/** Everything that the door says, by the last part of its key. */
const wordsFor = (lang: Language) =>
  Object.fromEntries(
    (Object.keys(adminDoorEn) as (keyof typeof adminDoorEn)[]).map((key) => [
      key.replace('admin.door.', ''),
      wordOf(lang, key),
    ]),
  )
