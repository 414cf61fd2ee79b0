import type { MarkInput } from '@training-signup/contract'
import { html } from 'hono/html'
import type { AttendanceMark } from '../../../core/attendance/attend.ts'
import { sessionOf } from '../../../core/attendance/attend.ts'
import { readClock } from '../../../core/attendance/clock.ts'
import {
  linesOf,
  type PaperLine,
  type PaperTimes,
  storePaperLine,
  undoneWithLines,
} from '../../../core/attendance/paper-line.ts'
import { readMarks } from '../../../core/attendance/read-attendance.ts'
import { storeMarks } from '../../../core/attendance/store-marks.ts'
import type { App } from '../../../core/context.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { faultSummary } from '../../../platform/html/form/fault-summary.ts'
import { type Checked, type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxView, groupView, hiddenFields, inputField } from '../../../platform/html/form/field.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import type { SheetRow } from '../../api/attendance/sheet.ts'
import { adminAssets } from '../assets.ts'
import type { AdminPage } from '../frame.ts'
import { createPages, type Pages, type Press, type SentFields, type Visit } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { paperLines } from '../roster/roster-table.ts'
import { partName, type SheetView, sheetCrumbs, sheetView, timeIn, timesIn } from './sheet-parts.ts'
import { isUnnamed } from './sheet-table.ts'

const guard = { needs: 'change-people', of: 'training' } as const
const path = '/trainings/:slug/attendance/paper'

/** Typing in a paper sheet by keyboard alone: two letters, Enter, the times, Enter. */
export function paperPages(app: App): Pages {
  const pages = createPages(app)
  pages.page(path, guard, (visit) => paperPage(app, visit))
  pages.action(path, guard, (press) => saveLine(app, press))
  pages.action(`${path}/undo`, guard, async ({ c, caller, form, leadTo, lang }) => {
    const view = await sheetView(app, { c, caller, lang })
    const row = view.sheet.rows.find(({ registration }) => registration === form.get('person'))
    const { slug, id } = view.training.row
    if (row) {
      const marks = (await readMarks(app.db.reader, id, [row.registration])).get(row.registration) ?? []
      const undo = undoneWithLines(marks).map(({ id: voids }) => ({ ...newMark(app, row, 'undo'), voids }))
      if (undo.length > 0) await storeMarks(actingAs(app, caller), slug, undo, caller.scope)
    }
    return leadTo(withQuery(`/trainings/${slug}/attendance/paper`, { signed: form.get('signed') || undefined }))
  })
  return pages
}

const newMark = (app: App, { registration }: SheetRow, kind: MarkInput['kind']) => ({
  id: app.newId(),
  registration,
  kind,
  source: 'paper' as const,
})

async function saveLine(app: App, press: Press): Promise<AdminPage | Response> {
  const { caller, form, leadTo, lang } = press
  const view = await sheetView(app, press)
  const { slug, id } = view.training.row
  const refuse = (field: string, why: string) => paperPage(app, press, { form, faults: new Map([[field, why]]) })
  const row = view.sheet.rows.find(({ registration }) => registration === form.get('person'))
  if (!row) return refuse('person', say(lang, 'admin.paper.choose'))
  const { input: marks, faults } = readLine(view, form, row)
  if (faults) return paperPage(app, press, { form, faults })
  const { registration } = row
  const outcome = await storePaperLine(actingAs(app, caller), id, { registration, marks }, caller.scope)
  if (outcome === 'refused') return refuse('', say(lang, 'admin.sheet.fault.refused'))
  if (outcome !== 'stored') return refuse('person', typedBefore(view, row, outcome))
  return leadTo(withQuery(`/trainings/${slug}/attendance/paper`, { signed: form.get('signed') || undefined }))
}

/** Says that someone’s line is there already, and which times stay. */
function typedBefore(view: SheetView, { givenName, familyName }: SheetRow, { from, to }: PaperTimes): string {
  const times = `${timeIn(view, from)} – ${to === null ? say(view.lang, 'admin.sheet.none') : timeIn(view, to)}`
  return say(view.lang, 'admin.paper.twice', { name: `${givenName} ${familyName}`, times })
}

const kinds = ['in', 'out'] as const

/** Reads a line. A time left empty counts from the start or to the end; “-” means no signature. */
function readLine(view: SheetView, form: SentFields, row: SheetRow): Checked<PaperLine['marks']> {
  const { sheet, lang, app } = view
  const faults = new Map<string, string>()
  const marks = sheet.sessions.flatMap((session, index): PaperLine['marks'] => {
    const typed = kinds.map((kind) => form.get(`${kind}${index}`).trim())
    if (typed.some((text) => /^[-–]$/.test(text))) return []
    const times = typed.map((text, at) => {
      const none = at === 0 ? session.start : session.end
      const time = text === '' ? none : readClock(text, session, sheet.timeZone)
      if (time === undefined) faults.set(`${kinds[at]}${index}`, say(lang, 'admin.sheet.fault.time'))
      return { time: time ?? none, isSigned: text === '' }
    })
    const [from, to] = times
    if (from && to && to.time <= from.time) faults.set(`out${index}`, say(lang, 'admin.sheet.fault.order'))
    return times.map(({ time, isSigned }, at) => ({
      ...newMark(app, row, kinds[at] ?? 'in'),
      session: session.key,
      at: time,
      ...(isSigned && { reason: say(lang, 'admin.paper.signature') }),
    }))
  })
  if (faults.size === 0 && marks.length === 0) faults.set('in0', say(lang, 'admin.paper.empty'))
  return faults.size > 0 ? { faults } : { input: marks }
}

interface Refused {
  form: SentFields
  faults: Faults
}

async function paperPage(app: App, visit: Visit, refused?: Refused): Promise<AdminPage> {
  const { c, lang } = visit
  const view = await sheetView(app, visit)
  const q = (refused?.form.get('q') ?? c.req.query('q') ?? '').slice(0, 100)
  const signed = Number(refused?.form.get('signed') ?? c.req.query('signed'))
  const lines = await readLines(view)
  const title = say(lang, 'admin.paper.title')
  const found = q.trim() === '' ? [] : matching(view.sheet.rows, q, lines)
  const own = { q, signed: signed > 0 ? String(signed) : undefined, ...(refused && { refused }) }
  return {
    title,
    section: 'trainings',
    crumbs: sheetCrumbs(view),
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.attendanceStyle)}">`,
    faults: refused?.faults,
    body: html`<h1>${title}</h1>${found.length > 0 ? lineForm(view, found, own) : nameForm(view, own)}
<div class="split">${linesView(view, lines, own)}${countView(view, lines.length, own)}</div>`,
  }
}

interface Own {
  q: string
  signed: string | undefined
  refused?: Refused
}

function nameForm({ lang, path: sheet }: SheetView, { q, signed }: Own): Html {
  const faults = q === '' ? noFaults : new Map([['q', say(lang, 'admin.paper.none')]])
  return html`<form class="card" method="get" action="${sheet}/paper">${hiddenFields({ signed })}${inputField({
    name: 'q',
    label: say(lang, 'admin.paper.name'),
    hint: say(lang, 'admin.paper.name.hint'),
    value: q,
    faults,
    attributes: { autofocus: true, autocomplete: 'off', maxlength: 100 },
  })}<p><button class="button primary">${say(lang, 'admin.roster.search.go')}</button></p></form>`
}

/** Renders who it can be, the first of them chosen, and their times. */
function lineForm(view: SheetView, found: readonly SheetRow[], { q, signed, refused }: Own): Html {
  const { lang, sheet, path: sheetPath } = view
  const faults = refused?.faults ?? noFaults
  const chosen = refused?.form.get('person') || found[0]?.registration
  const people = found.map(({ registration, familyName, givenName, agency }) =>
    boxView({
      type: 'radio',
      look: 'line',
      name: 'person',
      value: registration,
      isChosen: registration === chosen,
      label: html`<b>${familyName}, ${givenName}</b>`,
      hint: agency ?? undefined,
    }),
  )
  const fields = sheet.sessions.flatMap((_, index) =>
    kinds.map((kind) =>
      inputField({
        name: `${kind}${index}`,
        label: say(lang, `admin.sheet.${kind}`, { part: partName(view, index) }),
        value: refused?.form.get(`${kind}${index}`) ?? '',
        faults,
        controlLook: 'num',
        attributes: { autocomplete: 'off', maxlength: 20, autofocus: kind === 'in' && index === 0 },
      }),
    ),
  )
  return html`<form class="card stack" method="post" action="${sheetPath}/paper" novalidate>${faultSummary(lang, faults)}
${hiddenFields({ q, signed })}${groupView({ legend: say(lang, 'admin.paper.matches'), look: 'rows choices', name: 'person', faults }, people)}
<div class="fix">${fields}</div><p class="hint">${say(lang, 'admin.paper.short')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.paper.save')}</button>
<a class="button quiet" href="${withQuery(`${sheetPath}/paper`, { signed })}">${say(lang, 'manage.back')}</a></p></form>`
}

/** Someone whose line was typed, with the marks that it made. */
type Line = SheetRow & { typed: AttendanceMark[] }

/** Returns whose line was typed, the latest first. */
async function readLines({ app, training, sheet }: SheetView): Promise<Line[]> {
  const marks = await readMarks(app.db.reader, training.row.id)
  const at = ({ typed }: Line) => typed.reduce((last, { receivedAt }) => (receivedAt > last ? receivedAt : last), '')
  return sheet.rows
    .map((row) => ({ ...row, typed: linesOf(marks.get(row.registration) ?? []) }))
    .filter(({ typed }) => typed.length > 0)
    .toSorted((one, other) => (at(one) < at(other) ? 1 : -1))
}

/** Says the times that stand on paper, whatever counts for the person. */
const timesOf = (view: SheetView, { typed }: Line) =>
  view.sheet.sessions
    .map(({ key }) => {
      const at = (kind: AttendanceMark['kind']) =>
        typed.find((mark) => mark.kind === kind && sessionOf(mark, view.sheet.sessions)?.key === key)?.at ?? null
      return timesIn(view, { firstIn: at('in'), lastOut: at('out'), doubts: [] })
    })
    .filter((times) => times !== '')
    .join(' · ')

const mostFound = 8
const folded = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Finds people by how their names begin: first those whose line is still to come. */
function matching(rows: readonly SheetRow[], q: string, lines: readonly Line[]): SheetRow[] {
  const typed = folded(q.trim())
  const found = rows.filter(({ familyName, givenName }) =>
    [familyName, givenName, `${familyName}, ${givenName}`, `${givenName} ${familyName}`].some((name) =>
      folded(name).startsWith(typed),
    ),
  )
  const rank = (row: SheetRow) =>
    (lines.some(({ registration }) => registration === row.registration) ? 2 : 0) +
    (folded(row.familyName).startsWith(typed) ? 0 : 1)
  return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, mostFound)
}

const mostLines = 20

function linesView(view: SheetView, lines: readonly Line[], { signed, refused }: Own): Html {
  const { lang, path: sheetPath } = view
  const isShown = ({ registration }: SheetRow, index: number) =>
    index < mostLines || registration === refused?.form.get('person')
  const shown = lines.filter(isShown).map((row) => {
    const name = `${row.familyName}, ${row.givenName}`
    const atDoor = row.sessions.flatMap(({ doubts }) => doubts.flatMap(({ door }) => door ?? []))
    const look = isUnnamed(row) ? ' unnamed' : ''
    return html`<form class="line${look}" method="post" action="${sheetPath}/paper/undo"><span class="num">${lines.length - lines.indexOf(row)}</span>
<span><b>${name}</b><br><small>${unbroken(timesOf(view, row))}</small>${atDoor.map(
      (at) => html`<br><span class="state wait">${say(lang, 'admin.paper.differs', { time: timeIn(view, at) })}</span>`,
    )}</span>
<button class="button">${say(lang, 'admin.paper.undo')}<span class="unseen">: ${name}</span></button>
${hiddenFields({ person: row.registration, signed })}</form>`
  })
  return html`<section class="stack"><h2>${say(lang, 'admin.paper.lines')}</h2>${
    shown.length === 0
      ? html`<p class="card">${say(lang, 'admin.paper.lines.none')}</p>`
      : html`<div class="card flush rows">${shown}</div>${paperLines(lines.filter(isShown).flatMap((row) => (isUnnamed(row) ? row.reference : [])))}`
  }</section>`
}

function countView({ lang, path: sheetPath }: SheetView, count: number, { signed }: Own): Html {
  const left = signed === undefined ? undefined : Number(signed) - count
  const said =
    left === undefined
      ? ''
      : left > 0
        ? say(lang, 'admin.paper.left', { count: left })
        : left === 0
          ? say(lang, 'admin.paper.left.none')
          : say(lang, 'admin.paper.more', { count: -left })
  return html`<form class="card" method="get" action="${sheetPath}/paper"><h2>${say(lang, 'admin.paper.count.title')}</h2>${inputField(
    {
      name: 'signed',
      label: say(lang, 'admin.paper.signed'),
      hint: say(lang, 'admin.paper.count'),
      value: signed ?? '',
      attributes: { inputmode: 'numeric', maxlength: 4, autocomplete: 'off' },
    },
  )}${said === '' ? '' : html`<p role="status"><span class="state ${left === 0 ? 'ok' : 'wait'}">${said}</span></p>`}
<p><button class="button">${say(lang, 'admin.paper.count.go')}</button></p></form>`
}
