import { type Person, WalkInInput } from '@training-signup/contract'
import { html } from 'hono/html'
import { sessionOf } from '../../../core/attendance/attend.ts'
import { sessionTimesOf } from '../../../core/attendance/read-attendance.ts'
import type { App } from '../../../core/context.ts'
import { readDoorSeats } from '../../../core/seats/door-seats.ts'
import { isSeated } from '../../../core/seats/transitions.ts'
import {
  addWalkIn,
  checkInInstead,
  findNamed,
  findWalkIn,
  type Listed,
  type WalkIn,
} from '../../../core/sign-up/add-walk-in.ts'
import { isUsed } from '../../../core/sign-up/idempotency.ts'
import { checkPeople, formatFaults } from '../../../core/trainings/check-people.ts'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxField, hiddenFields } from '../../../platform/html/form/field.ts'
import { faultsAt } from '../../../platform/html/form-fields.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { describeAdded } from '../../api/people/describe-added.ts'
import { faultsAbout } from '../../api/people/form-about.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type SentFields, type Visit } from '../pages.ts'
import { answered, answersForm, answersIn, faultsOf } from '../person/answers-form.ts'
import { noteExtraSeat, readExtraSeat, reasonField } from '../person/extra-seat.ts'
import { orBack } from '../person/person-actions.ts'
import { enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { orAgain } from '../sent-forms/merge-edits.ts'
import { doorPath } from './door-view.ts'
import { openingText } from './seats-view.ts'
import { walkInForm } from './walk-in-form.ts'

const reasonName = '_reason'
const otherName = '_other'
/** A door sends what was typed there, to be looked at. */
const openName = '_open'

/** Adds someone who has come without a seat, and checks them in. */
export function walkInPages(app: App): Pages {
  const pages = createPages(app)
  const guard = { needs: 'add-walk-ins', of: 'training' } as const
  pages.page('/door/:slug/walk-in', guard, (visit) => walkInPage(app, visit))
  pages.action('/door/:slug/walk-in', guard, (visit) => addTyped(app, visit))
  return pages
}

type Arrived = Omit<WalkInInput, 'person' | 'lang'>

interface Typed {
  person: Person
  faults: Faults
  reason: string
  /** Those with this name who are on the list, and may be the same. */
  known?: readonly Listed[]
  /** Whether Enter was pressed in a field. */
  isEnter?: boolean
  /** When and where they came, where a door has noted it. */
  arrived?: Arrived | undefined
}

const Arrived = WalkInInput.omit({ person: true, lang: true })
const arrivedNames = ['id', 'at', 'session', 'tappedBy'] as const

/** Reads when someone came, as a door has noted it. */
function arrivedIn(form: SentFields): Arrived | undefined {
  const sent = arrivedNames.flatMap((name) => (form.get(`_${name}`) === '' ? [] : [[name, form.get(`_${name}`)]]))
  return Arrived.safeParse(Object.fromEntries(sent)).data
}

async function addTyped(app: App, visit: Press): Promise<AdminPage | Response> {
  const { form, lang } = visit
  const training = await readTraining(app, visit.c.req.param('slug') ?? '')
  const person = answersIn(form, walkInForm(training, lang))
  const reason = form.get(reasonName)
  const arrived = arrivedIn(form)
  const again = ({ faults, known = [] }: Pick<Typed, 'faults' | 'known'>) =>
    walkInPage(app, visit, { person, faults, reason, known, arrived })
  if (form.has(enterName)) return walkInPage(app, visit, { person, faults: noFaults, reason, isEnter: true, arrived })
  const added = arrived && (await findWalkIn(app.db.reader, training.row.id, arrived.id))
  if (added !== undefined) return visit.leadTo(pathAfter(training, person, { arrived, id: added }))
  // They wait, or were erased since: a door forgets what it had kept of them.
  if (arrived && (await isUsed(app.db.reader, arrived.id)))
    return visit.leadTo(doorPath(training.row.slug, { added: arrived.id }))
  if (form.has(openName)) return again(await inTheWay(app, visit, training, person))
  const extra = readExtraSeat(lang, reasonName, reason)
  if (extra.faults) return again(extra)
  const isOther = form.has(otherName)
  const known = isOther ? [] : await findNamed(app.db.reader, training.row.id, person)
  if (known.length > 0) return again({ faults: noFaults, known })
  const { extraSeat } = extra.input
  return orAgain(
    async () => {
      await noteExtraSeat(visit, training.row.slug, extraSeat)
      return addAndLead(app, visit, training, { person: answered(person), lang, extraSeat, isOther, arrived })
    },
    again,
    (error) => faultsOf(error, lang),
  )
}

interface Adding extends Omit<WalkIn, 'id'> {
  arrived: Arrived | undefined
}

/** Adds someone, and leads back to the door, which then forgets what it had kept of them. */
async function addAndLead(app: App, visit: Press, training: StoredTraining, { arrived, ...added }: Adding) {
  const { slug } = training.row
  const tapped = arrived ?? { id: app.newId(), session: sessionNow(app, training) }
  const id = await addWalkIn(actingAs(app, visit.caller), slug, { ...added, ...tapped, mayWait: true })
  await describeAdded(visit.c, { training: slug, ids: [id], extraSeat: added.extraSeat, tappedBy: arrived?.tappedBy })
  return visit.leadTo(pathAfter(training, added.person, { arrived, id }))
}

/** Checks in someone on the list who was noted at a door as a walk-in: with the time of that tap. */
export async function checkInArrived(app: App, { c, caller, form, leadTo }: Press): Promise<Response | undefined> {
  const arrived = arrivedIn(form)
  if (arrived === undefined) return undefined
  const [slug, id] = [c.req.param('slug') ?? '', c.req.param('id') ?? '']
  return orBack(leadTo, `/door/${slug}`, async () => {
    await checkInInstead(actingAs(app, caller), slug, id, arrived)
    await describeAdded(c, { training: slug, ids: [id], tappedBy: arrived.tappedBy })
    return doorPath(slug, { added: arrived.id, as: id })
  })
}

/** A door forgets what it had kept of someone, and knows them by their registration. Its address names no one. */
function pathAfter(
  { row }: StoredTraining,
  person: Person,
  { arrived, id }: { arrived: Arrived | undefined; id: string },
) {
  return doorPath(row.slug, arrived ? { added: arrived.id, as: id } : { q: nameIn(person) })
}

const sessionNow = (app: App, { input }: StoredTraining): string | undefined =>
  sessionOf({ session: null, kind: 'in', at: app.now().toISOString() }, sessionTimesOf(input))?.key

/** Finds out why a door could not add someone. Whether seats are free, the page says anyway. */
async function inTheWay({ db }: App, { lang }: Visit, training: StoredTraining, person: Person) {
  const checked = checkPeople(training.form, { people: [answered(person)] }, { lenient: true })
  const faults = checked.ok ? [] : formatFaults(checked.faults, walkInForm(training, lang), lang)
  const known = await findNamed(db.reader, training.row.id, person)
  return { faults: faultsAt(faultsAbout(faults, lang)), known }
}

const nameIn = ({ givenName = '', familyName = '' }: Person) => `${String(givenName)} ${String(familyName)}`.trim()

async function walkInPage(app: App, visit: Visit, typed?: Typed): Promise<AdminPage> {
  const { lang } = visit
  const training = await readTraining(app, visit.c.req.param('slug') ?? '')
  const { slug } = training.row
  const shown: Typed = typed ?? { person: {}, faults: noFaults, reason: '' }
  const { person, faults, isEnter, arrived } = shown
  const path = adminPath(app.config, `/door/${slug}`)
  const { free, ...seats } = await readDoorSeats(app, training.row, training.input)
  const said =
    free === null
      ? ''
      : html`<p>${free === 0 ? say(lang, 'admin.door.walkIn.full') : say(lang, 'admin.door.walkIn.free', { count: free })}</p>`
  const unclaimed = seats.unclaimed === 0 ? undefined : openingText({ app, lang, training }, { free, ...seats })
  return {
    title: say(lang, 'admin.door.walkIn'),
    section: 'door',
    isNarrow: true,
    faults,
    crumbs: [{ title: pickText(training.input.title, lang), path: `/door/${slug}` }],
    body: html`<h1>${say(lang, 'admin.door.walkIn')}</h1>${said}
<form class="card" method="post" action="${path}/walk-in" novalidate>
${enterButton()}${isEnter ? enterNote(lang, say(lang, 'admin.door.walkIn.add')) : ''}${arrivedView(lang, training, arrived)}
${shown.known?.length ? knownView(lang, path, person, arrived ? shown.known : []) : ''}
${answersForm({ lang, form: walkInForm(training, lang), person, faults })}
${free === 0 ? fullView(lang, training, shown, unclaimed) : ''}
<p class="hint">${say(lang, 'admin.door.walkIn.later')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.door.walkIn.add')}</button>
<a class="button" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

type Lang = Visit['lang']

/** Says when someone came, and carries it along. */
function arrivedView(lang: Lang, { row }: StoredTraining, arrived: Arrived | undefined): Html | '' {
  if (arrived === undefined) return ''
  const fields = arrivedNames.map((name) => [`_${name}`, arrived[name] ?? ''])
  const came =
    arrived.at === undefined
      ? ''
      : html`<p>${say(lang, 'admin.door.walkIn.came', { time: formatTimeOf(arrived.at, row.time_zone, lang) })}</p>`
  return html`${hiddenFields(Object.fromEntries(fields))}${came}`
}

/** Asks whether someone of this name on the list is the same person. */
const knownView = (lang: Lang, path: string, person: Person, known: readonly Listed[]): Html =>
  html`<div class="note wait">${icon('warn')}<div class="stack"><p>${say(lang, 'admin.door.walkIn.same', { name: nameIn(person) })}</p>
${known.filter(({ status }) => isSeated(status)).map((one) => sameButton(lang, path, one, known.length > 1))}
<p><a class="button" href="${path}?${new URLSearchParams({ q: nameIn(person) }).toString()}">${say(lang, 'admin.door.walkIn.same.go')}</a></p>
${boxField({ name: otherName, label: say(lang, 'admin.door.walkIn.other'), isChosen: false })}</div></div>`

/** Checks someone in as of when the door noted them. Only then it isn’t done on the list. */
const sameButton = (lang: Lang, path: string, { id, name, reference }: Listed, isOneOfSeveral: boolean): Html =>
  html`<p><button class="button" formaction="${path}/${id}/check-in">${say(lang, 'admin.door.walkIn.same.in', { name })}${
    isOneOfSeveral ? `\u00A0· ${reference}` : ''
  }</button></p>`

/** Asks for a reason where no seat is free. */
const fullView = (
  lang: Lang,
  { input }: StoredTraining,
  { reason, faults }: Typed,
  unclaimed: string | undefined,
): Html =>
  html`<div class="note wait stack">${unclaimed === undefined ? '' : html`<p>${unclaimed}</p>`}
${reasonField(lang, reasonName, reason, faults)}${
  input.seats.waitlist ? html`<p>${say(lang, 'admin.door.walkIn.full.text')}</p>` : ''
}</div>`
