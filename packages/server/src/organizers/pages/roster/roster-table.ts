import type { AdminRegistration, Language, RegistrationStatus } from '@training-signup/contract'
import { html } from 'hono/html'
import { formOf } from '../../../core/trainings/form.ts'
import { formatMonthDay, formatTimeOf } from '../../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { may } from '../../../platform/access/caller.ts'
import { cellBox } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, sayIfKnown } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { bulkBar, isPickable } from './bulk-view.ts'
import { columns, type RosterColumn } from './roster-query.ts'
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

/** Returns the columns that this training and this reader can have. */
export function possibleColumns({ roster, caller, lang }: RosterView): RosterColumn[] {
  const asked = new Set(formOf(roster.training.input, lang).fields.map(({ id }) => id))
  return columns.filter((one) => {
    if (one === 'needs') return asked.has('needs') && may(caller, 'read-sensitive')
    if (one === 'role' || one === 'agency' || one === 'phone') return asked.has(one)
    return true
  })
}

const usual: ReadonlySet<RosterColumn> = new Set(['role', 'agency', 'needs', 'partner', 'created'])
/** What a card on a phone leaves out, unless someone chose it. */
const wide: ReadonlySet<RosterColumn> = new Set(['partner', 'created'])
/** What stays on one line. */
const short: ReadonlySet<RosterColumn> = new Set(['phone', 'reference', 'created'])

/** Returns the columns to show: those that were chosen, or else the usual ones. */
export const columnsFor = (view: RosterView): RosterColumn[] =>
  possibleColumns(view).filter((one) => view.query.columns?.includes(one) ?? usual.has(one))

/**
 * Renders the people as a table. On a phone its rows are cards; the roles keep it a table for a
 * screen reader.
 */
export function rosterTable(view: RosterView): Html {
  const { lang, roster } = view
  const shown = columnsFor(view)
  const isChosen = view.query.columns !== undefined
  const head = (text: string) => html`<th role="columnheader" scope="col">${text}</th>`
  const table = html`<table class="roster" role="table"><thead role="rowgroup"><tr role="row">${[
    ...(isPickable(view)
      ? [
          html`<th role="columnheader" scope="col" class="pick"><span class="unseen">${say(lang, 'admin.bulk.column')}</span>
${cellBox(say(lang, 'admin.bulk.pickAll'), { 'data-all': true, hidden: true })}</th>`,
        ]
      : []),
    head(say(lang, 'admin.column.name')),
    head(say(lang, 'admin.column.status')),
    ...shown.map((one) => head(say(lang, `admin.column.${one}`))),
  ]}</tr></thead><tbody role="rowgroup">${roster.list.registrations.map(
    (one) =>
      html`<tr role="row">${
        isPickable(view) ? pickOf(lang, one) : ''
      }<td role="cell" class="name"><a href="${adminPath(view.app.config, `/registrations/${one.id}`)}">${nameOf(one)}</a></td>
<td role="cell" class="status"><span class="state ${toneOf[one.status]}">${say(lang, `admin.status.${one.status}`)}</span>${aheadOf(view, one)}</td>${shown.map(
        (column) =>
          html`<td role="cell" class="${short.has(column) ? 'short' : ''}${!isChosen && wide.has(column) ? ' wide' : ''}">${cellOf(view, column, one)}</td>`,
      )}</tr>`,
  )}</tbody></table>`
  return isPickable(view)
    ? html`<form class="card flush" method="post" data-bulk>${table}${bulkBar(view)}</form>`
    : html`<div class="card flush">${table}</div>`
}

const pickOf = (lang: Language, one: AdminRegistration): Html =>
  html`<td role="cell" class="pick">${cellBox(say(lang, 'admin.bulk.pick', { name: nameOf(one) }), { name: 'id', value: one.id })}</td>`

/** Says what will be decided about a person. */
function aheadOf({ lang, ahead, roster }: RosterView, { id }: AdminRegistration): Html | '' {
  const decision = ahead.get(id)
  if (!decision) return ''
  const time = formatTimeOf(decision.at, roster.training.row.time_zone, lang)
  return html`<small>${say(lang, `admin.bulk.will.${decision.action}`, { time })}</small>`
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
    case 'created':
      return formatMonthDay(one.createdAt, roster.training.row.time_zone, lang)
  }
}

export function roleOf(
  { input, lang }: Pick<StoredTraining, 'input'> & { lang: Language },
  { role, answers }: AdminRegistration,
): string {
  if (role === null) return ''
  const field = formOf(input, lang).fields.find(({ id }) => id === 'role')
  // Someone who was moved may have a role that this training does not list.
  const label = field?.options?.find(({ value }) => value === role)?.label ?? sayIfKnown(lang, `role.${role}`) ?? role
  const other = answers['roleOther']
  return typeof other === 'string' && other !== '' ? `${label}: ${other}` : label
}
