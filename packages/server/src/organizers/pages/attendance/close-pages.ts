import { html } from 'hono/html'
import { closeDay, reopenDay } from '../../../core/attendance/close-day.ts'
import type { App } from '../../../core/context.ts'
import { formatBriefly, formatMoment } from '../../../core/trainings/local-time.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { hiddenFields } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { unbroken } from '../../../platform/html/lines.ts'
import { say } from '../../../words/admin.ts'
import { noShowsIn, readDay } from '../../api/attendance/training-day.ts'
import { adminAssets } from '../assets.ts'
import { cardTable } from '../card-table.ts'
import type { AdminPage } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { orBack } from '../person/person-actions.ts'
import { paperLines } from '../roster/roster-table.ts'
import { type SheetView, sheetCrumbs, sheetView, timeIn } from './sheet-parts.ts'
import { isUnnamed } from './sheet-table.ts'

const guard = { needs: 'change-people', of: 'training' } as const
const path = '/trainings/:slug/attendance/close'

/** Closing the day of a training, and who did not come. */
export function closePages(app: App): Pages {
  const pages = createPages(app)
  pages.page(path, guard, (visit) => closePage(app, visit))
  pages.action(path, guard, (press) => close(app, press))
  pages.action('/trainings/:slug/attendance/reopen', guard, async ({ c, caller, leadTo }) => {
    const slug = c.req.param('slug') ?? ''
    await reopenDay(actingAs(app, caller), slug)
    return leadTo(`/trainings/${slug}/attendance?done=reopened`)
  })
  pages.page('/trainings/:slug/attendance/away', { needs: 'read-people', of: 'training' }, (visit) =>
    awayPage(app, visit),
  )
  return pages
}

async function close(app: App, press: Press): Promise<AdminPage | Response> {
  const { c, caller, form, leadTo } = press
  const slug = c.req.param('slug') ?? ''
  const view = await sheetView(app, press)
  const day = await readDay(app, view.training.row.id, caller.scope, view.sheet)
  // The numbers that were on the page are those that are closed.
  if (day.closedAt === null && form.get('seen') !== seenOf(day)) return closePage(app, press, { isChanged: true })
  return orBack(leadTo, `/trainings/${slug}/attendance`, async () => {
    await closeDay(actingAs(app, caller), slug)
    return `/trainings/${slug}/attendance?done=closed`
  })
}

type Day = Awaited<ReturnType<typeof readDay>>

const seenOf = ({ people, open, certificates }: Day): string =>
  [certificates?.ready ?? 0, people.away, people.complete, people.part, people.short, people.open, open.differs].join(
    ' ',
  )

async function closePage(app: App, visit: Visit, { isChanged = false } = {}): Promise<AdminPage> {
  const { lang, caller } = visit
  const view = await sheetView(app, visit)
  const day = await readDay(app, view.training.row.id, caller.scope, view.sheet)
  const title = say(lang, 'admin.day.title')
  const away = day.people.away
  const form = html`<form class="card stack" method="post">${hiddenFields({ seen: seenOf(day) })}
<h2>${away === 0 ? say(lang, 'admin.day.everyone') : say(lang, 'admin.day.away', { count: away })}</h2>
${away === 0 ? '' : html`<p>${say(lang, 'admin.day.away.text')}</p>`}
<ul>${followsOf(view, day).map((line) => html`<li>${line}</li>`)}</ul>
<p class="row"><button class="button primary">${away === 0 ? say(lang, 'admin.day.go.none') : say(lang, 'admin.day.go', { count: away })}</button>
<a class="button" href="${view.path}">${say(lang, 'manage.back')}</a></p><p class="hint">${say(lang, 'admin.day.later')}</p></form>`
  return {
    title,
    section: 'trainings',
    crumbs: sheetCrumbs(view),
    head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.attendanceStyle)}">`,
    body: html`${isChanged ? html`<div class="note wait" role="alert">${icon('warn')}<p>${say(lang, 'admin.day.changed')}</p></div>` : ''}<h1>${title}</h1>
<div class="split"><div class="stack"><div class="card flush rows">${openView(view, day)}</div>${
      day.closedAt === null ? form : closedNote(view, day.closedAt)
    }</div>${noShowsView(view)}</div>`,
  }
}

const closedNote = ({ lang, sheet }: SheetView, closedAt: string): Html => {
  const time = formatMoment(closedAt, sheet.timeZone, lang)
  return html`<p class="note ok">${icon('lock')}<span>${say(lang, 'admin.day.closed', { time })}</span></p>`
}

/** Says what follows from closing, counted by the functions that do it. */
function followsOf({ lang }: SheetView, { people, certificates }: Day): string[] {
  const counts: Partial<Record<Follow, number>> = certificates ?? {
    complete: people.complete,
    part: people.part,
    open: people.open,
  }
  const lines = Object.entries(counts) as [Follow, number][]
  return lines.flatMap(([name, count]) => (count === 0 ? [] : say(lang, `admin.day.follows.${name}`, { count })))
}

type Follow = 'ready' | 'evaluation' | 'short' | 'other' | 'complete' | 'part' | 'open'

const mostDiffering = 5

/** Says of the first people whose times differ which paper and door have. */
function differingView(view: SheetView): Html[] {
  const { lang, sheet } = view
  const all = sheet.rows.flatMap((row) =>
    row.sessions.flatMap(({ doubts }) =>
      doubts.flatMap(({ paper, door }) => {
        if (paper === undefined || door === undefined) return []
        const times = { paper: timeIn(view, paper), door: timeIn(view, door) }
        const look = isUnnamed(row) ? html` class="unnamed"` : ''
        const text = say(lang, 'admin.sheet.doubt.differs', times)
        return html`<br><small${look}>${row.familyName}, ${row.givenName}: ${text}</small>`
      }),
    ),
  )
  return all.slice(0, mostDiffering)
}

/** Lists what is open: first what a door may not have sent. */
function openView(view: SheetView, { open, doors }: Day): Html[] {
  const { lang } = view
  const noOut = open.noOut.reduce((sum, { people }) => sum + people, 0)
  const texts = [
    [noOut, 'person', say(lang, 'admin.sheet.noOut', { count: noOut }), small(say(lang, 'admin.sheet.noOut.text'))],
    [open.differs, 'clock', say(lang, 'admin.day.differs', { count: open.differs }), differingView(view)],
    [
      open.other,
      'clock',
      say(lang, 'admin.day.other', { count: open.other }),
      small(say(lang, 'admin.day.other.text')),
    ],
  ] as const
  return [
    doorsView(view, doors),
    ...texts.flatMap(([count, mark, title, text]) =>
      count === 0
        ? []
        : html`<div class="line todo wait">${icon(mark)}<span><b>${title}</b>${text}</span>
<a class="button" href="${view.path}?state=open">${say(lang, 'admin.day.decide')}<span class="unseen">: ${title}</span></a></div>`,
    ),
  ]
}

const small = (text: string): Html => html`<br><small>${text}</small>`

function doorsView({ lang, sheet }: SheetView, doors: Day['doors']): Html {
  const heard = doors.map(({ device, lastAt }) =>
    say(lang, 'admin.day.door', {
      name: device ?? say(lang, 'admin.day.door.unnamed'),
      time: formatBriefly(lastAt, sheet.timeZone, lang),
    }),
  )
  const text = [...heard, say(lang, heard.length === 0 ? 'admin.day.doors.none' : 'admin.day.doors.text')].join(' ')
  return html`<div class="line heard">${icon('clock')}
<span><b>${say(lang, 'admin.day.doors')}</b><br><small>${unbroken(text)}</small></span></div>`
}

/** Renders who did not come, by agency. */
function noShowsView({ lang, sheet, path: sheetPath }: SheetView, isWhole = false): Html | '' {
  const all = noShowsIn(sheet).agencies
  const agencies = isWhole ? all : all.slice(0, 8)
  if (agencies.length === 0) return ''
  const nameOf = (agency: string | null) => agency ?? say(lang, 'admin.day.noAgency')
  return html`<section class="card stack">${isWhole ? '' : html`<h2>${say(lang, 'admin.day.byAgency')}</h2>`}${cardTable(
    {
      headings: [say(lang, 'admin.day.agency'), say(lang, 'admin.day.seats'), say(lang, 'admin.sheet.state.away')],
      rows: agencies.map(({ agency, seats, away }) => [nameOf(agency), seats, away]),
      isCounted: true,
    },
  )}${all.length > agencies.length || !isWhole ? html`<p><a href="${sheetPath}/away">${say(lang, 'admin.day.byName')}</a></p>` : ''}
<p class="hint">${say(lang, 'admin.day.byAgency.hint')}</p></section>`
}

async function awayPage(app: App, visit: Visit): Promise<AdminPage> {
  const { lang } = visit
  const view = await sheetView(app, visit)
  const title = say(lang, 'admin.day.byAgency')
  const agencies = noShowsIn(view.sheet).agencies.filter(({ away }) => away > 0)
  const unnamed = new Map(view.sheet.rows.filter(isUnnamed).map((row) => [row.registration, row.reference]))
  return {
    title,
    section: 'trainings',
    isNarrow: true,
    crumbs: sheetCrumbs(view),
    body: html`<h1>${title}</h1>${noShowsView(view, true)}${agencies.map(
      ({ agency, people }) =>
        html`<section class="stack"><h2>${agency ?? say(lang, 'admin.day.noAgency')}</h2><ul class="card">${people.map(
          ({ id, familyName, givenName }) =>
            html`<li${unnamed.has(id) ? html` class="unnamed"` : ''}>${familyName}, ${givenName}</li>`,
        )}</ul>${paperLines(people.flatMap(({ id }) => unnamed.get(id) ?? []))}</section>`,
    )}`,
  }
}
