import { type RegistrationStatus, registrationStatuses } from '@training-signup/contract'
import { html } from 'hono/html'
import { isActive } from '../../../core/seats/transitions.ts'
import { formOf } from '../../../core/trainings/form.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say, type WordKey } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'
import { partnerControl, partnerHint } from '../partner-control.ts'
import { isRefined, queryString, sorts } from './roster-query.ts'
import { columnsFor, possibleColumns } from './roster-table.ts'
import { type RosterView, totalOf } from './roster-view.ts'

/**
 * Returns whether the filter shows without anyone in it, so that one sees at a glance that there is
 * no one. Offers are rare.
 */
const isAlwaysShown = (status: RegistrationStatus) => isActive(status) && status !== 'offered'

/** Renders the statuses with how many people each has, as links. */
export function statusChips({ lang, roster, query, path }: RosterView): Html {
  const { counts, withNeeds = 0, waitingForCode, duplicates = 0 } = roster
  const chip = (label: string, count: number, href: string, isOn: boolean) =>
    html`<a class="chip" href="${href}"${isOn ? html` aria-current="page"` : ''}>${label} <span class="num">${count}</span></a>`
  const to = (change: object) => `${path}${queryString(query, { status: undefined, needs: false, ...change })}`
  const isOnly = (status: RegistrationStatus) => query.status?.length === 1 && query.status[0] === status
  const codes = waitingForCode?.requests ?? 0
  return html`<nav class="chips" aria-label="${say(lang, 'admin.roster.status')}">${[
    chip(say(lang, 'admin.roster.all'), totalOf(roster), to({}), query.status === undefined && !query.needs),
    ...registrationStatuses
      .filter((status) => isAlwaysShown(status) || (counts[status] ?? 0) > 0 || isOnly(status))
      .map((status) =>
        chip(say(lang, `admin.status.${status}`), counts[status] ?? 0, to({ status: [status] }), isOnly(status)),
      ),
    ...(codes > 0 ? [chip(say(lang, 'admin.roster.codes'), codes, `${path}/requests`, false)] : []),
    ...(duplicates > 0 ? [chip(say(lang, 'admin.roster.duplicates'), duplicates, `${path}/duplicates`, false)] : []),
    ...(withNeeds > 0 || query.needs
      ? [chip(say(lang, 'admin.roster.needs'), withNeeds, to({ needs: true }), query.needs)]
      : []),
  ]}</nav>`
}

/**
 * Renders the search, and everything else that narrows or orders the list. Without a script, too.
 */
export function filterForm(view: RosterView): Html {
  const { lang, query, path } = view
  return html`<form class="row filter" role="search" method="get" action="${path}"><label class="field grow"><span>${say(lang, 'admin.roster.search')}</span><input class="input" type="search" name="q" minlength="2" value="${query.q ?? ''}" autocomplete="off" spellcheck="false"></label>${
    query.status && html`<input type="hidden" name="status" value="${query.status.join(',')}">`
  }${query.needs ? html`<input type="hidden" name="needs" value="1">` : ''}<button class="button">${say(lang, 'admin.roster.search.go')}</button>
<details class="more"${isRefined(query) ? html` open` : ''}><summary>${say(lang, 'admin.roster.more')}</summary><div class="card stack">${moreFilters(view)}</div></details></form>`
}

function moreFilters(view: RosterView): Html {
  const { lang, query, roster, caller } = view
  const role = formOf(roster.training.input, lang).fields.find(({ id }) => id === 'role')
  const select = (name: string, label: WordKey, any: WordKey, options: [string, string][], chosen?: string) =>
    html`<label class="field"><span>${say(lang, label)}</span><select class="input" name="${name}"><option value="">${say(lang, any)}</option>${options.map(
      ([value, text]) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
    )}</select></label>`
  const text = (name: 'agency' | 'domain', value = '') =>
    html`<label class="field"><span>${say(lang, `admin.roster.${name}`)} <small>${say(lang, `admin.roster.${name}.hint`)}</small></span><input class="input" name="${name}" value="${value}" autocomplete="off" spellcheck="false"></label>`
  return html`<div class="two">${
    role
      ? select(
          'role',
          'admin.roster.role',
          'admin.roster.anyRole',
          (role.options ?? []).map(({ value, label }) => [value, label]),
          query.role,
        )
      : ''
  }${caller.scope.agency === undefined ? text('agency', query.agency) : ''}${text('domain', query.domain)}${partnerFilter(view)}<label class="field"><span>${say(lang, 'admin.roster.sort')}</span><select class="input" name="sort">${sorts.map(
    (one) =>
      html`<option value="${one}"${one === query.sort ? html` selected` : ''}>${say(lang, `admin.roster.sort.${one}`)}</option>`,
  )}</select></label></div>
<fieldset><legend>${say(lang, 'admin.roster.columns')}</legend><div class="ticks">${possibleColumns(view).map(
    (one) =>
      html`<label class="tick"><input type="checkbox" name="cols" value="${one}"${columnsFor(view).includes(one) ? html` checked` : ''}>${say(lang, `admin.column.${one}`)}</label>`,
  )}</div></fieldset>
<p class="row"><button class="button">${say(lang, 'admin.roster.apply')}</button><a class="button quiet" href="${view.path}">${say(lang, 'admin.roster.reset')}</a>${
    may(caller, 'change-people')
      ? html`<a class="button quiet" href="${adminPath(view.app.config, '/agencies')}">${say(lang, 'admin.agencies.link')}</a>`
      : ''
  }</p>`
}

function partnerFilter({ lang, query, partnerChoices: choices }: RosterView): Html | '' {
  if (choices.partners.length === 0 && query.partner === undefined) return ''
  const hint = partnerHint(lang, choices)
  const none = say(lang, 'admin.roster.anyPartner')
  return html`<div class="field"><label for="partner">${say(lang, 'admin.roster.partner')}${hint && html` <small>${hint}</small>`}</label>${partnerControl({ id: 'partner', choices, chosen: query.partner ?? '', none })}</div>`
}
