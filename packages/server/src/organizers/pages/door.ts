import type { DoorList, DoorPerson, Language } from '@training-signup/contract'
import { html, raw } from 'hono/html'
import { z } from 'zod'
import { checkIn, undoCheckIn } from '../../core/attendance/check-in.ts'
import type { App } from '../../core/context.ts'
import { titleWords } from '../../core/people/titles.ts'
import { capitalized, formatTimeOf, formatWeekday } from '../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../core/trainings/trainings.ts'
import { actingAs, type Caller, may } from '../../platform/access/caller.ts'
import { giveDoorPass } from '../../platform/access/door-pass.ts'
import { pathOf } from '../../platform/html/assets.ts'
import { errorNote } from '../../platform/html/form/fault-summary.ts'
import { searchField } from '../../platform/html/form/field.ts'
import { icon } from '../../platform/html/icon.ts'
import type { Html } from '../../platform/html/layout.ts'
import { mapInTurns } from '../../platform/http/map-in-turns.ts'
import { say, wordOf } from '../../words/admin.ts'
import { pickText } from '../../words/index.ts'
import { readDoor, readOtherSpellings, searchedIn } from '../api/people/door.ts'
import { openTrainings } from '../api/trainings/training-lists.ts'
import { adminAssets } from './assets.ts'
import { nextLink } from './forms/paging.ts'
import { readQuery } from './forms/read-query.ts'
import { type AdminPage, adminPath } from './frame.ts'
import { type Act, createPages, type Pages, type Visit } from './pages.ts'
import { orBack } from './person/person-actions.ts'
import { emptyState } from './roster/empty-state.ts'
import { nameOf, printedName } from './roster/roster-table.ts'
import { trainingRow } from './trainings/training-row.ts'

const verbs = { 'check-in': checkIn, undo: undoCheckIn } as const

/** The door: find a name, check in, next. */
export function doorPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/door', { needs: 'read-names' }, (visit) => doorsPage(app, visit))
  pages.page('/door/:slug', { needs: 'read-names', of: 'training' }, (visit) => doorPage(app, visit))
  for (const [name, verb] of Object.entries(verbs))
    pages.action(`/door/:slug/:id/${name}`, { needs: 'check-in', of: 'registration' }, actWith(app, verb))
  return pages
}

const doorsPerPage = 25

async function doorsPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const { cursor } = readQuery(c, { cursor: z.string().max(1000) })
  const { rows: trainings, nextCursor } = await openTrainings(app, caller.scope, { limit: doorsPerPage, cursor })
  const pathOfDoor = (slug: string) => adminPath(app.config, `/door/${slug}`)
  const list =
    trainings.length === 0
      ? emptyState({ icon: 'calendar', title: say(lang, 'admin.home.noneComing'), text: say(lang, 'admin.door.none') })
      : html`<p>${say(lang, 'admin.door.which')}</p><div class="card flush rows">
${trainings.map((one) => trainingRow(one, lang, pathOfDoor(one.slug), html``))}</div>${nextLink(lang, adminPath(app.config, '/door'), nextCursor)}`
  return {
    title: say(lang, 'admin.nav.door'),
    section: 'door',
    isNarrow: true,
    body: html`<h1>${say(lang, 'admin.nav.door')}</h1>${list}`,
  }
}

async function doorPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const q = (c.req.query('q') ?? '').slice(0, 100).replaceAll('\0', '')
  const door = await readDoor(app, caller, training.row.slug, q)
  await giveDoorPass(app, c, training.row)
  const path = adminPath(app.config, `/door/${training.row.slug}`)
  const spellings = await readOtherSpellings(app)
  const view = { app, lang, caller, training, q, door, path, spellings }
  // Thousands of rows, so that names are found without a connection.
  const rows = await mapInTurns(door.people, (one) => personRow(view, one), c.req.raw.signal)
  return {
    title: `${say(lang, 'admin.nav.door')}: ${pickText(training.input.title, lang)}`,
    section: 'door',
    isNarrow: true,
    isDoor: true,
    head: html`<script type="module" src="${pathOf(app.config, adminAssets.doorScript)}"></script>`,
    body: doorView(view, raw(rows.join('')), c.req.query('failed') !== undefined),
  }
}

/** Leads back to the same search, so that a wrong tap can be undone. */
const actWith =
  (app: App, verb: typeof checkIn): Act =>
  ({ c, caller, form, leadTo }) => {
    const [door, q] = [`/door/${c.req.param('slug') ?? ''}`, form.get('q')]
    return orBack(leadTo, door, async () => {
      await verb(actingAs(app, caller), c.req.param('id') ?? '')
      return q === '' ? door : `${door}?q=${encodeURIComponent(q)}`
    })
  }

interface DoorView {
  app: App
  lang: Language
  caller: Caller
  training: StoredTraining
  q: string
  door: DoorList
  path: string
  spellings: Awaited<ReturnType<typeof readOtherSpellings>>
}

function doorView(view: DoorView, rows: Html, hasFailed: boolean): Html {
  const { lang, training, door, caller, app, q, path } = view
  const { row, input } = training
  const signIn = adminPath(app.config, `/sign-in?to=${encodeURIComponent(`/admin/door/${row.slug}`)}`)
  return html`<div class="door stack" data-door data-api="${app.config.publicUrl.replace(
    /^https?:\/\/[^/]+/,
    '',
  )}/api/v1/admin/registrations/" data-words="${JSON.stringify(wordsFor(lang))}" data-titles="${[...titleWords].join(
    ' ',
  )}" data-time-zone="${row.time_zone}" data-lang="${lang}">
<div class="row"><div><h1>${pickText(input.title, lang)}</h1>
<p>${capitalized(formatWeekday(row.starts_at, row.time_zone, lang))}</p></div>
<p class="end"><span class="lead num" data-here>${door.here}</span> ${say(lang, 'admin.door.of', { expected: door.expected })}</p></div>
<svg class="bar" viewBox="0 0 ${Math.max(
    door.expected,
    1,
  )} 12" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="${Math.max(
    door.expected,
    1,
  )}" height="12"/><rect class="sure" data-bar width="${door.here}" height="12"/></svg>
${errorNote(hasFailed ? say(lang, 'admin.door.failed') : undefined)}
<div class="note wait" role="status" data-offline hidden>${icon('offline')}<div><p data-offline-text></p>
<p data-sign-in hidden><a class="button primary" href="${signIn}" target="_blank">${say(lang, 'admin.signIn')}</a></p></div></div>
<p class="note stop" role="alert" data-refused hidden>${icon('warn')}<span data-refused-text></span></p>
<form class="row filter" role="search" method="get" action="${path}">${searchField({
    name: 'q',
    label: say(lang, 'admin.door.search'),
    value: q,
    attributes: { autocapitalize: 'none' },
  })}
<button class="button" data-search>${say(lang, 'admin.roster.search.go')}</button></form>
<div class="card flush rows" data-people>${rows}</div>
<p class="card" data-none${door.people.length > 0 ? html` hidden` : ''}>${say(lang, 'admin.door.no-one')}${
    q === '' ? '' : html` <a href="${path}">${say(lang, 'admin.roster.clear')}</a>`
  }</p>
${dockView(view, may(caller, 'change-people'), adminPath(app.config, `/trainings/${row.slug}`))}</div>`
}

const dockView = ({ lang, caller }: DoorView, adds: boolean, roster: string): Html | '' => {
  const sheet = may(caller, 'export-people')
  if (!adds && !sheet) return ''
  return html`<div class="dock row">${
    adds
      ? html`<a class="button" href="${roster}/add?channel=walk-in">${icon('plus')}${say(lang, 'admin.door.walkIn')}</a>`
      : ''
  }${sheet ? html`<a class="button" href="${roster}/sign-in-sheet.pdf">${say(lang, 'admin.door.sheet')}</a>` : ''}</div>`
}

/** Renders the agency, and the number that paper has of someone instead. It stays in one line. */
function belowName(lang: Language, { agency, number }: DoorPerson): Html {
  const named = agency === null ? '' : html`<br><small class="${number === null ? '' : 'off-paper'}">${agency}</small>`
  if (number === null) return html`${named}`
  return html`${named}<br><small>${say(lang, 'admin.door.number', { number: number.replace('-', '\u2011') })}</small>`
}

/** Only people with a seat have a button that checks them in. */
function personRow(view: DoorView, one: DoorPerson): Html {
  const { lang, q, path, app, caller, training } = view
  const name = nameOf(one)
  const shownName = printedName(name, one.number)
  const agency = belowName(lang, one)
  const search = searchedIn(one, view.spellings)
  if (one.status !== 'confirmed')
    return html`<div class="line wait" data-search-text="${search}">
<span><b>${shownName}</b>${agency}<br><span class="state wait">${say(
      lang,
      one.status === 'pending_approval' ? 'admin.door.pending' : 'admin.door.waiting',
    )}</span></span>
${
  may(caller, 'change-people')
    ? html`<a class="button" href="${adminPath(app.config, `/registrations/${one.id}`)}">${say(
        lang,
        'admin.door.decide',
      )}<span class="unseen">: ${name}</span></a>`
    : ''
}</div>`
  const isHere = one.checkedInAt !== null
  const since =
    one.checkedInAt === null
      ? ''
      : say(lang, 'admin.door.here', { time: formatTimeOf(one.checkedInAt, training.row.time_zone, lang) })
  const button = may(caller, 'check-in')
    ? html`<form method="post" action="${path}/${one.id}/${
        isHere ? 'undo' : 'check-in'
      }"><input type="hidden" name="q" value="${q}"><button class="button${isHere ? '' : ' primary'}"><span data-label>${say(
        lang,
        isHere ? 'admin.door.undo' : 'admin.door.checkIn',
      )}</span><span class="unseen">: ${name}</span></button></form>`
    : ''
  return html`<div class="line${isHere ? ' ok here' : ''}" data-id="${one.id}" data-search-text="${search}"><span><b>${shownName}</b>${agency}<span data-since${
    isHere ? '' : html` hidden`
  }><br><span class="state ok">${since}</span></span></span>${button}</div>`
}

/** What the script says. */
const wordsFor = (lang: Language) => ({
  checkIn: say(lang, 'admin.door.checkIn'),
  undo: say(lang, 'admin.door.undo'),
  here: wordOf(lang, 'admin.door.here'),
  offline: wordOf(lang, 'admin.door.offline'),
  later: wordOf(lang, 'admin.door.later'),
  signedOut: wordOf(lang, 'admin.door.signedOut'),
  signIn: wordOf(lang, 'admin.door.signIn'),
  refused: wordOf(lang, 'admin.door.refused'),
})
