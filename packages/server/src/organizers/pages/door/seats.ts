import type { DoorPerson, DoorSeats } from '@training-signup/contract'
import { html } from 'hono/html'
import { seatAtDoor } from '../../../core/attendance/check-in.ts'
import type { App } from '../../../core/context.ts'
import { keepUnclaimedSeats, openUnclaimedSeats, readDoorSeats } from '../../../core/seats/door-seats.ts'
import { isSeated } from '../../../core/seats/transitions.ts'
import { readTraining, type StoredTraining } from '../../../core/trainings/trainings.ts'
import { actingAs, may } from '../../../platform/access/caller.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { ProblemError } from '../../../platform/problem.ts'
import { say } from '../../../words/admin.ts'
import { pickText } from '../../../words/index.ts'
import { readDoor } from '../../api/people/door.ts'
import { type AdminPage, adminPath } from '../frame.ts'
import { createPages, type Pages, type Visit } from '../pages.ts'
import { orBack } from '../person/person-actions.ts'
import { twinOf, twinsAmong } from './door-rows.ts'
import { doorPath } from './door-view.ts'
import { openingText } from './seats-view.ts'

/** Seats at the door: opening up unclaimed ones, and giving one to someone who waits there. */
export function doorSeatPages(app: App): Pages {
  const pages = createPages(app)
  const ofTraining = { needs: 'change-people', of: 'training' } as const
  const slugIn = ({ c }: Pick<Visit, 'c'>) => c.req.param('slug') ?? ''
  for (const [name, verb] of [
    ['opened', openUnclaimedSeats],
    ['kept', keepUnclaimedSeats],
  ] as const)
    pages.action(`/door/:slug/${name}-seats`, ofTraining, async (press) => {
      await verb(actingAs(app, press.caller), slugIn(press))
      return press.leadTo(`/door/${slugIn(press)}`)
    })
  const ofPerson = { needs: 'add-walk-ins', of: 'registration' } as const
  pages.page('/door/:slug/:id/seat', { ...ofPerson, shows: true }, (visit) => seatPage(app, visit))
  pages.action('/door/:slug/:id/seat', ofPerson, async ({ c, caller, leadTo }) => {
    const { slug } = (await readTraining(app, c.req.param('slug') ?? '')).row
    return orBack(leadTo, `/door/${slug}`, async () => {
      await seatAtDoor(actingAs(app, caller), c.req.param('id') ?? '')
      return `/door/${slug}`
    })
  })
  return pages
}

async function seatPage(app: App, { c, caller, lang }: Visit): Promise<AdminPage> {
  const training = await readTraining(app, c.req.param('slug') ?? '')
  const door = await readDoor(app, caller, training.row.slug)
  const person = door.people.find(({ id }) => id === c.req.param('id'))
  if (!person || isSeated(person.status) || person.status === 'pending_approval') throw new ProblemError('not-found')
  const seats = await readDoorSeats(app, training.row, training.input)
  const name = `${person.givenName} ${person.familyName}`.trim()
  const path = adminPath(app.config, `/door/${training.row.slug}`)
  const isFree = seats.free === null || seats.free > 0 || person.status === 'offered'
  const body = isFree
    ? giveView(lang, person, { name, free: seats.free })
    : html`${fullView({ app, lang, training, seats })}${moreView({ app, caller, lang }, person)}`
  const go = isFree ? html`<button class="button primary">${say(lang, 'admin.door.give.go')}</button>` : ''
  return {
    title: say(lang, 'admin.door.give'),
    section: 'door',
    isNarrow: true,
    crumbs: [{ title: pickText(training.input.title, lang), path: doorPath(training.row.slug, {}) }],
    body: html`<form class="card stack" method="post" action="${path}/${person.id}/seat">
<h1>${say(lang, 'admin.door.give.title', { name })}</h1>${whoView(lang, door.people, person)}${body}
<p class="row">${go}<a class="button quiet" href="${path}">${say(lang, 'manage.back')}</a></p></form>`,
  }
}

type Lang = Visit['lang']

/** Renders what tells someone from others of their name. */
function whoView(lang: Lang, people: readonly DoorPerson[], person: DoorPerson): Html | '' {
  const lines = [person.agency ?? [], twinOf({ lang, twins: twinsAmong(people) }, person) ?? []].flat()
  return lines.length === 0
    ? ''
    : html`<p class="hint">${lines.map((one, index) => [index > 0 ? html`<br>` : '', one])}</p>`
}

/** Says how many seats are free, and who else waits for them. */
function giveView(lang: Lang, { place }: DoorPerson, { name, free }: { name: string; free: number | null }): Html {
  if (place === null) return html`<p>${say(lang, 'admin.door.offered')}</p>`
  const ahead = place - 1
  const text = free === null ? '' : html`<p>${say(lang, 'admin.door.give.text', { count: free, name, place })}</p>`
  return html`${text}${ahead === 0 ? '' : html`<p>${say(lang, 'admin.door.give.skip', { count: ahead })}</p>`}`
}

/** Says how someone gets a seat although none is free: by a reason of the organizer's. */
const moreView = ({ app, caller, lang }: { app: App } & Pick<Visit, 'caller' | 'lang'>, { id }: DoorPerson): Html =>
  may(caller, 'change-people')
    ? html`<p><a href="${adminPath(app.config, `/registrations/${id}/extra-seat`)}">${say(lang, 'admin.extra.go')}</a></p>`
    : html`<p>${say(lang, 'admin.door.give.ask')}</p>`

interface Full {
  app: App
  lang: Lang
  training: StoredTraining
  seats: DoorSeats
}

/** Says that no seat is free, and when some may be. */
const fullView = ({ app, lang, training, seats }: Full): Html =>
  html`<div class="note wait">${icon('warn')}<div><p>${say(lang, 'admin.door.walkIn.full')}</p>${
    seats.unclaimed === 0 ? '' : html`<p>${openingText({ app, lang, training }, seats)}</p>`
  }</div></div>`
