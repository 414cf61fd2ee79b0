import type { RegistrationStatus } from '@training-signup/contract'
import type { MailKind } from '../../core/outbox/outbox.ts'
import { activeStatuses } from '../../core/seats/transitions.ts'
import type { System } from '../../platform/system.ts'
import type { Composed } from '../compose/composed.ts'
import type { About } from './about.ts'
import { addressChangedMail, addressLeftMail } from './address-mails.ts'
import { agencyNewsMail } from './agency-news-mail.ts'
import { alertCodeMail, alertMail } from './alert-mails.ts'
import { alreadyRegisteredMail } from './already-registered-mail.ts'
import { certificateMail, revokedMail } from './certificate-mail.ts'
import { stepMail } from './certificate-step-mail.ts'
import { codeMail } from './code-mail.ts'
import { digestMail } from './digest-mail.ts'
import { evaluationMail, followUpMail } from './evaluation-mails.ts'
import { summaryMail } from './group-mails.ts'
import { messageMail } from './message-mail.ts'
import { peopleChangedMail } from './people-changed-mail.ts'
import type { AboutRegistration } from './registration-mail.ts'
import { calledOffMail, goneMail, offerMail, reminderMail, seatMail, stillComingMail } from './seat-mails.ts'
import { supervisorMail } from './supervisor-mails.ts'
import { trainingCancelledMail, trainingChangedMail, trainingRestoredMail } from './training-mails.ts'
import { seatPassedMail } from './transfer-mails.ts'
import { yourLinkMail } from './your-link-mail.ts'

/**
 * Who reads it. Coordinators read for people without an address of their own. `agency`: the
 * coordinator of an agency who registered the people.
 */
type Reader = 'person' | 'coordinator' | 'agency' | 'organizer' | 'supervisor' | 'colleague' | 'visitor'

/**
 * The queue that an email waits in, so that strangers cannot crowd a mailbox. `asked`: emails that
 * anyone can cause. `own`: emails that follow a sign-up. `passed`: seats that their owners offer.
 * `seat`: freed seats, with slots per training. `notice`: emails that an organizer or the calendar
 * causes; the first one of a training is sent now, and messages have slots of their own. `link`:
 * the latest one is sent now. `code`: see `code-rate-limit.ts`. `free`: to people with accounts, without
 * a limit.
 */
export type Queue = 'asked' | 'own' | 'passed' | 'seat' | 'notice' | 'link' | 'code' | 'free'

type Result = Composed | undefined | Promise<Composed | undefined>

interface TrainingKind {
  statuses?: undefined
  /** Returns undefined if it is no longer true, or if it has no recipient. */
  compose: (about: About, system: System) => Result
}

interface RegistrationKind {
  /** The statuses in which it is true, until the training is over. */
  statuses: readonly RegistrationStatus[]
  compose: (about: AboutRegistration, system: System) => Result
}

export type Kind = { readers: readonly Reader[]; queue: Queue } & (TrainingKind | RegistrationKind)

const toPerson = ['person', 'coordinator'] as const

/** Describes an email about a seat or a place on the waiting list. */
const aboutSeat = (kind: Parameters<typeof seatMail>[1], status: RegistrationStatus, queue: Queue): Kind => ({
  readers: toPerson,
  queue,
  statuses: [status],
  compose: (about: AboutRegistration, system: System) => seatMail(about, kind, system),
})

/** Describes an email that says that the seat is gone. */
const aboutEnd = (kind: Parameters<typeof goneMail>[1], status: RegistrationStatus, queue: Queue): Kind => ({
  readers: toPerson,
  queue,
  statuses: [status],
  compose: (about: AboutRegistration, system: System) => goneMail(about, kind, system),
})

/** Everything about each kind of email. Delivery, limits, previews and tests read this. */
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
    readers: ['person'],
    queue: 'asked',
    statuses: activeStatuses,
    compose: alreadyRegisteredMail,
  },
  'address-changed': { readers: ['person'], queue: 'own', statuses: activeStatuses, compose: addressChangedMail },
  'address-left': { readers: toPerson, queue: 'notice', compose: addressLeftMail },
  'your-link': { readers: toPerson, queue: 'link', compose: yourLinkMail },
  'seat-passed': { readers: ['colleague'], queue: 'passed', statuses: ['confirmed'], compose: seatPassedMail },
  'passed-on': aboutEnd('passed-on', 'cancelled', 'own'),
  supervisor: { readers: ['supervisor'], queue: 'asked', compose: supervisorMail },
  'group-summary': { readers: ['coordinator'], queue: 'own', compose: summaryMail },
  'people-changed': { readers: ['agency'], queue: 'free', compose: peopleChangedMail },
  'agency-news': { readers: ['agency'], queue: 'free', compose: agencyNewsMail },
  'group-called-off': { readers: ['person'], queue: 'asked', statuses: activeStatuses, compose: calledOffMail },
  'alert-code': { readers: ['visitor'], queue: 'code', compose: alertCodeMail },
  alert: { readers: ['visitor'], queue: 'notice', compose: alertMail },
  evaluation: { readers: ['person'], queue: 'notice', compose: evaluationMail },
  'follow-up': { readers: ['visitor'], queue: 'notice', compose: followUpMail },
  certificate: { readers: ['person'], queue: 'notice', compose: certificateMail },
  'certificate-replaced': { readers: ['person'], queue: 'notice', compose: certificateMail },
  'certificate-revoked': { readers: ['person'], queue: 'notice', compose: revokedMail },
  'certificate-step': { readers: ['person'], queue: 'notice', compose: stepMail },
  'training-changed': { readers: toPerson, queue: 'notice', compose: trainingChangedMail },
  'training-restored': { readers: toPerson, queue: 'notice', compose: trainingRestoredMail },
  'training-cancelled': { readers: toPerson, queue: 'notice', compose: trainingCancelledMail },
  digest: { readers: ['organizer'], queue: 'free', compose: digestMail },
  message: { readers: ['person', 'coordinator', 'organizer'], queue: 'notice', compose: messageMail },
}

export const mailKinds = Object.keys(kinds) as MailKind[]

/** Composes an email from what is stored now. Returns undefined if it is no longer true. */
export async function composeKind(about: About, system: System): Promise<Composed | undefined> {
  const kind = kinds[about.row.kind as MailKind]
  if (kind.statuses === undefined) return kind.compose(about, system)
  const { state } = about.training
  const people = about.people.filter(({ status }) => kind.statuses.includes(status))
  const [registration] = people
  const isToCome = state !== 'past' && state !== 'cancelled'
  // Without the address that it was meant for, a coordinator would read what is not for them.
  const isUnread = kind.readers.every((reader) => reader === 'person') && !registration?.email
  return isToCome && registration && !isUnread ? kind.compose({ ...about, registration, people }, system) : undefined
}
