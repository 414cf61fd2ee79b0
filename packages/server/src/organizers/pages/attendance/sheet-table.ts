import type { Person } from '@training-signup/contract'
import { html } from 'hono/html'
import { hidesName } from '../../../core/people/hides-name.ts'
import { isSeated } from '../../../core/seats/transitions.ts'
import { may } from '../../../platform/access/caller.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import type { SheetRow, SheetState } from '../../api/attendance/sheet.ts'
import { adminPath } from '../frame.ts'
import { paperLines } from '../roster/roster-table.ts'
import { partName, type SheetView, timesIn, whyOf } from './sheet-parts.ts'

const tones: Record<SheetState, string> = { open: 'step', short: 'wait', part: '', complete: 'ok', away: '' }

interface Table {
  rows: readonly SheetRow[]
  /** Leads to the row whose times are corrected. */
  fixAt: (id: string) => string
  /** The row below which a form is unfolded. */
  open: { id: string; form: Html } | undefined
}

/** Renders people down and the parts of the training across. On a phone each person is a card. */
export function sheetTable(view: SheetView, { rows, fixAt, open }: Table): Html {
  const { lang, sheet } = view
  const word = (key: 'person' | 'minutes' | 'hours' | 'counts') => say(lang, `admin.sheet.${key}`)
  const parts = sheet.sessions.map((_, index) => partName(view, index))
  const head = (label: string, look = '') =>
    html`<th scope="col" role="columnheader"${look ? html` class="${look}"` : ''}>${label}</th>`
  return html`<div class="card flush wide" tabindex="0"><table class="times" role="table"><thead role="rowgroup"><tr role="row">
${head(word('person'))}${parts.map((one) => head(one))}${head(word('minutes'), 'end')}${head(word('hours'), 'end')}${head(word('counts'))}
<th role="columnheader"><span class="unseen">${say(lang, 'admin.sheet.correct')}</span></th></tr></thead><tbody role="rowgroup">${rows.map(
    (row) =>
      html`${rowView(view, row, parts, fixAt(row.registration))}${
        open?.id === row.registration
          ? html`<tr role="row" class="open"><td role="cell" colspan="${parts.length + 5}">${open.form}</td></tr>`
          : ''
      }`,
  )}</tbody></table>${paperLines(rows.flatMap((row) => (isUnnamed(row) ? row.reference : [])))}</div>`
}

/** Whether paper has their number, not their name. */
export const isUnnamed = ({ sensitive }: Pick<SheetRow, 'sensitive'>): boolean =>
  hidesName(JSON.parse(sensitive) as Person)

function rowView(view: SheetView, row: SheetRow, parts: readonly string[], fixAt: string): Html {
  const { app, lang, caller } = view
  const name = `${row.familyName}, ${row.givenName}`
  const isCounted = row.state !== 'away'
  const why = whyOf(view, row)
  const action = say(lang, may(caller, 'change-people') ? 'admin.sheet.correct' : 'admin.sheet.history')
  const cell = (label: string, text: string | number, look = '') =>
    html`<td role="cell" class="num${look}" data-word="${label}">${text}</td>`
  // Someone who was here and has no seat any more would look like everyone else.
  const about = [row.agency ?? [], isSeated(row.status) ? [] : say(lang, `admin.status.${row.status}`)].flat()
  const unnamed = isUnnamed(row) ? html` class="unnamed"` : ''
  return html`<tr role="row"${unnamed}><td role="cell" class="name"><a href="${adminPath(app.config, `/registrations/${row.registration}`)}">${name}</a>${
    about.length === 0 ? '' : html`<br><small>${unbroken(about.join(' · '))}</small>`
  }</td>${row.sessions.map((one, index) => cell(parts[index] ?? '', timesIn(view, one)))}
${cell(say(lang, 'admin.sheet.minutes'), isCounted ? row.minutes : '', ' end')}
${cell(say(lang, 'admin.sheet.hours'), isCounted && row.state !== 'open' ? row.hours.toFixed(2) : '', ' end')}
<td role="cell" class="why"><span class="state ${tones[row.state]}">${say(lang, `admin.sheet.state.${row.state}`)}</span>${
    why === '' ? '' : html`<small>${why}</small>`
  }</td>
<td role="cell" class="act"><a href="${fixAt}">${action}<span class="unseen">: ${name}</span></a></td></tr>`
}
