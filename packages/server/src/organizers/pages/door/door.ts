import { html, raw } from 'hono/html'
import { z } from 'zod'
import { sessionOf } from '../../../core/attendance/attend.ts'
import { noteTap, type Tap, undoTap } from '../../../core/attendance/check-in.ts'
import { sessionTimesOf } from '../../../core/attendance/read-attendance.ts'
import type { App } from '../../../core/context.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { giveDoorPass } from '../../../platform/access/door-pass.ts'
import { pathOf } from '../../../platform/html/assets.ts'
import { mapInTurns } from '../../../platform/http/map-in-turns.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { readDoor } from '../../api/people/door.ts'
import { openTrainings } from '../../api/trainings/training-lists.ts'
import { adminAssets } from '../assets.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { type Act, createPages, type Pages, type SentFields, type Visit } from '../pages.ts'
import { nextLink } from '../paging.ts'
import { orBack } from '../person/person-actions.ts'
import { readQuery } from '../read-query.ts'
import { emptyState } from '../roster/empty-state.ts'
import { trainingRow } from '../trainings/training-row.ts'
import { personRow, twinsAmong } from './door-rows.ts'
import { type DoorView, doorPath, doorView, jsonOf, keptView } from './door-view.ts'
import { checkInArrived } from './walk-in.ts'

/** The door: find a name, check in, next. */
export function doorPages(app: App): Pages {
  const pages = createPages(app)
  pages.page('/door', { needs: 'read-names' }, (visit) => doorsPage(app, visit))
  pages.page('/door/:slug', { needs: 'read-names', of: 'training' }, (visit) => doorPage(app, visit))
  // It names no one: browsers keep it for when there is no connection.
  pages.page('/door/:slug/kept', { needs: 'check-in', of: 'training' }, (visit) => keptPage(app, visit))
  const guard = { needs: 'check-in', of: 'registration' } as const
  const checkIn = tapOf(app, 'in')
  pages.action('/door/:slug/:id/check-in', guard, async (press) => (await checkInArrived(app, press)) ?? checkIn(press))
  pages.action('/door/:slug/:id/check-out', guard, tapOf(app, 'out'))
  pages.action('/door/:slug/:id/undo', guard, undo(app))
  return pages
}

const doorsPerPage = 25
/** With more, a page that has everyone twice holds up other requests. */
const mostInPage = 500

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

async function viewOf(app: App, { c, caller, lang }: Visit): Promise<DoorView> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const sessions = sessionTimesOf(training.input)
  const way = c.req.query('way') === 'out' ? 'out' : 'in'
  const byClock = sessionOf({ session: null, kind: way, at: app.now().toISOString() }, sessions)
  if (!byClock) throw new Error('A training has a session.')
  const { session: key, shown } = c.req.query()
  const asked = key === shown ? undefined : sessions.find((one) => one.key === key)
  const session = asked ?? byClock
  const q = (c.req.query('q') ?? '').slice(0, 100).replaceAll('\0', '')
  const isAway = way === 'in' && c.req.query('only') === 'away'
  return { app, lang, caller, training, sessions, session, isChosen: session !== byClock, way, q, isAway }
}

async function doorPage(app: App, visit: Visit): Promise<AdminPage> {
  const { c, caller } = visit
  const view = await viewOf(app, visit)
  const { training, q } = view
  const door = await readDoor(app, caller, training.row.slug, q)
  await giveDoorPass(app, c, training.row)
  // Thousands of rows, so that names are found without a script.
  const rowView = { ...view, twins: twinsAmong(door.people) }
  const rows = await mapInTurns(door.people, (one) => personRow(rowView, one), c.req.raw.signal)
  const isShort = q === '' && door.people.length <= mostInPage
  const people = isShort ? raw(door.people.map(jsonOf).join()) : undefined
  const hasFailed = c.req.query('failed') !== undefined
  const shown = door.people.filter((_, index) => rows[index] !== '')
  const drawn = { door, rows: raw(rows.join('')), shown, people, hasFailed }
  return pageOf(app, training, visit, doorView(view, drawn))
}

async function keptPage(app: App, visit: Visit): Promise<AdminPage> {
  const view = await viewOf(app, visit)
  return pageOf(app, view.training, visit, keptView(view))
}

const pageOf = (app: App, training: StoredTraining, { lang }: Visit, body: AdminPage['body']): AdminPage => ({
  title: `${say(lang, 'admin.nav.door')}: ${pickText(training.input.title, lang)}`,
  section: 'door',
  isNarrow: true,
  isDoor: true,
  head: html`<link rel="stylesheet" href="${pathOf(app.config, adminAssets.doorStyle)}">
<script type="module" src="${pathOf(app.config, adminAssets.doorScript)}"></script>`,
  body,
})

type Verb = (system: App, id: string, tap: Tap, sessions: ReturnType<typeof sessionTimesOf>) => Promise<void>

const tapOf = (app: App, kind: Tap['kind']): Act => act(app, noteTap, () => kind)
const undo = (app: App): Act => act(app, undoTap, (form) => (form.get('way') === 'out' ? 'out' : 'in'))

/** Leads back to the same search, so that a wrong tap can be undone. */
const act =
  (app: App, verb: Verb, kindOf: (form: SentFields) => Tap['kind']): Act =>
  async ({ c, caller, form, leadTo }) => {
    const slug = c.req.param('slug') ?? ''
    const sessions = sessionTimesOf((await readTraining(app, slug)).input)
    const session = sessions.find(({ key }) => key === form.get('session')) ?? sessions[0]
    const back = doorPath(slug, {
      session: form.get('session') === form.get('shown') ? '' : form.get('session'),
      way: form.get('way') === 'out' ? 'out' : '',
      q: form.get('q'),
      only: form.get('only') === 'away' ? 'away' : '',
    })
    return orBack(leadTo, `/door/${slug}`, async () => {
      const tap = { kind: kindOf(form), session: session?.key ?? '' }
      await verb(actingAs(app, caller), c.req.param('id') ?? '', tap, sessions)
      return back
    })
  }
