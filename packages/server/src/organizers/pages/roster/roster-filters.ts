import { type RegistrationStatus, registrationStatuses } from '@training-signup/contract'
import { html } from 'hono/html'
import { isActive } from '../../../core/seats/transitions.ts'
import { formOf } from '../../../core/trainings/form.ts'
import { may } from '../../../platform/access/caller.ts'
import {
  boxList,
  type FieldOption,
  groupView,
  hiddenFields,
  inputField,
  optionsOf,
  pickField,
  saying,
  searchField,
  selectField,
} from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { partnerChoices } from '../partner-choices.ts'
import { possibleColumns } from './roster-columns.ts'
import { countRefined, isWholeList, queryString, sorts } from './roster-query.ts'
import { type RosterView, totalOf } from './roster-view.ts'

/**
 * Returns whether the filter shows without anyone in it, so that one sees at a glance that there is
 * no one. Offers are rare.
 */
const isAlwaysShown = (status: RegistrationStatus) => isActive(status) && status !== 'offered'

/**
 * Renders the statuses as links, with how many people each has. While a search or a filter narrows
 * the list, they lead to fewer, so they say no number.
 */
export function statusChips({ lang, roster, query, path }: RosterView): Html {
  const { counts, withNeeds = 0, waitingForCode, duplicates = 0 } = roster
  const chip = (label: string, count: number | undefined, href: string, isOn: boolean) =>
    html`<a class="chip" href="${href}"${isOn ? html` aria-current="page"` : ''}>${label}${
      count === undefined ? '' : html` <span class="num">${count}</span>`
    }</a>`
  const isWhole = isWholeList(query)
  const own = (count: number) => (isWhole ? count : undefined)
  const to = (change: object) => `${path}${queryString(query, { status: undefined, needs: false, ...change })}`
  const isOnly = (status: RegistrationStatus) => query.status?.length === 1 && query.status[0] === status
  const codes = waitingForCode?.requests ?? 0
  return html`<nav class="chips" aria-label="${say(lang, 'admin.roster.status')}">${[
    chip(say(lang, 'admin.roster.all'), own(totalOf(roster)), to({}), query.status === undefined && !query.needs),
    ...registrationStatuses
      .filter((status) => isAlwaysShown(status) || (counts[status] ?? 0) > 0 || isOnly(status))
      .map((status) =>
        chip(say(lang, `admin.status.${status}`), own(counts[status] ?? 0), to({ status: [status] }), isOnly(status)),
      ),
    ...(codes > 0 ? [chip(say(lang, 'admin.roster.codes'), codes, `${path}/requests`, false)] : []),
    ...(duplicates > 0 ? [chip(say(lang, 'admin.roster.likelyPairs'), duplicates, `${path}/duplicates`, false)] : []),
    ...(withNeeds > 0 || query.needs
      ? [chip(say(lang, 'admin.roster.needs'), own(withNeeds), to({ needs: true }), query.needs)]
      : []),
  ]}</nav>`
}

const columnsForm = 'columns'

/**
 * Renders the search, and everything else that narrows or orders the list. Without a script, too.
 */
export function filterForm(view: RosterView): Html {
  const { lang, app, query, path } = view
  return html`<form class="row filter" role="search" method="get" action="${path}">${searchField({
    name: 'q',
    // The button next to it says what the field is for, and the field what can be looked for.
    label: html`<span class="unseen">${say(lang, 'admin.roster.search')}</span>`,
    value: query.q ?? '',
    attributes: {
      minlength: 2,
      placeholder: say(lang, 'admin.roster.search'),
      'data-short': say(lang, 'admin.roster.search.short'),
    },
  })}
${hiddenFields({ status: query.status?.join(','), needs: query.needs ? '1' : undefined })}
<button class="button">${say(lang, 'admin.roster.search.go')}</button>
<details class="more"><summary class="button">${moreLabel(view)}</summary>
<div class="card stack">${moreFilters(view)}${columnChoice(view)}</div></details></form>
<form id="${columnsForm}" method="post" action="${adminPath(app.config, '/account/columns')}" hidden></form>`
}

/** Names what unfolds, and how much of it narrows the list. */
function moreLabel({ lang, query }: RosterView): string {
  const count = countRefined(query)
  const label = say(lang, 'admin.roster.more')
  return count === 0 ? label : `${label} (${count})`
}

function moreFilters(view: RosterView): Html {
  const { lang, query, caller } = view
  const said = saying({ lang, words: 'admin.roster.' })
  const text = (name: 'agency' | 'domain', value = '', offered: { some?: FieldOption[] } = {}) => {
    const { hint: note, ...field } = said(name)
    return inputField({ ...field, ...offered, note, value, attributes: { autocomplete: 'off', spellcheck: 'false' } })
  }
  const some = view.agencies.map((value) => ({ value, label: '' }))
  const possible: readonly string[] = ['name', 'status', ...possibleColumns(view)]
  const orders = sorts.filter((one) => possible.includes(one.replace('-', '')))
  const order = optionsOf(orders, (one) => say(lang, `admin.roster.sort.${one}`))
  const agencies = html`<a class="button quiet" href="${adminPath(view.app.config, '/agencies')}">${say(lang, 'admin.agencies.link')}</a>`
  return html`<div class="two">${roleFilter(view)}
${caller.scope.agency === undefined ? text('agency', query.agency, { some }) : ''}${text('domain', query.domain)}${partnerFilter(view)}
${selectField({ ...said('sort'), options: order, chosen: query.sort })}</div>
<p class="row"><button class="button">${say(lang, 'admin.roster.apply')}</button>
<a class="button quiet" href="${view.path}">${say(lang, 'admin.roster.reset')}</a>${may(caller, 'change-people') ? agencies : ''}</p>`
}

/** Renders the choice of columns. It is remembered, so that it is a form of its own. */
function columnChoice(view: RosterView): Html {
  const { lang, shown } = view
  const boxes = boxList({
    look: 'tick',
    name: 'cols',
    values: possibleColumns(view),
    chosen: shown,
    label: (one) => say(lang, `admin.column.${one}`),
    attributes: { form: columnsForm },
  })
  const button = (name: string, word: 'save' | 'usual', kind = '') =>
    html`<button class="button ${kind}" form="${columnsForm}" name="${name}" value="1">${say(lang, `admin.roster.columns.${word}`)}</button>`
  return html`${groupView({ legend: say(lang, 'admin.roster.columns') }, html`<div class="ticks">${boxes}</div>`)}
<p class="hint">${say(lang, 'admin.roster.columns.hint')}</p>
<p class="row">${button('save', 'save')}${button('usual', 'usual', 'quiet')}</p>`
}

function roleFilter({ lang, query, roster }: RosterView): Html | '' {
  const role = formOf(roster.training.input, lang).fields.find(({ id }) => id === 'role')
  const any = { value: '', label: say(lang, 'admin.roster.anyRole') }
  const options = [any, ...(role?.options ?? [])]
  return role ? selectField({ name: 'role', label: say(lang, 'admin.roster.role'), options, chosen: query.role }) : ''
}

function partnerFilter({ lang, query, partnerChoices: choices }: RosterView): Html | '' {
  if (choices.partners.length === 0 && query.partner === undefined) return ''
  const { hint: note, ...offered } = partnerChoices(lang, choices, say(lang, 'admin.roster.anyPartner'))
  return pickField({
    name: 'partner',
    label: say(lang, 'admin.roster.partner'),
    note,
    ...offered,
    chosen: query.partner,
  })
}
