import type { ReminderKind } from '@training-signup/contract'
import { isReminderAhead, readReminders } from '../../core/messages/reminder-texts.ts'
import { recipientsOfAddress } from '../../core/registrations/recipients-of-address.ts'
import { offerEndOf } from '../../core/seats/deadlines.ts'
import {
  daysUntil,
  formatBriefly,
  formatDayOfWeek,
  formatTimeBriefly,
  formatWeekday,
} from '../../core/trainings/local-time.ts'
import { pageLink } from '../../core/trainings/page-links.ts'
import { readInput } from '../../core/trainings/trainings.ts'
import type { System } from '../../platform/system.ts'
import { pickText, say } from '../../words/index.ts'
import { button, type Composed, comingButtons, directions, formatDeadline, text } from '../compose/composed.ts'
import { fillName } from '../compose/fill-name.ts'
import { isolated } from '../compose/isolates.ts'
import type { Block } from '../compose/mail-text.ts'
import { formatName, repeatable } from '../compose/names.ts'
import type { About } from './about.ts'
import type { Band } from './bands.ts'
import { readerOf, type Tell } from './reader.ts'
import { type AboutRegistration, formatStatus, manageButton, registrationMail } from './registration-mail.ts'
import { wayBack, wayButtons, wayToNextDate, wayToSeats, withWay } from './way-back.ts'

type Seat = 'confirmed' | 'waitlisted' | 'pending-approval' | 'approval-again' | 'approved' | 'promoted'

/** The answers to a sign-up. */
const first: ReadonlySet<Seat> = new Set(['confirmed', 'waitlisted', 'pending-approval'])

const bandOf: Record<Seat, Band> = {
  confirmed: 'confirmed',
  approved: 'confirmed',
  promoted: 'confirmed',
  waitlisted: 'waiting',
  'pending-approval': 'approval',
  'approval-again': 'approval',
}

/** Composes an email about the status of a seat or a place on the waiting list. */
export async function seatMail(about: AboutRegistration, kind: Seat, system: System): Promise<Composed> {
  // Only people with a seat need the date in their calendar.
  const isComing = bandOf[kind] === 'confirmed'
  const way = kind === 'waitlisted' ? await wayToSeats(about, system) : undefined
  const moved = first.has(kind) ? await whereFrom(about, system) : []
  const together =
    kind === 'waitlisted' && (await staysTogether(about, system)) ? [say(about.lang, 'mail.together')] : []
  const ahead =
    isComing && isReminderAhead(about.stored.row, system.now()) ? [say(about.lang, 'mail.reminder.ahead')] : []
  return registrationMail(about, {
    band: bandOf[kind],
    heading: (tell) => tell(`mail.${kind}`),
    title: kind === 'confirmed' ? titleFor(about) : undefined,
    subject: kind === 'waitlisted' && !readerOf(about).isCoordinator ? waitingSubject(about) : undefined,
    text: withWay((tell) => [...moved, tell(`mail.${kind}.text`), ...together, ...ahead].join(' '), way),
    action: wayButtons(way),
    isFirst: first.has(kind),
    more: asksToConfirmSupervisor(about, kind) ? [text(say(about.lang, 'mail.pending-approval.supervisor'))] : [],
    ...(isComing
      ? { isComing, action: [comingButtons(about)], more: [sharing(about, system)], calendar: 'PUBLISH' as const }
      : {}),
  })
}

/** Leads to the page with the link for colleagues, which credits the same partner. */
function sharing({ lang, stored, registration }: AboutRegistration, { config: { publicUrl } }: System): Block {
  const view = { publicUrl, lang, partner: registration.partner ?? undefined }
  return {
    kind: 'links',
    links: [{ text: say(lang, 'result.share'), href: pageLink(view, stored.row.slug, '/share') }],
  }
}

/** Says first on a locked screen that there is no seat, not when the training is. */
function waitingSubject({ lang, stored: { row } }: About): string {
  return say(lang, 'mail.waitlisted.subject', { date: formatBriefly(row.starts_at, row.time_zone, lang) })
}

/** “You’re in, Ada”. A subject has no name: it shows on locked screens. */
function titleFor(about: AboutRegistration): string | undefined {
  const { name, isCoordinator } = readerOf(about)
  const shown = isCoordinator ? undefined : repeatable(name, about)
  return shown && say(about.lang, 'mail.confirmed.named', { name: shown })
}

/**
 * Returns whether people are in a group that gets all of its seats or none. People who were
 * registered already count: otherwise their coordinator could tell from what is missing here.
 */
async function staysTogether({ group }: AboutRegistration, { db: { reader } }: System): Promise<boolean> {
  if (group?.split !== 0) return false
  const count = async (table: 'registration' | 'duplicate') =>
    (await reader.selectFrom(table).select('id').where('group_id', '=', group.id).limit(2).execute()).length
  return (await count('registration')) + (await count('duplicate')) > 1
}

/** Returns whether a supervisor was named whose answer does not decide yet. */
const asksToConfirmSupervisor = ({ registration, stored, isProven }: AboutRegistration, kind: Seat): boolean =>
  kind === 'pending-approval' &&
  registration.email !== null &&
  !isProven &&
  stored.input.audience.domains.length === 0 &&
  'supervisorEmail' in (JSON.parse(registration.sensitive) as object)

/** Says which training an organizer moved the person from. */
async function whereFrom({ lang, registration }: AboutRegistration, { db }: System): Promise<string[]> {
  if (registration.moved_from === null) return []
  const from = await db.reader
    .selectFrom('registration')
    .innerJoin('training', 'training.id', 'registration.training_id')
    .select(['training.input', 'starts_at', 'time_zone'])
    .where('registration.id', '=', registration.moved_from)
    .executeTakeFirst()
  if (!from) return []
  const training = isolated(pickText(readInput(from).title, lang))
  return [say(lang, 'mail.moved', { training, day: formatWeekday(from.starts_at, from.time_zone, lang) })]
}

const bandOfEnd = {
  cancelled: 'canceled',
  declined: 'declined',
  'passed-on': 'transferred',
  'offer-expired': 'expired',
} as const

/**
 * Composes an email about a seat that is gone, and takes the training out of the calendar. It leads
 * to where one can register again or for the next date, not to the registration.
 */
export async function goneMail(
  about: AboutRegistration,
  kind: keyof typeof bandOfEnd,
  system: System,
): Promise<Composed> {
  const isRemoved = await isNoLongerInCalendar(about, system)
  // Registering again would only be declined again.
  const way = await (kind === 'declined' ? wayToNextDate(about, system) : wayBack(about, system))
  return registrationMail(about, {
    band: bandOfEnd[kind],
    heading: (tell) => tell(`mail.${kind}`),
    text: withWay((tell) => [...whoCanceled(about, tell), tell(`mail.${kind}.text`)].join(' '), way),
    action: wayButtons(way),
    isOpen: false,
    more: isRemoved ? [text(say(about.lang, 'mail.calendar.remove'))] : [],
    calendar: isRemoved ? 'CANCEL' : undefined,
  })
}

/** A coordinator cancels for people without an address, with either link. */
function whoCanceled({ lang, row, registration }: AboutRegistration, tell: Tell): string[] {
  if (row.canceled_by === null) return []
  if (row.canceled_by === 'organizer') return [tell('mail.cancelled.by.organizer')]
  const isReader = row.canceled_by === 'person' || !registration.email
  return [isReader ? tell('mail.cancelled.by.person') : say(lang, 'mail.cancelled.by.coordinator')]
}

/**
 * Returns whether the reader may have the training in their calendar, and has no reason left to
 * keep it. Someone else at the same address may still come, or the same person again.
 */
async function isNoLongerInCalendar(
  { people, registration, group, stored }: AboutRegistration,
  { db }: System,
): Promise<boolean> {
  if (!people.some(({ was_confirmed }) => was_confirmed === 1)) return false
  const address = registration.email_canonical ?? group?.coordinator_canonical ?? ''
  const coming = await db.reader
    .selectFrom('registration')
    .select('id')
    .where(recipientsOfAddress(stored.row.id, address))
    .where('status', '=', 'confirmed')
    .limit(1)
    .executeTakeFirst()
  return coming === undefined
}

/** Composes the offer of a seat. Returns undefined if its time is already over. */
export function offerMail(about: AboutRegistration, system: System): Composed | undefined {
  const now = system.now().toISOString()
  const { row, input } = about.stored
  // The same as `startOfferClock` stores once the email is sent.
  const until = offerEndOf({ seats: input.seats, state: { startsAt: row.starts_at } }, now)
  if (until <= now) return undefined
  return registrationMail(about, {
    band: 'answer',
    heading: (tell) => tell('mail.offer'),
    text: (tell) => tell('mail.offer.text', { time: formatDeadline(about, until) }),
    action: [manageButton(about, 'mail.offer.manage')],
  })
}

/**
 * Asks a person of a group whose coordinator says that the group isn't coming: each person with an
 * address of their own decides for themselves.
 */
export function calledOffMail(about: AboutRegistration): Composed {
  const { lang, registration, links } = about
  return registrationMail(about, {
    band: 'answer',
    heading: () => say(lang, 'mail.group-called-off'),
    text: () => `${formatStatus(about)} ${say(lang, 'mail.group-called-off.text')}`,
    action: [button(say(lang, 'mail.group-called-off.manage'), links.manage(registration))],
  })
}

/** Asks people with a seat, before the training, whether they still come. */
export async function stillComingMail(about: AboutRegistration, system: System): Promise<Composed | undefined> {
  if (hasStarted(about, system)) return undefined
  return registrationMail(about, {
    words: await ownWords(about, system, 'still-coming'),
    band: 'answer',
    isComing: true,
    heading: (tell) => tell('mail.still-coming'),
    text: (tell) => tell('mail.still-coming.text'),
    action: answersOf(about),
  })
}

/** Returns what an organizer wrote instead of the usual words, by paragraphs. */
async function ownWords(about: AboutRegistration, { db }: System, kind: ReminderKind): Promise<Block[] | undefined> {
  const { lang, stored } = about
  const own = (await readReminders(db.reader, stored.row.id)).find((one) => one.kind === kind)?.text?.[lang]
  if (own === undefined) return undefined
  const reader = readerOf(about)
  const filled = fillName(own, repeatable(reader.name, about), lang)
    .split(/\n{2,}/)
    .map(text)
  // A coordinator has to read whose seats it is about.
  return reader.isCoordinator ? [text(reader.tell(`mail.${kind}.text`)), ...filled] : filled
}

/** Returns what leads to the answer. A coordinator answers for each person separately. */
function answersOf(about: AboutRegistration): Block[] {
  const { lang, isProven, people, links } = about
  if (people.length === 1) return [manageButton(about, 'mail.still-coming.manage')]
  const each = people.map((one) => ({
    text: isProven ? formatName(one, { isProven }) : one.reference,
    href: links.manage(one),
  }))
  return [text(say(lang, 'mail.still-coming.each')), { kind: 'links', links: each }]
}

/** Reminds people with a seat of the training. Returns undefined once it has started. */
export async function reminderMail(about: AboutRegistration, system: System): Promise<Composed | undefined> {
  if (hasStarted(about, system)) return undefined
  const { lang, training, stored } = about
  const { starts_at, time_zone } = stored.row
  const when = whenOf(about, system)
  const { isCoordinator } = readerOf(about)
  const day = {
    weekday: formatDayOfWeek(starts_at, time_zone, lang),
    time: formatTimeBriefly(starts_at, time_zone, lang),
  }
  const join = training.onlineUrl === undefined ? [] : [button(say(lang, 'card.online'), training.onlineUrl)]
  const way = directions(about)
  return registrationMail(about, {
    words: await ownWords(about, system, 'reminder'),
    band: 'reminder',
    heading: (tell) => tell(when, day),
    // The weekday is not said twice.
    subject: when === 'mail.reminder' && !isCoordinator ? say(lang, 'mail.reminder.subject', day) : undefined,
    text: (tell) => tell('mail.reminder.text'),
    action: way ? [button(way.text, way.href)] : join,
    isComing: true,
  })
}

function whenOf({ stored: { row } }: About, system: System) {
  const days = daysUntil(row.starts_at, system.now(), row.time_zone)
  if (days === 0) return 'mail.reminder.today'
  return days === 1 ? 'mail.reminder.tomorrow' : 'mail.reminder'
}

const hasStarted = ({ stored: { row } }: About, system: System) => row.starts_at <= system.now().toISOString()
