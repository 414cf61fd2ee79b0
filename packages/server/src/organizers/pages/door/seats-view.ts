import type { DoorSeats, Language } from '@training-signup/contract'
import { html } from 'hono/html'
import type { App } from '../../../core/context.ts'
import { formatTimeOf } from '../../../core/trainings/local-time.ts'
import type { StoredTraining } from '../../../core/trainings/trainings.ts'
import { type Caller, may } from '../../../platform/access/caller.ts'
import { icon } from '../../../platform/html/icon.ts'
import type { Html } from '../../../platform/html/layout.ts'
import { say } from '../../../words/admin.ts'
import { adminPath } from '../frame.ts'

/** A door, as its seats are shown. */
interface SeatsOf {
  app: App
  lang: Language
  training: StoredTraining
  caller: Caller
  way: 'in' | 'out'
}

const hidden = (isHidden: boolean) => (isHidden ? html` hidden` : '')

/** Says that more people are here than there are seats. */
export const overNote = ({ lang }: Pick<SeatsOf, 'lang'>, seats: DoorSeats | null): Html | '' =>
  seats === null || seats.capacity === null
    ? ''
    : html`<p class="note wait" role="status" data-over${hidden(seats.over === 0)}>${icon('warn')}<span>${say(
        lang,
        'admin.door.over',
        { count: seats.over },
      )}</span></p>`

/** Says how many seats are unclaimed, and when or by which act they open up. */
export function openingText(
  { app, lang, training }: Pick<SeatsOf, 'app' | 'lang' | 'training'>,
  { unclaimed: count, opensAt }: DoorSeats,
): string {
  const time = formatTimeOf(opensAt, training.row.time_zone, lang)
  return app.now().toISOString() < opensAt
    ? say(lang, 'admin.door.released', { count, time })
    : say(lang, 'admin.door.unclaimed', { count })
}

/** Renders the seats of people who have not come: from when they open up, how many are open, and the buttons. */
export function seatsView(view: SeatsOf, seats: DoorSeats | null): Html | '' {
  if (seats === null || seats.capacity === null) return ''
  const { lang, app, training, way } = view
  const now = app.now().toISOString()
  const mayOpen = may(view.caller, 'change-people')
  const isTime = now >= seats.opensAt
  const count = seats.unclaimed
  const path = adminPath(app.config, `/door/${training.row.slug}`)
  const open = html`<form method="post" action="${path}/opened-seats" data-open-seats${hidden(!isTime || count === 0)}>
<button class="button" data-online>${say(lang, 'admin.door.openSeats', { count })}</button>
<p class="hint">${say(lang, 'admin.door.openSeats.hint')}</p></form>`
  const keep = html`<form method="post" action="${path}/kept-seats"><button class="button quiet" data-online>${say(
    lang,
    'admin.door.keepSeats',
  )}</button></form>`
  return html`<div class="stack" data-seats="${JSON.stringify(seats)}" data-way-in${hidden(way === 'out')}>
<p class="state ok" data-opened${hidden(seats.opened === 0)}>${say(lang, 'admin.door.opened', { count: seats.free ?? 0 })}</p>
<p class="hint" data-unclaimed${hidden(count === 0 || (isTime && mayOpen))}>${openingText(view, seats)}</p>
${mayOpen ? open : ''}${mayOpen && seats.opened > 0 ? keep : ''}</div>`
}
