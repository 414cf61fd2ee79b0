import type { Deps } from '../deps.ts'
import { offerEndOf } from '../registrations/deadlines.ts'
import { say } from '../words/index.ts'
import type { About } from './about.ts'
import { type Composed, pageButton, tellDeadline, text } from './composed.ts'
import { manageButton, type Place, placeMail, tellStanding, toldName } from './place-mail.ts'

type Seat = 'confirmed' | 'waitlisted' | 'pending-approval' | 'approval-again' | 'approved' | 'promoted'

/** Only someone with a seat has a date to keep. */
const withCalendar: ReadonlySet<Seat> = new Set(['confirmed', 'approved', 'promoted'])

/** What becomes of someone's own seat. */
export const seatMail = (place: Place, kind: Seat) =>
  placeMail(place, {
    heading: say(place.lang, `mail.${kind}`),
    text: say(place.lang, `mail.${kind}.text`),
    hasCalendar: withCalendar.has(kind),
  })

// Who has no place any more has nothing to change: the way back is to register again.
export const goneMail = (place: Place, kind: 'cancelled' | 'declined' | 'passed-on' | 'offer-expired') =>
  placeMail(place, {
    heading: say(place.lang, `mail.${kind}`),
    text: say(place.lang, `mail.${kind}.text`),
    // Whoever was declined would only be declined again.
    button: kind === 'declined' ? null : pageButton(place),
  })

export function offerMail(place: Place, deps: Deps): Composed | undefined {
  const now = deps.now().toISOString()
  const { row, input } = place.stored
  // As it is stored once the mail has left.
  const until = offerEndOf({ seats: input.seats, state: { startsAt: row.starts_at } }, now)
  if (until <= now) return undefined
  return placeMail(place, {
    heading: say(place.lang, 'mail.offer'),
    text: say(place.lang, 'mail.offer.text', { time: tellDeadline(place, until) }),
    button: manageButton(place, say(place.lang, 'mail.offer.manage')),
  })
}

/** The coordinator says that the group isn't coming; each person with an address of their own decides for themselves. */
export function calledOffMail(place: Place): Composed {
  return placeMail(place, {
    heading: say(place.lang, 'mail.group-called-off'),
    text: `${say(place.lang, 'mail.group-called-off.text')} ${tellStanding(place)}`,
    button: manageButton(place, say(place.lang, 'mail.group-called-off.manage')),
  })
}

export function stillComingMail(place: Place, deps: Deps): Composed | undefined {
  if (hasStarted(place, deps)) return undefined
  return placeMail(place, {
    heading: say(place.lang, 'mail.still-coming'),
    text: say(place.lang, 'mail.still-coming.text'),
    ...answersOf(place),
  })
}

/** Each of several people comes or does not: their coordinator answers for one after the other. */
function answersOf(place: Place): Pick<Parameters<typeof placeMail>[1], 'button' | 'more'> {
  const { lang, people, links } = place
  if (people.length === 1) return { button: manageButton(place, say(lang, 'mail.still-coming.manage')) }
  const each = people.map((one) => ({ text: toldName(one), href: links.manage(one) }))
  return { button: null, more: [text(say(lang, 'mail.still-coming.each')), { kind: 'links', links: each }] }
}

export function reminderMail(place: Place, deps: Deps): Composed | undefined {
  if (hasStarted(place, deps)) return undefined
  return placeMail(place, { heading: say(place.lang, 'mail.reminder'), text: say(place.lang, 'mail.reminder.text') })
}

const hasStarted = ({ stored: { row } }: About, deps: Deps) => row.starts_at <= deps.now().toISOString()
