import type { AttendedSession, Doubt, Language } from '@training-signup/contract'
import { sessionsOf } from '@training-signup/contract'
import { lengthOf, type SessionTime } from '../../../core/attendance/attend.ts'
import type { App } from '../../../core/context.ts'
import { capitalized, formatPart, formatTimeOf } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import type { Caller } from '../../../platform/access/caller.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { type AttendanceSheet, readSheet, type SheetRow } from '../../api/attendance/sheet.ts'
import { adminPath } from '../frame.ts'
import type { Visit } from '../pages.ts'
import { crumbsOf } from '../person/person-view.ts'

/** What the pages about who was there share. */
export interface SheetView {
  app: App
  lang: Language
  caller: Caller
  training: StoredTraining
  sheet: AttendanceSheet
  /** Where the sheet is. */
  path: string
}

/** Reads the sheet of the training that a page is about. */
export async function sheetView(
  app: App,
  { c, caller, lang }: Pick<Visit, 'c' | 'caller' | 'lang'>,
): Promise<SheetView> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const sheet = await readSheet(app, training.row.id, caller.scope)
  return {
    app,
    lang,
    caller,
    training,
    sheet,
    path: adminPath(app.config, `/trainings/${training.row.slug}/attendance`),
  }
}

/** Returns how a part of the training is called: by its label, or else by when it is. */
export function partName({ lang, training, sheet }: Omit<SheetView, 'path'>, index: number): string {
  const label = sessionsOf(training.input)[index]?.label
  const one = sheet.sessions[index]
  if (label) return pickText(label, lang)
  return one === undefined || sheet.sessions.length === 1
    ? say(lang, 'admin.sheet.time')
    : capitalized(period(one, sheet, lang))
}

/** Returns when a part of the training is, with the day where there are several. */
export function period({ start, end }: SessionTime, { sessions, timeZone }: AttendanceSheet, lang: Language): string {
  const days = new Set(sessions.map(({ key }) => key.slice(0, 10)))
  return formatPart(start, end, timeZone, lang, days.size > 1)
}

export const timeIn = ({ sheet, lang }: Pick<SheetView, 'sheet' | 'lang'>, at: string | null): string =>
  at === null ? '' : formatTimeOf(at, sheet.timeZone, lang)

/** In a cell, next to others, a time needs no half of the day. */
const briefly = (time: string): string => time.replace(/\s(?:[AP]M|[ap]\.\s?m\.)$/u, '')

/** Says when someone came to a part of the training and left it, in one cell. */
export function timesIn(
  view: Pick<SheetView, 'sheet' | 'lang'>,
  { firstIn, lastOut, doubts }: Pick<AttendedSession, 'firstIn' | 'lastOut' | 'doubts'>,
): string {
  if (firstIn === null && lastOut === null) return ''
  const none = say(view.lang, 'admin.sheet.none')
  const isOpen = doubts.some(({ kind }) => kind === 'no-out')
  const end = lastOut === null ? (isOpen ? none : '') : briefly(timeIn(view, lastOut))
  const times = [firstIn === null ? none : briefly(timeIn(view, firstIn)), end]
  return times.filter((one) => one !== '').join(' – ')
}

/** Says why someone has less than all, or what is doubtful. */
export function whyOf(view: SheetView, { sessions, state, minutes, needed }: SheetRow): string {
  const { lang } = view
  const doubt = sessions.flatMap(({ doubts }) => doubts)[0]
  if (doubt) return doubtWords(view, doubt)
  if (state !== 'short' && state !== 'part') return ''
  const lacking = { count: needed - minutes, all: needed }
  const { index, moved } = mostLacking(view, sessions)
  if (state === 'part' && sessions[index]?.firstIn === null)
    return say(lang, 'admin.sheet.why.missed', { part: partName(view, index) })
  if (!moved) return state === 'short' ? say(lang, 'admin.sheet.why.short', lacking) : ''
  const time = timeIn(view, moved.at)
  return state === 'short'
    ? say(lang, `admin.sheet.why.short.${moved.kind}`, { ...lacking, time })
    : say(lang, `admin.sheet.why.${moved.kind}`, { time })
}

/** Returns the part that lacks most, and which lacks more of it: its beginning or its end, if one does. */
function mostLacking({ sheet }: SheetView, sessions: SheetRow['sessions']) {
  const lacking = sessions.map((one, at) => lengthOf(sheet.sessions.slice(at, at + 1)) - one.minutes)
  const index = lacking.indexOf(Math.max(...lacking))
  const [one, session] = [sessions[index], sheet.sessions[index]]
  if (!one || !session || one.firstIn === null) return { index }
  const late = Date.parse(one.firstIn) - Date.parse(session.start)
  const early = one.lastOut === null ? 0 : Date.parse(session.end) - Date.parse(one.lastOut)
  if (Math.max(late, early) <= 0) return { index }
  const isLate = late > early
  const kind = isLate ? ('came' as const) : ('left' as const)
  return { index, moved: { kind, at: isLate ? one.firstIn : one.lastOut } }
}

const doubtWords = (view: SheetView, { kind, paper, door }: Doubt): string =>
  say(view.lang, `admin.sheet.doubt.${kind}`, { paper: timeIn(view, paper ?? null), door: timeIn(view, door ?? null) })

/** The way to the pages below the sheet. */
export const sheetCrumbs = (view: SheetView) => [
  ...crumbsOf(view, view.lang),
  { title: say(view.lang, 'admin.sheet.title'), path: `/trainings/${view.training.row.slug}/attendance` },
]
