import type { Language, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import type { MissingCredit } from '../../../core/credit/grant.ts'
import { neededMinutes } from '../../../core/credit/grant.ts'
import type { Standing } from '../../../core/credit/standings.ts'
import { hidesName } from '../../../core/people/hides-name.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { paperLines } from '../roster/roster-table.ts'

const shownAtOnce = 200

interface Listed {
  lang: Language
  /** Of the page. */
  path: string
  /** Of a person's page. */
  personPath: (id: string) => string
  /** Whether certificates can be replaced and taken back. */
  changes: boolean
}

/** Renders who lacks something, and then who is ready or has a certificate. */
export function standingsView(standings: readonly Standing[], listed: Listed): Html {
  const { missing = [], ready = [] } = Object.groupBy(standings, ({ grant, certificate }) =>
    grant.missing && !certificate ? 'missing' : 'ready',
  )
  const { lang } = listed
  const list = (some: readonly Standing[], row: (one: Standing) => Html) =>
    html`<div class="card flush rows">${some.slice(0, shownAtOnce).map(row)}${paperLines(unnamedIn(some))}</div>${
      some.length > shownAtOnce
        ? html`<p class="hint">${say(lang, 'admin.credit.more', { count: some.length - shownAtOnce })}</p>`
        : ''
    }`
  return html`${
    missing.length > 0
      ? html`<h2>${say(lang, 'admin.credit.missing', { count: missing.length })}</h2>${list(missing, (one) =>
          rowOf(one, listed, html`<span class="wait">${missingText(lang, one)}</span>`),
        )}`
      : ''
  }${
    ready.length > 0
      ? html`<h2>${say(lang, 'admin.credit.certificates')}</h2>${list(ready, (one) => rowOf(one, listed, certificateView(one, listed)))}`
      : ''
  }`
}

const isUnnamed = ({ registration }: Standing) => hidesName(JSON.parse(registration.sensitive) as Person)

const unnamedIn = (standings: readonly Standing[]) => [
  ...new Set(standings.filter(isUnnamed).map(({ registration }) => registration.reference)),
]

function rowOf(one: Standing, listed: Listed, said: Html): Html {
  const { registration, taken } = one
  const { lang, personPath } = listed
  const name = fullName(registration.given_name, registration.family_name)
  return html`<div class="line profile${isUnnamed(one) ? ' unnamed' : ''}"><span><a href="${personPath(registration.id)}"><b>${name}</b></a><br>
<small>${pickText(taken.profile.name, lang)}</small><br>${said}</span></div>`
}

function certificateView({ certificate, grant }: Standing, { lang, path, changes }: Listed): Html {
  if (!certificate)
    return html`<span class="ok">${say(lang, 'admin.credit.ready', { hours: (grant.hours ?? 0).toFixed(2) })}</span>`
  const { serial } = certificate
  const which = html`<span class="unseen"> ${serial}</span>`
  const ways = changes
    ? html`<span class="row"><a class="button quiet" href="${path}/${serial}/replace">${say(lang, 'admin.credit.replace')}${which}</a>
<a class="button danger quiet" href="${path}/${serial}/revoke">${say(lang, 'admin.credit.revoke')}${which}</a></span>`
    : ''
  return html`${say(lang, 'admin.credit.number.of', { serial })}${ways}`
}

/** Says everything that keeps someone from a certificate. */
const missingText = (lang: Language, standing: Standing): string =>
  (standing.grant.missing ?? []).map((one) => sayMissing(lang, standing, one)).join(' · ')

function sayMissing(
  lang: Language,
  { minutes: here, scheduled, taken }: Standing,
  { kind, minutes = 0 }: MissingCredit,
): string {
  if (kind !== 'time') return say(lang, `admin.credit.missing.${kind}`)
  const { rule, areas } = taken.profile
  const all = neededMinutes(rule, scheduled, taken.approval === 'confirmed' && areas.length > 0)
  return say(lang, 'admin.credit.missing.time', { count: minutes, here, all })
}
