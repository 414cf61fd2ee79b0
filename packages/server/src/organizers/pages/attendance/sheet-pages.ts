import { html } from 'hono/html'
import { attend, lengthOf } from '../../../core/attendance/attend.ts'
import { correctTimes } from '../../../core/attendance/correct.ts'
import { countUntilEnd } from '../../../core/attendance/count-until-end.ts'
import { readMarks } from '../../../core/attendance/read-attendance.ts'
import type { App } from '../../../core/context.ts'
import { formatMoment, formatTimeOf } from '../../../core/trainings/local-time.ts'
import { actingAs, may } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import type { SheetRow, SheetState } from '../../api/attendance/sheet.ts'
import { listMarksOf, readDay } from '../../api/attendance/training-day.ts'
import { adminAssets } from '../assets.ts'
import type { AdminPage } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { withQuery } from '../paging.ts'
import { crumbsOf } from '../person/person-view.ts'
import { readQuery } from '../read-query.ts'
import { enterName } from '../sent-forms/asking.ts'
import { editsOf, mergeAndCheck, orAgain } from '../sent-forms/merge-edits.ts'
import { trainingHead } from '../training-head.ts'
import { checkFields, type FixFields, type Fixing, fieldsOf, fixForm, historyView, readFields } from './fix-form.ts'
import { listView, sheetQuery } from './sheet-list.ts'
import { partName, period, type SheetView, sheetView } from './sheet-parts.ts'

const reading = { needs: 'read-people', of: 'training' } as const
const ofPerson = { needs: 'change-people', of: 'registration' } as const

/** Who was there, and correcting it. */
export function attendancePages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/trainings/:slug/attendance', reading, (visit) => sheetPage(app, visit))
  pages.action('/trainings/:slug/attendance/people/:id', ofPerson, (press) => fix(app, press))
  pages.action('/trainings/:slug/attendance/decide', { needs: 'change-people', of: 'training' }, async (press) => {
    const { c, caller, form, leadTo, lang } = press
    const view = await sheetView(app, press)
    const session = view.sheet.sessions.find(({ key }) => key === form.get('session'))
    const back = `/trainings/${view.training.row.slug}/attendance`
    if (!session) return leadTo(`${back}?failed=changed`)
    // Its number was on the button.
    const open = (await readDay(app, view.training.row.id, caller.scope, view.sheet)).open.noOut
    const count = open.find((one) => one.session === session.key)?.people ?? 0
    if (String(count) !== form.get('seen')) return leadTo(`${back}?failed=changed`)
    const reason = say(lang, 'admin.sheet.decide.reason', {
      time: formatTimeOf(session.end, view.sheet.timeZone, lang),
    })
    const people = await countUntilEnd(actingAs(app, caller), c.req.param('slug') ?? '', {
      session: session.key,
      reason,
    })
    return leadTo(withQuery(back, { done: 'decided', people: String(people) }))
  })
  return pages
}

async function fix(app: App, { form, leadTo, ...visit }: Press): Promise<AdminPage | Response> {
  const view = await sheetView(app, visit)
  const id = visit.c.req.param('id') ?? ''
  const row = view.sheet.rows.find(({ registration }) => registration === id)
  const path = `/trainings/${view.training.row.slug}/attendance`
  if (!row) return leadTo(`${path}?failed=gone`)
  const typed = readFields(form, view)
  if (form.has(enterName)) {
    const known = fieldsOf(view, row.sessions)
    const asked = { ...typed, reason: typed['reason'] || '–' }
    const { input, faults } = checkFields(view, row, asked, known)
    const edits = { ...editsOf(known), base: form.get('_base'), typed }
    return sheetPage(app, visit, { id, edits, faults, times: input?.times })
  }
  return orAgain<FixFields, Response, AdminPage>(
    async () => {
      await correctTimes(actingAs(app, visit.caller), id, (marks) => {
        const { sessions, rule } = view.sheet
        const stored = fieldsOf(view, attend({ marks, sessions, rule, now: app.now() }))
        return mergeAndCheck(form, { typed, stored }, (merged) => checkFields(view, row, merged, stored))
      })
      return leadTo(`${path}?done=corrected`)
    },
    ({ edits, faults }) => sheetPage(app, visit, { id, edits: edits ?? editsOf(typed), faults }),
    ({ problemName }) =>
      problemName === 'wrong-status' ? new Map([['', say(visit.lang, 'admin.sheet.fault.refused')]]) : undefined,
  )
}

interface Opened extends Partial<Pick<Fixing, 'edits' | 'faults' | 'times'>> {
  id: string
}

async function sheetPage(app: App, visit: Visit, opened?: Opened): Promise<AdminPage> {
  const { c, lang, caller } = visit
  const view = await sheetView(app, visit)
  const { row, input } = view.training
  const asked = readQuery(c, sheetQuery)
  const open = opened ?? (asked.open === undefined ? undefined : { id: asked.open })
  const own = open && view.sheet.rows.find(({ registration }) => registration === open.id)
  const day = await readDay(app, row.id, caller.scope, view.sheet)
  const head = {
    lang,
    caller,
    training: view.training,
    part: 'attendance',
    actions: actions(view, day.closedAt !== null),
  } as const
  return {
    title: `${say(lang, 'admin.sheet.title')}: ${pickText(input.title, lang)}`,
    section: 'trainings',
    crumbs: crumbsOf(view, lang),
    crumb: say(lang, 'admin.sheet.title'),
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.attendanceStyle)}">`,
    done: doneIn(visit),
    faults: opened?.faults,
    edits: opened?.edits,
    body: html`${failureView(visit)}${trainingHead(app, head)}
${closedView(view, day.closedAt)}${summaryView(view)}${decideView(view, day)}${await listView(view, asked, own && (await openedView(view, day, own, opened)))}`,
  }
}

type Day = Awaited<ReturnType<typeof readDay>>

/** Renders what is unfolded below someone’s row. */
async function openedView(view: SheetView, day: Day, row: SheetRow, opened: Opened | undefined) {
  const { app, caller, training } = view
  const history = await listMarksOf(app, row.registration, caller.scope)
  if (!may(caller, 'change-people')) return { id: row.registration, form: historyView(view, history) }
  const marks = (await readMarks(app.db.reader, training.row.id, [row.registration])).get(row.registration) ?? []
  return { id: row.registration, form: fixForm(view, { row, marks, history, settles: isSettled(day), ...opened }) }
}

/** Returns whether certificates follow what is changed. */
const isSettled = ({ closedAt, certificates }: Day) => closedAt !== null && certificates !== null

function doneIn({ c, lang }: Visit): string | undefined {
  const [done, count] = [c.req.query('done'), Number(c.req.query('people'))]
  if (done === 'decided' && Number.isSafeInteger(count)) return say(lang, 'admin.sheet.decide.done', { count })
  const known = (['corrected', 'closed', 'reopened'] as const).find((one) => one === done)
  return known && say(lang, `admin.sheet.done.${known}`)
}

function failureView({ c, lang }: Visit): Html | '' {
  const failed = (['changed', 'gone', 'wrong-status'] as const).find((one) => one === c.req.query('failed'))
  return failed === undefined
    ? ''
    : html`<div class="note stop" role="alert">${icon('warn')}<p>${say(lang, `admin.sheet.failed.${failed}`)}</p></div>`
}

/** A day that is closed is opened again below; who did not come stands on a page of its own. */
function actions({ lang, caller, path }: SheetView, isClosed: boolean): Html {
  const link = (to: string, word: string) => html`<a class="button" href="${path}/${to}">${word}</a>`
  return html`${may(caller, 'change-people') ? link('paper', say(lang, 'admin.paper.title.short')) : ''}${
    isClosed ? link('away', say(lang, 'admin.day.byAgency')) : ''
  }${!isClosed && may(caller, 'change-people') ? link('close', say(lang, 'admin.sheet.close')) : ''}`
}

const closedView = ({ lang, path, caller, sheet }: SheetView, closedAt: string | null): Html | '' =>
  closedAt === null
    ? ''
    : html`<form class="note ok" method="post" action="${path}/reopen">${icon('lock')}<div class="stack"><p>${say(
        lang,
        'admin.day.closed',
        {
          time: formatMoment(closedAt, sheet.timeZone, lang),
        },
      )}</p>${
        may(caller, 'change-people')
          ? html`<p><button class="button">${say(lang, 'admin.day.reopen')}</button></p>`
          : ''
      }</div></form>`

/** Renders how many have what, and what is counted. */
function summaryView(view: SheetView): Html {
  const { lang, sheet } = view
  const count = (state: SheetState) => sheet.rows.filter((row) => row.state === state).length
  const [complete, some] = [count('complete'), count('part') + count('short') + count('open')]
  const total = Math.max(1, sheet.rows.length)
  const shown = (['complete', 'part', 'short', 'open', 'away'] as const).filter((state) => count(state) > 0)
  const parts = sheet.sessions.map(
    (session, index) =>
      `${partName(view, index)}: ${period(session, sheet, lang)}, ${say(lang, 'admin.sheet.rule.minutes', { count: lengthOf([session]) })}.`,
  )
  return html`<div class="card">
<svg class="bar" viewBox="0 0 ${total} 12" preserveAspectRatio="none" aria-hidden="true">
<rect class="track" width="${total}" height="12"/><rect class="sure" width="${complete}" height="12"/>
<rect class="open" x="${complete}" width="${some}" height="12"/></svg>
<p class="legend">${shown.map((state) => html`<span>${say(lang, `admin.sheet.sum.${state}`, { count: count(state) })}</span>`)}</p>
<p class="hint">${parts.join(' ')} ${say(lang, 'admin.sheet.rule')}</p></div>`
}

/** Renders a decision for everyone without a time out. */
function decideView(view: SheetView, day: Day): Html | '' {
  const { lang, caller, path, sheet } = view
  const { open } = day
  if (open.noOut.length === 0 || !may(caller, 'change-people')) return ''
  const note = isSettled(day) ? html`<p class="hint">${say(lang, 'admin.sheet.kept.closed')}</p>` : ''
  return html`${note}<div class="card flush rows">${open.noOut.map(({ session, people: count }) => {
    const index = sheet.sessions.findIndex(({ key }) => key === session)
    const time = formatTimeOf(sheet.sessions[index]?.end ?? '', sheet.timeZone, lang)
    const part = partName(view, index)
    return html`<form class="line todo" method="post" action="${path}/decide">${icon('person')}
<span><b>${say(lang, 'admin.sheet.noOut', { count })}</b><br><small>${part}. ${say(lang, 'admin.sheet.noOut.text')}</small></span>
<button class="button">${say(lang, 'admin.sheet.decide', { count, time })}</button>
${hiddenFields({ session, seen: String(count) })}</form>`
  })}</div>`
}
