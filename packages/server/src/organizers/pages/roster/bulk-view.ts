import {
  type BulkAction,
  type BulkActionName,
  type BulkCounts,
  bulkActionNames,
  type Language,
} from '@training-signup/contract'
import { html } from 'hono/html'
import { can } from '../../../core/seats/transitions.ts'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import { may } from '../../../platform/access/caller.ts'
import { boxView } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, wordOf } from '../../../words/admin.ts'
import { givesSeats } from '../../api/bulk/bulk-actions.ts'
import { adminPath } from '../frame.ts'
import { queryString } from './roster-query.ts'
import { knownTotal, type RosterView } from './roster-view.ts'

const minuteMs = 60_000
/** How long the list says what came of a decision. */
const newsMs = 60 * minuteMs

/** Returns what the reader can decide about people on this list. */
export function possibleActions({
  caller,
  roster,
  query,
}: Pick<RosterView, 'caller' | 'roster' | 'query'>): BulkActionName[] {
  if (!may(caller, 'change-people')) return []
  const { counts, training } = roster
  const statuses =
    query.status ?? (Object.keys(counts) as (keyof typeof counts)[]).filter((status) => (counts[status] ?? 0) > 0)
  return bulkActionNames.filter(
    (action) =>
      !(training.row.status === 'cancelled' && givesSeats(action)) && statuses.some((status) => can(status, action)),
  )
}

/** Returns whether the reader can do something with several people on this list together. */
export const isPickable = ({ actions, caller }: Pick<RosterView, 'actions' | 'caller'>): boolean =>
  actions.length > 0 || may(caller, 'send-messages')

/** What ends a registration comes last. */
const inOrder = ['approve', 'promote', 'decline', 'cancel'] as const satisfies BulkActionName[]
const kindOf: Record<BulkActionName, string> = { approve: 'primary', promote: '', decline: 'danger', cancel: 'danger' }

/** Renders the bar under the list, for those who are selected. Without a script it always shows. */
export function bulkBar(view: RosterView): Html {
  const { lang, roster, query, path, actions, caller } = view
  const isSeveral = roster.list.registrations.length > 1 || query.cursor !== undefined
  const total = knownTotal(roster, query)
  const everyone = total === undefined ? 'admin.bulk.everyone' : 'admin.bulk.everyoneOf'
  const forms = wordOf(lang, 'admin.bulk.picked') as { one: string; other: string }
  const possible = inOrder.filter((action) => actions.includes(action))
  const isEnd = (action: BulkActionName) => kindOf[action] === 'danger'
  const firstEnd = possible.find(isEnd)
  const button = (to: string, label: string, kind: string) =>
    html`<button class="button ${kind}" formaction="${path}/bulk/${to}${queryString(query)}">${label}</button>`
  const decide = (action: BulkActionName) =>
    button(
      `${action}/preview`,
      say(lang, `admin.bulk.${action}`),
      action === firstEnd ? `${kindOf[action]} end` : kindOf[action],
    )
  return html`<div class="bulk row">
<span class="picked"><b data-picked data-one="${forms.one}" data-other="${forms.other}" role="status">${say(lang, 'admin.bulk.with')}</b>${
    isSeveral
      ? boxView({ look: 'tick', name: 'everyone', value: '1', label: say(lang, everyone, { count: total ?? 0 }) })
      : ''
  }</span>${possible.filter((action) => !isEnd(action)).map(decide)}${
    may(caller, 'send-messages') ? button('message', say(lang, 'admin.roster.message'), '') : ''
  }${possible.filter(isEnd).map(decide)}</div>`
}

/** Renders the decisions that wait, and what came of those that were just carried out. */
export function aheadView(view: RosterView, all: readonly BulkAction[]): Html | '' {
  const now = view.app.now().getTime()
  const shown = all.filter(({ finishedAt }) => finishedAt === null || now - Date.parse(finishedAt) < newsMs)
  if (shown.length === 0) return ''
  // Screen readers say what came of a decision when the script of the page shows it.
  return html`<div class="stack" aria-live="polite">${shown.map((one) => (one.state === 'done' ? outcomeView(view, one) : waitingView(view, one)))}</div>`
}

function waitingView(
  { app, lang, caller, roster }: RosterView,
  { id, action, counts, state, dueAt }: BulkAction,
): Html {
  const count = counts.waiting
  if (state === 'running')
    return html`<p class="note step" id="decision-${id}" data-decided="${dueAt}">${icon('clock')}<span>${say(lang, 'admin.bulk.running', { count })}</span></p>`
  const time = formatTimeOf(dueAt, roster.training.row.time_zone, lang)
  const emails = app.sendMail === undefined ? '' : say(lang, 'admin.bulk.ahead.emails', { count })
  const button = (name: 'undo' | 'run', kind: string) =>
    html`<form method="post" action="${adminPath(app.config, `/bulk-actions/${id}/${name}`)}"><button class="button${kind}">${say(
      lang,
      name === 'undo' ? 'admin.bulk.undo' : 'admin.bulk.now',
    )}</button></form>`
  return html`<section class="note step ahead" id="decision-${id}" data-decided="${dueAt}">${icon('clock')}<div>
<b>${say(lang, `admin.bulk.ahead.${action}`, {
    count,
    time,
  })}</b> ${emails} <small data-due="${dueAt}" data-soon="${say(lang, 'admin.bulk.soon')}">${howSoon(lang, dueAt, app.now())}</small></div>
${
  may(caller, 'change-people') ? html`<span class="row">${button('undo', '')}${button('run', ' quiet')}</span>` : ''
}</section>`
}

/** Says in how many minutes something happens, like “in 9 minutes”. */
function howSoon(lang: Language, at: string, now: Date): string {
  const minutes = Math.ceil((Date.parse(at) - now.getTime()) / minuteMs)
  return minutes > 0 ? new Intl.RelativeTimeFormat(lang).format(minutes, 'minute') : say(lang, 'admin.bulk.soon')
}

function outcomeView({ lang, roster }: RosterView, { id, action, counts, finishedAt }: BulkAction): Html {
  const time = formatTimeOf(finishedAt ?? '', roster.training.row.time_zone, lang)
  const others = leftOutNames.filter((name) => counts[name] > 0)
  const what = [
    ...(counts.done > 0 || others.length === 0 ? [say(lang, `admin.bulk.came.${action}`, { count: counts.done })] : []),
    ...others.map((name) => say(lang, `admin.bulk.came.${name}`, { count: counts[name] })),
  ].join(', ')
  return html`<p class="note ok" id="decision-${id}">${icon('check')}<span>${say(lang, 'admin.bulk.finished', { time, what })}</span></p>`
}

const leftOutNames = [
  'waitlisted',
  'canceled',
  'changed',
  'no-seat',
  'called-off',
  'deleted',
] as const satisfies (keyof BulkCounts)[]
