import type { Language, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import { z } from 'zod'
import { lacks, type MissingCredit, neededMinutes } from '../../../core/credit/grant.ts'
import { type CertificateRow, isUnasked, type Standing } from '../../../core/credit/standings.ts'
import { hidesName } from '../../../core/people/hides-name.ts'
import { fullName } from '../../../core/people/person-columns.ts'
import { formatMonthDay } from '../../../core/trainings/local-time.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { numberedLinks, pageIn, withQuery } from '../paging.ts'
import type { readQuery } from '../read-query.ts'
import { paperLines } from '../roster/roster-table.ts'

const perPage = 50
const kinds = ['evaluation', 'license', 'test', 'time', 'doubts', 'schedule'] as const

const pageNumber = z.coerce.number().int().min(1).max(2000)

/** What the address of the credit page can ask for. */
export const standingsQuery = { lacks: z.enum(kinds), page: pageNumber, certificates: pageNumber }

interface Listed {
  lang: Language
  timeZone: string
  /** Of the page. */
  path: string
  query: ReturnType<typeof readQuery<typeof standingsQuery>>
  /** Of a page about a person. */
  personPath: (id: string, page?: string) => string
  /** Whether certificates can be replaced and taken back, and license numbers entered. */
  changes: boolean
  /** When people were asked for what is missing. */
  asked: ReadonlyMap<string, string>
  /** The button that asks people now. */
  ask: Html | ''
}

/** Renders who lacks something, and then, folded, who is ready or has a certificate. */
export function standingsView(standings: readonly Standing[], listed: Listed): Html {
  const { missing = [], ready = [] } = Object.groupBy(standings, ({ grant, certificate }) =>
    grant.missing && !certificate ? 'missing' : 'ready',
  )
  return html`${missing.length > 0 ? missingView(missing, listed) : ''}${
    ready.length > 0 ? certificatesView(ready, listed) : ''
  }`
}

function missingView(missing: readonly Standing[], listed: Listed): Html {
  const { lang, ask, query } = listed
  const some = missing.filter(({ grant }) => query.lacks === undefined || lacks(grant, query.lacks))
  return html`<h2 id="missing">${say(lang, 'admin.credit.missing', { count: missing.length })}</h2>
${chipsView(missing, listed)}${listView(some, listed, 'page', (one) => ({ said: missingText(one, listed), ways: missingWay(one, listed) }))}${ask}`
}

function chipsView(missing: readonly Standing[], { lang, path, query }: Listed): Html | '' {
  const counts = kinds.map((kind) => [kind, missing.filter(({ grant }) => lacks(grant, kind)).length] as const)
  const shown = counts.filter(([, count]) => count > 0)
  if (shown.length < 2) return ''
  const chip = (kind: (typeof kinds)[number] | undefined, count: number) =>
    html`<a class="chip" href="${withQuery(path, { lacks: kind })}#missing"${kind === query.lacks ? html` aria-current="true"` : ''}>
${say(lang, kind === undefined ? 'admin.sheet.all' : `admin.credit.lacks.${kind}`)} <span class="num">${count}</span></a>`
  return html`<nav class="chips" aria-label="${say(lang, 'admin.credit.lacks')}">
${chip(undefined, missing.length)}${shown.map(([kind, count]) => chip(kind, count))}</nav>`
}

function certificatesView(ready: readonly Standing[], listed: Listed): Html {
  const { lang, query } = listed
  return html`<details id="certificates"${query.certificates === undefined ? '' : html` open`}>
<summary>${say(lang, 'admin.credit.certificates', { count: ready.length })}</summary>
${listView(ready, listed, 'certificates', (one) => certificateRow(one, listed))}</details>`
}

interface Row {
  said: Html | string
  ways: Html | ''
}

function listView(
  standings: readonly Standing[],
  listed: Listed,
  name: 'page' | 'certificates',
  rowOf: (one: Standing) => Row,
): Html {
  const { lang, path, query, personPath } = listed
  const shown = pageIn(standings, query[name] ?? 1, perPage)
  const at = (page: string) =>
    `${withQuery(path, { lacks: query.lacks, [name]: page })}#${name === 'page' ? 'missing' : name}`
  return html`<div class="card flush rows">${shown.rows.map((one) => {
    const { registration, taken } = one
    const person = fullName(registration.given_name, registration.family_name)
    const { said, ways } = rowOf(one)
    return html`<div class="line profile standing${isUnnamed(one) ? ' unnamed' : ''}"><span><a href="${personPath(registration.id)}"><b>${person}</b></a>
<small>${pickText(taken.profile.name, lang)}</small><br>${said}</span>${ways}</div>`
  })}${paperLines(unnamedIn(shown.rows))}</div>${shown.pages > 1 ? numberedLinks(lang, shown, at) : ''}`
}

const isUnnamed = ({ registration }: Standing) => hidesName(JSON.parse(registration.sensitive) as Person)

const unnamedIn = (standings: readonly Standing[]) => [
  ...new Set(standings.filter(isUnnamed).map(({ registration }) => registration.reference)),
]

function certificateRow(standing: Standing, listed: Listed): Row {
  const { certificate, takenBack, grant, registration } = standing
  const { lang, path, changes } = listed
  if (takenBack) return takenBackRow(takenBack, listed)
  if (!certificate)
    return {
      said: html`<span class="ok">${say(lang, 'admin.credit.ready', { hours: (grant.hours ?? 0).toFixed(2) })}</span>`,
      ways: '',
    }
  const { serial } = certificate
  const which = html`<span class="unseen"> ${serial}</span>`
  const ways = changes
    ? html`<span class="row"><a class="button quiet" href="${path}/${serial}/replace">${say(lang, 'admin.credit.replace')}${which}</a>
<a class="button danger quiet" href="${path}/${serial}/revoke">${say(lang, 'admin.credit.revoke')}${which}</a></span>`
    : ''
  // Without an address, no email went out.
  return {
    said: unbroken(
      say(lang, registration.email === null ? 'admin.credit.toPrint' : 'admin.credit.number.of', { serial }),
    ),
    ways,
  }
}

function takenBackRow({ serial, revoked_at }: CertificateRow, { lang, timeZone, path, changes }: Listed): Row {
  const day = formatMonthDay(revoked_at ?? '', timeZone, lang)
  return {
    said: html`<span class="wait">${unbroken(say(lang, 'admin.credit.takenBack', { serial, day }))}</span>`,
    ways: changes
      ? html`<a class="button quiet" href="${path}/${serial}/again">${say(lang, 'admin.credit.again')}<span class="unseen"> ${serial}</span></a>`
      : '',
  }
}

/** Leads to where an organizer enters a license number that someone brings, or corrects a time. */
function missingWay({ grant, registration }: Standing, { lang, path, personPath, changes }: Listed): Html | '' {
  const { id } = registration
  const isTime = lacks(grant, 'time') || lacks(grant, 'doubts')
  if (!changes || !(isTime || lacks(grant, 'license'))) return ''
  const way = isTime
    ? { to: `${path.replace(/credit$/, 'attendance')}?open=${id}#fix`, label: say(lang, 'admin.sheet.correct') }
    : { to: personPath(id, 'license'), label: say(lang, 'admin.credit.license.enter') }
  const name = fullName(registration.given_name, registration.family_name)
  return html`<a class="button quiet" href="${way.to}">${way.label}<span class="unseen">: ${name}</span></a>`
}

/** Says everything that keeps someone from a certificate, and when they were asked for it. */
function missingText(standing: Standing, { lang, timeZone, asked }: Listed): Html {
  const said = (standing.grant.missing ?? []).map((one) => sayMissing(lang, standing, one)).join(' · ')
  const at = asked.get(standing.registration.id)
  return html`<span class="wait">${unbroken(said)}</span>${
    at === undefined
      ? ''
      : html` <small>${say(lang, 'admin.credit.asked', { day: formatMonthDay(at, timeZone, lang) })}</small>`
  }`
}

function sayMissing(lang: Language, standing: Standing, { kind, minutes = 0 }: MissingCredit): string {
  if ((kind === 'evaluation' || kind === 'test') && isUnasked(standing, kind))
    return say(lang, `admin.credit.missing.${kind}.unasked`)
  if (kind !== 'time') return say(lang, `admin.credit.missing.${kind}`)
  const { minutes: here, scheduled, taken } = standing
  const { rule, areas } = taken.profile
  const all = neededMinutes(rule, scheduled, taken.approval === 'confirmed' && areas.length > 0)
  return say(lang, 'admin.credit.missing.time', { count: minutes, here, all })
}
