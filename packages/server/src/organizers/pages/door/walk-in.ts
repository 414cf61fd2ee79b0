import type { Person } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { foldName } from '../../../core/people/person.ts'
import { readDoorSeats } from '../../../core/seats/door-seats.ts'
import { activeStatuses } from '../../../core/seats/transitions.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxField } from '../../../platform/html/form/field.ts'
import { icon } from '../../../platform/html/icon.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { addWalkIn } from '../../api/people/add-people.ts'
import { describeAdded } from '../../api/people/describe-added.ts'
import { formAbout } from '../../api/people/form-about.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { answered, answersForm, answersIn, faultsOf } from '../person/answers-form.ts'
import { noteExtraSeat, readExtraSeat, reasonField } from '../person/extra-seat.ts'
import { enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { orAgain } from '../sent-forms/merge-edits.ts'
import { doorPath } from './door-view.ts'
import { openingText } from './seats-view.ts'

/** What there is time for while others wait. The rest is asked by email. */
const asked = new Set(['givenName', 'familyName', 'role', 'roleOther', 'agency', 'email'])
const reasonName = '_reason'
const otherName = '_other'

/** Adds someone who has come without a seat, and checks them in. */
export function walkInPages(app: App): Pages {
  const pages = createPages(app)
  const guard = { needs: 'add-walk-ins', of: 'training' } as const
  pages.page('/door/:slug/walk-in', guard, (visit) => walkInPage(app, visit))
  pages.action('/door/:slug/walk-in', guard, (visit) => sendWalkIn(app, visit))
  return pages
}

interface Typed {
  person: Person
  faults: Faults
  reason: string
  /** Whether someone with this name is on the list, and may be the same. */
  isKnown?: boolean
  /** Whether Enter was pressed in a field. */
  isEnter?: boolean
}

const formOf = (training: StoredTraining, { lang }: Pick<Visit, 'lang'>) => {
  const form = formAbout(training.input, lang)
  return { ...form, fields: form.fields.filter(({ id }) => asked.has(id)) }
}

async function sendWalkIn(app: App, visit: Press): Promise<AdminPage | Response> {
  const training = await readTraining(app, visit.c.req.param('slug') ?? '')
  const { slug } = training.row
  const person = answersIn(visit.form, formOf(training, visit))
  const reason = visit.form.get(reasonName)
  const again = ({ faults, isKnown = false }: Pick<Typed, 'faults' | 'isKnown'>) =>
    walkInPage(app, visit, { person, faults, reason, isKnown })
  if (visit.form.has(enterName)) return walkInPage(app, visit, { person, faults: noFaults, reason, isEnter: true })
  const extra = readExtraSeat(visit.lang, reasonName, reason)
  if (extra.faults) return again(extra)
  if (!visit.form.has(otherName) && (await isOnList(app, training, person)))
    return again({ faults: noFaults, isKnown: true })
  const { extraSeat } = extra.input
  return orAgain(
    async () => {
      await noteExtraSeat(visit, slug, extraSeat)
      const input = { people: [answered(person)] }
      const id = await addWalkIn(actingAs(app, visit.caller), training, { input, lang: visit.lang, extraSeat })
      await describeAdded(visit.c, { training: slug, ids: [id], extraSeat })
      return visit.leadTo(doorPath(slug, { q: nameIn(person) }))
    },
    again,
    (error) => faultsOf(error, visit.lang),
  )
}

const nameIn = ({ givenName = '', familyName = '' }: Person) => `${String(givenName)} ${String(familyName)}`.trim()

async function isOnList({ db }: App, { row }: StoredTraining, { givenName, familyName }: Person): Promise<boolean> {
  const found = await db.reader
    .selectFrom('registration')
    .select('id')
    .where('training_id', '=', row.id)
    .where('status', 'in', activeStatuses)
    .where('given_folded', '=', foldName(String(givenName ?? '')))
    .where('family_folded', '=', foldName(String(familyName ?? '')))
    .executeTakeFirst()
  return found !== undefined
}

async function walkInPage(app: App, visit: Visit, typed?: Typed): Promise<AdminPage> {
  const { lang } = visit
  const training = await readTraining(app, visit.c.req.param('slug') ?? '')
  const { slug } = training.row
  const { person, faults, reason, isKnown, isEnter }: Typed = typed ?? { person: {}, faults: noFaults, reason: '' }
  const path = adminPath(app.config, `/door/${slug}`)
  const seats = await readDoorSeats(app, training.row, training.input)
  const { free } = seats
  const said =
    free === null
      ? ''
      : html`<p>${free === 0 ? say(lang, 'admin.door.walkIn.full') : say(lang, 'admin.door.walkIn.free', { count: free })}</p>`
  const known = isKnown
    ? html`<div class="note wait">${icon('warn')}<div class="stack"><p>${say(lang, 'admin.door.walkIn.same', { name: nameIn(person) })}</p>
<p><a class="button" href="${adminPath(app.config, doorPath(slug, { q: nameIn(person) }))}">${say(lang, 'admin.door.walkIn.same.go')}</a></p>
${boxField({ name: otherName, label: say(lang, 'admin.door.walkIn.other'), isChosen: false })}</div></div>`
    : ''
  const full =
    free === 0
      ? html`<div class="note wait stack">${seats.unclaimed === 0 ? '' : html`<p>${openingText({ app, lang, training }, seats)}</p>`}
${reasonField(lang, reasonName, reason, faults)}${
  training.input.seats.waitlist ? html`<p>${say(lang, 'admin.door.walkIn.full.text')}</p>` : ''
}</div>`
      : ''
  return {
    title: say(lang, 'admin.door.walkIn'),
    section: 'door',
    isNarrow: true,
    faults,
    crumbs: [{ title: pickText(training.input.title, lang), path: `/door/${slug}` }],
    body: html`<h1>${say(lang, 'admin.door.walkIn')}</h1>${said}
<form class="card" method="post" action="${path}/walk-in" novalidate>
${enterButton()}${isEnter ? enterNote(lang, say(lang, 'admin.door.walkIn.add')) : ''}${known}
${answersForm({ lang, form: formOf(training, visit), person, faults })}${full}
<p class="hint">${say(lang, 'admin.door.walkIn.later')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.door.walkIn.add')}</button>
<a class="button" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}
