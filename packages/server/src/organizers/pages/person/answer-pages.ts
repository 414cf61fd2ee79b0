import type { Form, Language, Person } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { foldName } from '../../../core/people/person.ts'
import { answersOf, editLocked } from '../../../core/registrations/edit-registration.ts'
import { withRegistration } from '../../../core/seats/registration.ts'
import { register } from '../../../core/sign-up/register.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs } from '../../../platform/access/caller.ts'
import { personDoubts } from '../../../platform/html/doubt.ts'
import { type Faults, noFaults } from '../../../platform/html/form/faults.ts'
import { boxList, groupView } from '../../../platform/html/form/field.ts'
import { faultsAt } from '../../../platform/html/form-fields.ts'
import { controlNames } from '../../../platform/html/sent-form.ts'
import { everyAnswer } from '../../../visitors/manage/views.ts'
import { type PageWordKey, say } from '../../../words/admin.ts'
import { agenciesIn } from '../../api/agencies/agencies-in.ts'
import { describeAdded } from '../../api/people/describe-added.ts'
import { formAbout } from '../../api/people/form-about.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Press, type Visit } from '../pages.ts'
import { enterButton, enterName, enterNote } from '../sent-forms/asking.ts'
import { bothView } from '../sent-forms/both-view.ts'
import { type Edits, editsOf, mergeControls, mergeEdits, orAgain, Unsaved } from '../sent-forms/merge-edits.ts'
import { answered, answersForm, answersIn, answerWords, faultsOf } from './answers-form.ts'
import { noteExtraSeat, readExtraSeat, reasonField } from './extra-seat.ts'
import { anotherName, beforeIn, beforeView, doneText, keptFrom } from './one-before.ts'
import { crumbsOf, personCrumbs, personName, personPage } from './person-view.ts'
import { askedIn, correctedForm } from './slips.ts'

const channelName = '_channel'
const reasonName = '_reason'
const channels = ['phone', 'walk-in'] as const

interface Again {
  person: Person
  faults: Faults
  shows?: Shows
  /** How someone reached the organizer, as it was chosen. */
  channel?: (typeof channels)[number]
  /** Why they get a seat although none is free. */
  reason?: string
}

/** Why a form is only shown again: Enter was pressed in a field, or an address was taken. */
type Shows = 'enter' | 'address' | undefined

const showsOf = ({ form }: Press): Shows =>
  form.has(controlNames.show) ? 'address' : form.has(enterName) ? 'enter' : undefined

/** The forms with which organizers correct answers, and add someone who called or walked in. */
export function answerPages(app: App): Pages {
  const pages = createPages(app)
  const correcting = { needs: 'change-people', of: 'registration' } as const
  pages.page('/registrations/:id/correct', correcting, (visit) => correctPage(app, visit))
  pages.action('/registrations/:id/correct', correcting, (visit) => correct(app, visit))
  const adding = { needs: 'change-people', of: 'training' } as const
  pages.page('/trainings/:slug/add', adding, (visit) => addPage(app, visit))
  pages.action('/trainings/:slug/add', adding, (visit) => add(app, visit))
  return pages
}

async function correct(app: App, visit: Press): Promise<AdminPage | Response> {
  const id = visit.c.req.param('id') ?? ''
  const { training } = await personPage(app, visit)
  const form = formAbout(training.input, visit.lang)
  const typed = everyAnswer(form, answersIn(correctedForm(visit.form) ?? visit.form, form))
  const shows = showsOf(visit)
  let edits: Edits<Person> = { ...editsOf(typed), base: visit.form.get(mergeControls.base) }
  return orAgain(
    async () => {
      await withRegistration(app, id, async (tx, registration, locked) => {
        const stored = everyAnswer(form, answersOf(registration))
        edits = mergeEdits(visit.form, typed, stored)
        if (edits.both.length > 0 || shows) throw new Unsaved(edits)
        // What is stored already was typed by someone else, or asked about then.
        const known = [...askedIn(visit.form), ...Object.values(stored).filter((one) => typeof one === 'string')]
        const doubts = faultsAt(personDoubts(visit.lang, { fields: form.fields, person: edits.typed }, known))
        if (doubts.size > 0) throw new Unsaved(edits, doubts)
        const asked = { lenient: true, lang: visit.lang }
        await editLocked(actingAs(app, visit.caller), tx, locked, registration, { changes: edits.typed, asked })
      })
      return visit.leadTo(`/registrations/${id}?done=correct`)
    },
    ({ faults }) => correctPage(app, visit, { edits, faults, shows }),
    (error) => faultsOf(error, visit.lang),
  )
}

async function add(app: App, visit: Press): Promise<AdminPage | Response> {
  const slug = visit.c.req.param('slug') ?? ''
  const form = formAbout((await readTraining(app, slug)).input, visit.lang)
  const person = answersIn(correctedForm(visit.form) ?? visit.form, form)
  const channel = channels.find((one) => one === visit.form.get(channelName)) ?? 'phone'
  const shows = showsOf(visit)
  const reason = visit.form.get(reasonName)
  const again = ({ faults }: Pick<Again, 'faults'>) => addPage(app, visit, { person, faults, shows, channel, reason })
  if (shows) return again({ faults: noFaults })
  const doubts = faultsAt(personDoubts(visit.lang, { fields: form.fields, person }, askedIn(visit.form)))
  if (doubts.size > 0) return again({ faults: doubts })
  const extra = readExtraSeat(visit.lang, reasonName, reason)
  if (extra.faults) return again(extra)
  const { extraSeat } = extra.input
  return orAgain(
    async () => {
      await noteExtraSeat(visit, slug, extraSeat)
      const input = { people: [answered(person)] }
      const request = { input, channel, origin: null, lang: visit.lang, byOrganizer: true, extraSeat }
      const { registrationIds } = await register(actingAs(app, visit.caller), slug, request)
      await describeAdded(visit.c, { training: slug, ids: registrationIds, extraSeat })
      return visit.leadTo(nextPath(visit, slug, registrationIds[0] ?? '', channel))
    },
    again,
    (error) => faultsOf(error, visit.lang),
  )
}

/** Where the press leads: to who was added, or to the form for the next caller. */
const nextPath = ({ form }: Press, slug: string, id: string, channel: (typeof channels)[number]): string =>
  form.has(anotherName)
    ? `/trainings/${slug}/add?after=${id}${channel === 'phone' ? '' : `&channel=${channel}`}`
    : `/registrations/${id}?done=add`

/** Says that no seat is free, and asks why there should be one more. */
function fullView(
  lang: Language,
  { row, input }: StoredTraining,
  { reason = '', faults }: { reason: string | undefined; faults: Faults },
) {
  const { capacity, seats_taken: taken } = row
  if (capacity === null || taken < capacity) return ''
  const said = say(lang, input.seats.waitlist ? 'admin.extra.add.waits' : 'admin.extra.add.full', { taken, capacity })
  return html`<div class="note wait"><div class="stack"><p>${said}</p>${reasonField(lang, reasonName, reason, faults)}</div></div>`
}

async function correctPage(
  app: App,
  visit: Visit,
  again?: { edits: Edits<Person>; faults: Faults; shows: Shows },
): Promise<AdminPage> {
  const { lang } = visit
  const view = await personPage(app, visit)
  const { id } = view.registration
  const row = await app.db.reader.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const form = await withAgencies(app, visit, view.training, formAbout(view.training.input, lang))
  const { edits, faults } = again ?? { edits: editsOf(everyAnswer(form, answersOf(row))), faults: noFaults }
  return {
    title: say(lang, 'admin.person.correct'),
    section: 'trainings',
    isNarrow: true,
    faults,
    edits,
    crumbs: personCrumbs(view),
    body: html`<h1>${say(lang, 'admin.person.correct.title', { name: personName(view) })}</h1>
<form class="card" method="post" action="${view.path}/correct" novalidate>
${enterButton()}${again?.shows === 'enter' && edits.both.length === 0 ? enterNote(lang, say(lang, 'admin.person.correct.go')) : ''}
${bothView(lang, edits, answerWords(lang, form))}${answersForm({ lang, form, person: edits.typed, faults })}
<p class="hint">${say(lang, 'admin.person.correct.text')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.person.correct.go')}</button>
<a class="button" href="${adminPath(app.config, view.own)}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

/** Returns a form that offers the agencies of the people of its training, after those that it suggests. */
async function withAgencies(app: App, { caller }: Visit, { row }: StoredTraining, form: Form): Promise<Form> {
  if (!form.fields.some(({ id }) => id === 'agency')) return form
  const known = await agenciesIn(app.db.reader, row.id, caller.scope)
  const offered = (suggestions: readonly string[] = []) => [
    ...new Map([...known, ...suggestions].map((name) => [foldName(name), name])).values(),
  ]
  const fields = form.fields.map((one) =>
    one.id === 'agency' ? { ...one, suggestions: offered(one.suggestions) } : one,
  )
  return { ...form, fields }
}

async function addPage(app: App, visit: Visit, again?: Again): Promise<AdminPage> {
  const { c, lang } = visit
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const { slug } = training.row
  const form = await withAgencies(app, visit, training, formAbout(training.input, lang))
  const before = again ? undefined : await beforeIn(app, visit, slug)
  const { person, faults, shows, channel, reason }: Again = again ?? {
    person: keptFrom(form, before),
    faults: noFaults,
  }
  const asked = channel ?? c.req.query('channel')
  const chosen = channels.find((one) => one === asked) ?? 'phone'
  const path = adminPath(app.config, `/trainings/${slug}`)
  const label = (one: string) => say(lang, `admin.add.channel.${one}` as PageWordKey)
  const boxes = { type: 'radio', look: 'tick', name: channelName, values: channels, chosen: [chosen], label } as const
  return {
    title: say(lang, 'admin.roster.add'),
    section: 'trainings',
    isNarrow: true,
    faults,
    crumbs: crumbsOf({ training }, lang),
    done: before && doneText(lang, before),
    body: html`<h1>${say(lang, 'admin.roster.add')}</h1>${beforeView(app, lang, before)}
<p><a href="${path}/import">${say(lang, 'admin.add.list')}</a></p>
<form class="card" method="post" action="${path}/add${chosen === 'walk-in' ? '?channel=walk-in' : ''}" novalidate>
${enterButton()}${shows === 'enter' ? enterNote(lang, say(lang, 'admin.add.go')) : ''}
${groupView({ legend: say(lang, 'admin.add.channel') }, html`<div class="ticks">${boxList(boxes)}</div>`)}
${answersForm({ lang, form, person, faults })}${fullView(lang, training, { reason, faults })}<p class="hint">${say(lang, 'admin.add.text')}</p>
<p class="row"><button class="button primary">${say(lang, 'admin.add.go')}</button>
<button class="button" name="${anotherName}" value="1">${say(lang, 'admin.add.another')}</button>
<a class="button" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}
