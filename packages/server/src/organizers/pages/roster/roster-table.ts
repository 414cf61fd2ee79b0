import type { AdminRegistration, Language, RegistrationStatus } from '@training-signup/contract'
import { html } from 'hono/html'
import { roleLabel } from '../../../core/trainings/form.ts'
import { formatMonthDay, formatTimeOf } from '../../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { cellBox } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { bulkBar, isPickable } from './bulk-view.ts'
import { pageString, queryString, type RosterColumn, type Sort } from './roster-query.ts'
import type { RosterView } from './roster-view.ts'

export const toneOf = {
  pending_approval: 'step',
  confirmed: 'ok',
  waitlisted: 'wait',
  offered: 'wait',
  cancelled: 'stop',
  declined: 'stop',
  expired: 'stop',
} as const satisfies Record<RegistrationStatus, string>

/** Renders a person's name as lists sort it. */
export const nameOf = ({ familyName, givenName }: Pick<AdminRegistration, 'familyName' | 'givenName'>): string =>
  [familyName, givenName].filter(Boolean).join(', ')

/** What a card on a phone leaves out, unless someone chose it. */
const wide: ReadonlySet<RosterColumn> = new Set(['came', 'partner', 'created'])

/** Renders a name as it may be printed: a page on paper has the number of those who asked for that. */
const printedName = (name: Html | string, number: string | null): Html | string =>
  number === null ? name : html`<span class="off-paper">${name}</span><span class="on-paper">${number}</span>`

/**
 * Renders the numbers of people without a name on paper, by number: between two names, a place would
 * tell theirs. On the screen they stand at their place.
 */
export const paperLines = (references: string[]): Html | '' =>
  references.length === 0
    ? ''
    : html`<ul class="paper-lines" aria-hidden="true">${references.toSorted().map((one) => html`<li>${one}</li>`)}</ul>`

/** What stays whole. Everything else is cut where its column ends, so that all rows are as high. */
const short: ReadonlySet<RosterColumn> = new Set(['phone', 'reference', 'group', 'came', 'created'])
/** More columns than this can be wider than a screen: then the table scrolls by itself. */
const mostAcross = 5

/**
 * Renders the people as a table. On a phone its rows are cards; the roles keep it a table for a
 * screen reader.
 */
export function rosterTable(view: RosterView): Html {
  const { shown, roster } = view
  const table = html`<table class="roster" role="table"><thead role="rowgroup">${headView(view)}</thead><tbody role="rowgroup">${roster.list.registrations.map(
    (one) => rowView(view, one),
  )}</tbody></table>`
  const unnamed = roster.list.registrations.flatMap(({ hidesName, reference }) => (hidesName ? reference : []))
  const scrolling = shown.length > mostAcross ? html`<div class="wide" tabindex="0">${table}</div>` : table
  return isPickable(view)
    ? html`<form class="card flush" id="list" method="post" data-bulk>${scrolling}${paperLines(unnamed)}${bulkBar(view)}</form>`
    : html`<div class="card flush" id="list">${scrolling}${paperLines(unnamed)}</div>`
}

function headView(view: RosterView): Html {
  const { lang, shown, isChosen } = view
  const lookOf = (name: RosterColumn) =>
    `${short.has(name) ? 'short' : name}${!isChosen && wide.has(name) ? ' wide' : ''}`
  const head = (name: 'name' | 'status' | RosterColumn) =>
    html`<th role="columnheader" scope="col" class="${lookOf(name as RosterColumn)}"${sortedView(view, name)}>${sortLink(view, name)}</th>`
  const pick = html`<th role="columnheader" scope="col" class="pick"><span class="unseen">${say(lang, 'admin.bulk.column')}</span>
${cellBox(say(lang, 'admin.bulk.pickAll'), { 'data-all': true, hidden: true })}</th>`
  return html`<tr role="row">${isPickable(view) ? pick : ''}${head('name')}${head('status')}${shown.map(head)}</tr>`
}

/** The orders that a heading leads to: the first, and the other one when it is pressed again. */
const ordersOf: Partial<Record<'name' | 'status' | RosterColumn, readonly [Sort, Sort]>> = {
  name: ['name', 'name'],
  status: ['status', '-status'],
  role: ['role', '-role'],
  agency: ['agency', '-agency'],
  needs: ['needs', '-needs'],
  partner: ['partner', '-partner'],
  created: ['-created', 'created'],
}

function sortedView({ query }: RosterView, name: 'name' | 'status' | RosterColumn): Html | '' {
  if (!ordersOf[name]?.includes(query.sort)) return ''
  return html` aria-sort="${query.sort.startsWith('-') ? 'descending' : 'ascending'}"`
}

function sortLink({ lang, path, query }: RosterView, name: 'name' | 'status' | RosterColumn): string | Html {
  const label = say(lang, `admin.column.${name}`)
  const [first, second] = ordersOf[name] ?? []
  if (!first || !second) return label
  const sort = query.sort === first ? second : first
  return html`<a href="${path}${queryString(query, { sort })}">${label}</a>`
}

function rowView(view: RosterView, one: AdminRegistration): Html {
  const { lang, shown, isChosen } = view
  const isOpened = one.id === view.opened
  const cell = (column: RosterColumn) =>
    html`<td role="cell" class="${short.has(column) ? 'short' : ''}${!isChosen && wide.has(column) ? ' wide' : ''}">${cut(cellOf(view, column, one))}</td>`
  const unnamed = one.hidesName ? html` class="unnamed"` : ''
  const name = printedName(nameOf(one), one.hidesName ? one.reference : null)
  const pick = isPickable(view) ? pickOf(view, one) : ''
  return html`<tr role="row" id="p-${one.id}"${unnamed}>${pick}<td role="cell" class="name"><a class="cut" href="${personPath(
    view,
    one,
  )}"${isOpened ? html` aria-current="true"` : ''}>${name}</a></td>
<td role="cell" class="status"><span class="state ${toneOf[one.status]}">${say(lang, `admin.status.${one.status}`)}</span>${notesOf(
    view,
    one,
  )}</td>${shown.map(cell)}</tr>`
}

/** A cell that is empty takes no line of a card. */
const cut = (content: string | Html): Html | '' => (content === '' ? '' : html`<span class="cut">${content}</span>`)

/** Where a person is shown next to the list, which stays as it is narrowed, ordered, and turned to. */
const personPath = ({ path, query }: RosterView, { id }: AdminRegistration) =>
  `${path}/people/${id}${pageString(query)}#p-${id}`

const pickOf = ({ lang, picked }: RosterView, one: AdminRegistration): Html =>
  html`<td role="cell" class="pick">${cellBox(say(lang, 'admin.bulk.pick', { name: nameOf(one) }), {
    name: 'id',
    value: one.id,
    checked: picked.has(one.id),
  })}</td>`

/** Says in one line that someone wants no name on paper, and what will be decided about them. */
function notesOf({ lang, ahead, roster }: RosterView, { id, hidesName }: AdminRegistration): Html | '' {
  const decision = ahead.get(id)
  const time = decision ? formatTimeOf(decision.at, roster.training.row.time_zone, lang) : ''
  const notes = [
    ...(decision ? [say(lang, `admin.bulk.will.${decision.action}`, { time })] : []),
    ...(hidesName ? [say(lang, 'admin.hidesName')] : []),
  ]
  return notes.length === 0 ? '' : html`<small>${unbroken(notes.join(' · '))}</small>`
}

function cellOf(view: RosterView, column: RosterColumn, one: AdminRegistration): string | Html {
  const { lang, roster, partners } = view
  switch (column) {
    case 'role':
      return roleOf({ input: roster.training.input, lang }, one)
    case 'agency':
    case 'email':
    case 'phone':
      return one[column] ?? ''
    case 'reference':
      return one.reference
    case 'needs':
      return String(one.sensitive?.['needs'] ?? '')
    case 'group':
      return one.group
        ? html`<a href="${adminPath(view.app.config, `/groups/${one.group.reference}`)}">${one.group.reference}</a>`
        : ''
    case 'partner':
      return one.partner === null
        ? say(lang, `admin.channel.${one.channel}`)
        : (partners.get(one.partner) ?? one.partner)
    case 'came':
      return one.checkedInAt === null ? '' : timeOf(view, one.checkedInAt)
    case 'created':
      return formatMonthDay(one.createdAt, roster.training.row.time_zone, lang)
  }
}

/** Says when someone came: the time, and on another day than the first that day. */
function timeOf({ lang, roster: { training } }: RosterView, at: string): string {
  const { starts_at, time_zone } = training.row
  const day = formatMonthDay(at, time_zone, lang)
  const time = formatTimeOf(at, time_zone, lang)
  return day === formatMonthDay(starts_at, time_zone, lang) ? time : `${day}, ${time}`
}

export function roleOf(
  { input, lang }: Pick<StoredTraining, 'input'> & { lang: Language },
  { role, answers }: AdminRegistration,
): string {
  if (role === null) return ''
  const label = roleLabel(input, lang, role)
  const other = answers['roleOther']
  return typeof other === 'string' && other !== '' ? `${label}: ${other}` : label
}
