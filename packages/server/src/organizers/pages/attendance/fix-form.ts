import type { MarkHistory } from '@training-signup/contract'
import { html } from 'hono/html'
import { type AttendanceMark, attend } from '../../../core/attendance/attend.ts'
import { readClock } from '../../../core/attendance/clock.ts'
import { correctionMarks, faultIn, type SessionTimes } from '../../../core/attendance/correct.ts'
import { formatMoment, formatTimeOf, localOf } from '../../../core/trainings/local-time.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { type Checked, type Faults, firstOf, noFaults } from '../../../platform/html/form/faults.ts'
import { inputField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { countedOf, type SheetRow } from '../../api/attendance/sheet.ts'
import type { SentFields } from '../pages.ts'
import { enterButton, enterName } from '../sent-forms/asking.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf } from '../sent-forms/merge-edits.ts'
import { partName, type SheetView, timeIn } from './sheet-parts.ts'

/** What the form that corrects someone’s times holds, by the names of its fields. */
export type FixFields = Record<string, string>

const longestReason = 500
const kinds = ['in', 'out'] as const
const nameOf = (kind: 'in' | 'out', index: number) => `${kind}${index}`

/** Returns the fields as they are filled in from what is known. */
export const fieldsOf = (view: Pick<SheetView, 'sheet' | 'lang'>, sessions: SheetRow['sessions']): FixFields => ({
  ...Object.fromEntries(
    sessions.flatMap(({ firstIn, lastOut }, index) => [
      [nameOf('in', index), typeable(timeIn(view, firstIn))],
      [nameOf('out', index), typeable(timeIn(view, lastOut))],
    ]),
  ),
  reason: '',
})

/** Times are printed with spaces that no keyboard has. */
const typeable = (time: string) => time.replaceAll(/\s/g, ' ')

export const readFields = (form: SentFields, { sheet }: Pick<SheetView, 'sheet'>): FixFields => ({
  ...Object.fromEntries(
    sheet.sessions.flatMap((_, index) =>
      kinds.map((kind) => [nameOf(kind, index), form.get(nameOf(kind, index)).trim()]),
    ),
  ),
  reason: form.get('reason').trim(),
})

/** Reads what was typed, of those parts that differ from what is known, or that are in doubt: saving decides. */
export function checkFields(
  view: SheetView,
  { sessions }: Pick<SheetRow, 'sessions'>,
  typed: FixFields,
  known: FixFields,
): Checked<{ times: SessionTimes[]; reason: string }> {
  const { lang, sheet, app } = view
  const faults: [string, string][] = []
  const times = sheet.sessions.flatMap((session, index): SessionTimes[] => {
    const isSame = kinds.every((kind) => typed[nameOf(kind, index)] === known[nameOf(kind, index)])
    if (isSame && !sessions[index]?.doubts.length) return []
    const [from, to] = kinds.map((kind) => {
      const text = typed[nameOf(kind, index)] ?? ''
      const at = text === '' ? null : readClock(text, session, sheet.timeZone)
      if (at === undefined) faults.push([nameOf(kind, index), say(lang, 'admin.sheet.fault.time')])
      return at ?? null
    })
    const one = { session: session.key, in: from ?? null, out: to ?? null }
    const wrong = faultIn(one, session, app.now())
    if (wrong) faults.push([nameOf(wrong.field, index), say(lang, `admin.sheet.fault.${wrong.fault}`)])
    return [one]
  })
  if (typed['reason'] === '') faults.push(['reason', say(lang, 'admin.sheet.fault.reason')])
  if ((typed['reason'] ?? '').length > longestReason)
    faults.push(['reason', say(lang, 'admin.sheet.fault.long', { max: longestReason })])
  return faults.length > 0 ? { faults: firstOf(faults) } : { input: { times, reason: typed['reason'] ?? '' } }
}

/** What the form of one person is shown with. */
export interface Fixing {
  row: SheetRow
  marks: readonly AttendanceMark[]
  history: MarkHistory['marks']
  /** Whether saving replaces certificates, and takes them back. */
  settles: boolean
  edits?: Edits<FixFields> | undefined
  faults?: Faults | undefined
  /** What was typed leads to this, if it was asked. */
  times?: readonly SessionTimes[] | undefined
}

/** Renders the form that corrects someone’s times, with everything that was seen of them. */
export function fixForm(view: SheetView, { row, edits, faults = noFaults, ...fixing }: Fixing): Html {
  const { lang, path, sheet } = view
  const shown = edits ?? editsOf(fieldsOf(view, row.sessions))
  const labelOf = (name: string) => {
    const index = Number(name.replace(/\D+/, ''))
    if (name === 'reason') return say(lang, 'admin.sheet.reason')
    return say(lang, name.startsWith('in') ? 'admin.sheet.in' : 'admin.sheet.out', { part: partName(view, index) })
  }
  const fields = sheet.sessions.flatMap((_, index) => kinds.map((kind) => nameOf(kind, index)))
  const attributes = { autocomplete: 'off', maxlength: 20 }
  const reasons = (['forgot', 'paper', 'desk'] as const).map((one) => say(lang, `admin.sheet.reason.${one}`))
  return html`<form class="fix" id="fix" method="post" action="${path}/people/${row.registration}" novalidate>
${enterButton()}${faultSummary(lang, faults)}${bothView(lang, shown, { labelOf })}${
  row.sessions.some(({ doubts }) => doubts.length > 0)
    ? html`<p class="note wait">${say(lang, 'admin.sheet.doubt.decide')}</p>`
    : ''
}${fields.map((name) =>
  inputField({ name, label: labelOf(name), value: shown.typed[name] ?? '', faults, controlLook: 'num', attributes }),
)}${inputField({
  name: 'reason',
  label: labelOf('reason'),
  value: shown.typed['reason'] ?? '',
  faults,
  look: 'why',
  some: reasons.map((value) => ({ value, label: value })),
  attributes: { maxlength: longestReason, autocomplete: 'off' },
})}${fixing.times ? thenView(view, row, fixing.marks, fixing.times) : ''}
<p class="hint">${say(lang, 'admin.sheet.kept')}</p>${
    fixing.settles ? html`<p class="hint">${say(lang, 'admin.sheet.kept.closed')}</p>` : ''
  }
<p class="row"><button class="button primary" name="do" value="save">${say(lang, 'admin.sheet.save')}</button>
<button class="button" name="${enterName}" value="1" formaction="${path}/people/${row.registration}#fix">${say(lang, 'admin.sheet.ask')}</button>
<a class="button quiet" href="${path}">${say(lang, 'manage.back')}</a></p></form>
${historyView(view, fixing.history)}`
}

/** Says what the typed times lead to, counted by the functions that count them later. */
function thenView(
  view: SheetView,
  row: SheetRow,
  marks: readonly AttendanceMark[],
  times: readonly SessionTimes[],
): Html {
  const { lang, sheet, app } = view
  const now = app.now()
  const added = times
    .flatMap((one) => correctionMarks(marks, sheet.sessions, one))
    .map(
      ({ at = now.toISOString(), voids = null, ...one }, index): AttendanceMark => ({
        ...one,
        at,
        voids,
        id: `new ${index}`,
        receivedAt: now.toISOString(),
        source: 'correction',
      }),
    )
  const attended = attend({ marks: [...marks, ...added], sessions: sheet.sessions, rule: sheet.rule, now })
  const { minutes, hours, state } = countedOf(attended, sheet.scheduled, row.profile)
  const counts = { count: minutes, hours: hours.toFixed(2), state: say(lang, `admin.sheet.state.${state}`) }
  return html`<p role="status"><b>${say(lang, 'admin.sheet.then', counts)}</b></p>`
}

/** Lists every time that someone was seen: who, how, and when. */
export function historyView({ lang, sheet }: Pick<SheetView, 'lang' | 'sheet'>, marks: MarkHistory['marks']): Html {
  if (marks.length === 0) return html`<p class="hint">${say(lang, 'admin.sheet.seen.none')}</p>`
  const voided = new Set(marks.flatMap(({ voids }) => voids ?? []))
  const days = new Set(sheet.sessions.map(({ key }) => key.slice(0, 10)))
  const timeOf = (at: string) =>
    days.size === 1 && days.has(localOf(new Date(at), sheet.timeZone).slice(0, 10))
      ? formatTimeOf(at, sheet.timeZone, lang)
      : formatMoment(at, sheet.timeZone, lang)
  return html`<details><summary>${say(lang, 'admin.sheet.seen', { count: marks.length })}</summary><ul class="seen">${marks.map(
    (one) => {
      const what = say(lang, `admin.sheet.seen.${one.kind}`, { time: timeOf(one.at) })
      const how = say(lang, `admin.sheet.source.${one.source}`)
      const who = one.byName === null ? [] : [say(lang, 'admin.history.by', { name: one.byName })]
      const late = say(lang, 'admin.sheet.received', { time: formatMoment(one.receivedAt, sheet.timeZone, lang) })
      const line = [
        how,
        ...(one.device === null ? [] : [one.device]),
        ...who,
        late,
        ...(one.reason === null ? [] : [one.reason]),
      ]
      const taken = html`<s>${what}</s> <small>${say(lang, 'admin.sheet.voided')}</small>`
      const shown = voided.has(one.id) ? taken : html`<b>${what}</b>`
      return html`<li>${shown}<br><small>${unbroken(line.join(' · '))}</small></li>`
    },
  )}</ul></details>`
}
