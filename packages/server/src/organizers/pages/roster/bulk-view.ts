import { type BulkActionName, bulkActionNames } from '@training-signup/contract'
import { html } from 'hono/html'
import { can } from '../../../core/seats/transitions.ts'
import { may } from '../../../platform/access/caller.ts'
import { boxView } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, wordOf } from '../../../words/admin.ts'
import { givesSeats } from '../../api/bulk/bulk-actions.ts'
import { pageString } from './roster-query.ts'
import { knownTotal, type RosterView } from './roster-view.ts'

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
export const inOrder = ['approve', 'promote', 'decline', 'cancel'] as const satisfies BulkActionName[]
const kindOf: Record<BulkActionName, string> = { approve: 'primary', promote: '', decline: 'danger', cancel: 'danger' }

/** Renders the bar under the list, for those who are selected. Without a script it always shows. */
export function bulkBar(view: RosterView): Html {
  const { lang, roster, query, path, actions, caller, picked } = view
  const isSeveral = roster.list.registrations.length > 1 || query.cursor !== undefined
  const total = knownTotal(roster, query)
  const everyone = total === undefined ? 'admin.bulk.everyone' : 'admin.bulk.everyoneOf'
  const forms = wordOf(lang, 'admin.bulk.picked') as { one: string; other: string }
  const possible = inOrder.filter((action) => actions.includes(action))
  const isEnd = (action: BulkActionName) => kindOf[action] === 'danger'
  const firstEnd = possible.find(isEnd)
  const button = (to: string, label: string, kind: string) =>
    html`<button class="button ${kind}" formaction="${path}/bulk/${to}${pageString(query)}">${label}</button>`
  const decide = (action: BulkActionName) =>
    button(
      `${action}/preview`,
      say(lang, `admin.bulk.${action}`),
      action === firstEnd ? `${kindOf[action]} end` : kindOf[action],
    )
  return html`<div class="bulk row">
<span class="picked"><b data-picked data-one="${forms.one}" data-other="${forms.other}" role="status">${say(lang, 'admin.bulk.with')}</b>${
    isSeveral
      ? boxView({
          look: 'tick',
          name: 'everyone',
          value: '1',
          isChosen: picked.has('everyone'),
          label: say(lang, everyone, { count: total ?? 0 }),
        })
      : ''
  }</span>${possible.filter((action) => !isEnd(action)).map(decide)}${
    may(caller, 'send-messages') ? button('message', say(lang, 'admin.roster.message'), '') : ''
  }${possible.filter(isEnd).map(decide)}</div>`
}
