import type { DoorPerson } from '@training-signup/contract'
import { html } from 'hono/html'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { nameOf } from '../roster/roster-table.ts'
import { type DoorView, stateIn } from './door-view.ts'

export interface RowView extends DoorView {
  /** What the rows of more than one person have. */
  twins: ReadonlySet<string>
}

/** What stands in a row about who someone is. */
const lookOf = (one: DoorPerson) => `${nameOf(one)}\n${one.agency ?? ''}`.toLowerCase()

/** Returns the names, and the names with an agency, that more than one person has. */
export function twinsAmong(people: readonly DoorPerson[]): ReadonlySet<string> {
  const looks = people.flatMap((one) => [nameOf(one).toLowerCase(), lookOf(one)])
  const seen = new Set<string>()
  return new Set(looks.filter((look) => seen.size === seen.add(look).size))
}

/** Returns the end of a reference, where another row looks the same. */
export const twinOf = ({ lang, twins }: Pick<RowView, 'lang' | 'twins'>, one: DoorPerson): string | undefined =>
  twins.has(lookOf(one)) ? say(lang, 'admin.door.twin', { end: one.reference.slice(-4) }) : undefined

/** Returns what someone is called where their row does not stand around it. */
function labelOf(view: RowView, one: DoorPerson): string {
  const agency = view.twins.has(nameOf(one).toLowerCase()) ? one.agency : null
  return [nameOf(one), agency ?? [], twinOf(view, one) ?? []].flat().join(', ')
}

/** Renders someone at the door. Only people with a seat have a button that notes something. */
export function personRow(view: RowView, one: DoorPerson): Html | '' {
  if (view.isAway && (one.status !== 'confirmed' || stateIn(one.marks, view.session.key).last)) return ''
  if (one.status !== 'confirmed') return view.way === 'in' ? waitingRow(view, one) : ''
  const { first, last } = stateIn(one.marks, view.session.key)
  const isSeen = view.way === 'in' ? last?.kind === 'in' : last?.kind === 'out'
  // Who has not come cannot leave.
  if (view.way === 'out' && last === undefined) return ''
  const at = view.way === 'in' || last?.kind === 'in' ? first?.at : last?.at
  const late = one.isSeatOpen ? html`<br><span class="state wait">${say(view.lang, 'admin.door.late')}</span>` : ''
  const state = last === undefined ? late : html`<br>${stateView(view, last.kind, at ?? last.at)}`
  return html`<div class="line${isSeen ? ' ok here' : ''}${unnamedOf(one)}" data-id="${one.id}">
<span><b>${nameOf(one)}</b>${belowName(view, one)}${state}</span>
${may(view.caller, 'check-in') ? tapButton(view, one, isSeen) : ''}</div>`
}

function stateView({ lang, way, training }: DoorView, kind: 'in' | 'out', at: string): Html {
  const time = formatTimeOf(at, training.row.time_zone, lang)
  if (kind === 'out')
    return html`<span class="state ${way === 'out' ? 'ok' : ''}">${say(lang, 'admin.door.outAt', { time })}</span>`
  if (way === 'out') return html`<small>${say(lang, 'admin.door.since', { time })}</small>`
  return html`<span class="state ok">${say(lang, 'admin.door.here', { time })}</span>`
}

/** Renders a button of the form that is around the list: a form in every row would be most of the page. */
function tapButton(view: RowView, one: DoorPerson, isSeen: boolean): Html {
  const { lang, app, training, way } = view
  const verb = isSeen ? 'undo' : way === 'in' ? 'check-in' : 'check-out'
  const label = isSeen ? 'undo' : way === 'in' ? 'checkIn' : 'checkOut'
  return html`<button class="button${isSeen ? '' : ' primary'}" formaction="${adminPath(
    app.config,
    `/door/${training.row.slug}/${one.id}/${verb}`,
  )}">${say(lang, `admin.door.${label}`)}<span class="unseen">: ${labelOf(view, one)}</span></button>`
}

function waitingRow(view: RowView, one: DoorPerson): Html {
  const { lang, caller, app, training } = view
  const state =
    one.status === 'pending_approval'
      ? say(lang, 'admin.door.pending')
      : one.place === null
        ? say(lang, 'admin.door.offered')
        : say(lang, 'admin.door.waiting', { place: one.place })
  const isPending = one.status === 'pending_approval'
  const path = isPending ? `/registrations/${one.id}` : `/door/${training.row.slug}/${one.id}/seat`
  const decide = may(caller, isPending ? 'change-people' : 'add-walk-ins')
    ? html`<a class="button" href="${adminPath(app.config, path)}" data-online>${say(
        lang,
        isPending ? 'admin.door.decide' : 'admin.door.give',
      )}<span class="unseen">: ${labelOf(view, one)}</span></a>`
    : ''
  return html`<div class="line wait${unnamedOf(one)}">
<span><b>${nameOf(one)}</b>${belowName(view, one)}<br><span class="state wait">${state}</span></span>
${decide}</div>`
}

/** On paper, numbers stand in a list of their own. */
const unnamedOf = ({ number }: DoorPerson) => (number === null ? '' : ' unnamed')

/** Renders the agency, and the number that paper has of someone instead. It stays in one line. */
function belowName(view: RowView, one: DoorPerson): Html {
  const named = one.agency === null ? '' : html`<br><small>${one.agency}</small>`
  const number = one.number?.replace('-', '\u2011')
  const told = number === undefined ? twinOf(view, one) : say(view.lang, 'admin.door.number', { number })
  return html`${named}${told === undefined ? '' : html`<br><small>${told}</small>`}`
}
