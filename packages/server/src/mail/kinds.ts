import type { RegistrationStatus } from '@training-signup/contract'
import type { Deps } from '../deps.ts'
import type { MailKind } from '../outbox/outbox.ts'
import { openStatuses } from '../registrations/transitions.ts'
import type { About } from './about.ts'
import { codeMail } from './code-mail.ts'
import type { Composed } from './composed.ts'
import { digestMail } from './digest-mail.ts'
import { summaryMail } from './group-mails.ts'
import { alreadyRegisteredMail, yourLinkMail } from './known-mails.ts'
import { messageMail } from './message-mail.ts'
import type { Place } from './place-mail.ts'
import { calledOffMail, goneMail, offerMail, reminderMail, seatMail, stillComingMail } from './seat-mails.ts'
import { supervisorMail } from './supervisor-mails.ts'
import { trainingCancelledMail, trainingChangedMail } from './training-mails.ts'
import { seatPassedMail } from './transfer-mails.ts'

/** Who reads it. People without an address of their own are written to through their coordinator. */
type Reader = 'person' | 'coordinator' | 'organizer' | 'supervisor' | 'colleague'

/**
 * What an email waits behind, so that strangers cannot crowd a mailbox:
 * `asked`: what anyone can cause; `own`: what follows a sign-up; `seat`: a freed seat, which has slots per training;
 * `notice`: what an organizer or the calendar causes, whose first one in a training goes now; `link`: the latest one goes
 * now; `code`: as in `code-turn.ts`; `free`: to the organizer, without a limit.
 */
export type Queue = 'asked' | 'own' | 'seat' | 'notice' | 'link' | 'code' | 'free'

type Result = Composed | undefined | Promise<Composed | undefined>

interface AboutTraining {
  statuses?: undefined
  /** Nothing where it is no longer true, or there is no one to tell. */
  compose: (about: About, deps: Deps) => Result
}

interface AboutRegistration {
  /** The statuses in which it is still true, as long as the training is to come. */
  statuses: readonly RegistrationStatus[]
  compose: (place: Place, deps: Deps) => Result
}

export type Kind = { readers: readonly Reader[]; queue: Queue } & (AboutTraining | AboutRegistration)

const toPerson = ['person', 'coordinator'] as const

/** What becomes of a seat. */
const aboutSeat = (kind: Parameters<typeof seatMail>[1], status: RegistrationStatus, queue: Queue): Kind => ({
  readers: toPerson,
  queue,
  statuses: [status],
  compose: (place: Place) => seatMail(place, kind),
})

/** That there is no seat any more. */
const aboutEnd = (kind: Parameters<typeof goneMail>[1], status: RegistrationStatus, queue: Queue): Kind => ({
  readers: toPerson,
  queue,
  statuses: [status],
  compose: (place: Place) => goneMail(place, kind),
})

/** Everything about each kind of email, in one record: delivery, limits, previews, and tests read it. */
export const kinds: Record<MailKind, Kind> = {
  code: { readers: toPerson, queue: 'code', compose: codeMail },
  confirmed: aboutSeat('confirmed', 'confirmed', 'own'),
  waitlisted: aboutSeat('waitlisted', 'waitlisted', 'own'),
  'pending-approval': aboutSeat('pending-approval', 'pending_approval', 'own'),
  'approval-again': aboutSeat('approval-again', 'pending_approval', 'notice'),
  approved: aboutSeat('approved', 'confirmed', 'notice'),
  declined: aboutEnd('declined', 'declined', 'notice'),
  promoted: aboutSeat('promoted', 'confirmed', 'seat'),
  offer: { readers: toPerson, queue: 'seat', statuses: ['offered'], compose: offerMail },
  'offer-expired': aboutEnd('offer-expired', 'expired', 'notice'),
  reminder: { readers: toPerson, queue: 'notice', statuses: ['confirmed'], compose: reminderMail },
  'still-coming': { readers: toPerson, queue: 'notice', statuses: ['confirmed'], compose: stillComingMail },
  cancelled: aboutEnd('cancelled', 'cancelled', 'notice'),
  'already-registered': {
    readers: toPerson,
    queue: 'asked',
    statuses: openStatuses,
    compose: alreadyRegisteredMail,
  },
  'your-link': { readers: toPerson, queue: 'link', compose: yourLinkMail },
  'seat-passed': { readers: ['colleague'], queue: 'asked', statuses: ['confirmed'], compose: seatPassedMail },
  'passed-on': aboutEnd('passed-on', 'cancelled', 'own'),
  supervisor: { readers: ['supervisor'], queue: 'asked', compose: supervisorMail },
  'group-summary': { readers: ['coordinator'], queue: 'own', compose: summaryMail },
  'group-called-off': { readers: ['person'], queue: 'asked', statuses: openStatuses, compose: calledOffMail },
  'training-changed': { readers: toPerson, queue: 'notice', compose: trainingChangedMail },
  'training-cancelled': { readers: toPerson, queue: 'notice', compose: trainingCancelledMail },
  digest: { readers: ['organizer'], queue: 'free', compose: digestMail },
  message: { readers: ['person', 'coordinator', 'organizer'], queue: 'notice', compose: messageMail },
}

export const mailKinds = Object.keys(kinds) as MailKind[]

/** What an email says by what is stored now; nothing where it is no longer true. */
export async function composeKind(about: About, deps: Deps): Promise<Composed | undefined> {
  const kind = kinds[about.row.kind as MailKind]
  if (kind.statuses === undefined) return kind.compose(about, deps)
  const { state } = about.training
  const people = about.people.filter(({ status }) => kind.statuses.includes(status))
  const [registration] = people
  const isToCome = state !== 'past' && state !== 'cancelled'
  return isToCome && registration ? kind.compose({ ...about, registration, people }, deps) : undefined
}
