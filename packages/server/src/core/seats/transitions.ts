import type { ActorKind, RegistrationAction, RegistrationStatus } from '@training-signup/contract'
import type { Canceler } from '../../platform/db/tables/mails/outbox.ts'
import { ProblemError } from '../../platform/problem.ts'
import type { Actor } from '../../platform/system.ts'

/** What can happen to a registration, and who does it. */
export const actions = {
  approve: 'An organizer or a supervisor approves a request.',
  decline: 'An organizer or a supervisor declines a request.',
  cancel: 'The person, their coordinator, or an organizer ends the registration.',
  promote: 'An organizer gives a seat out of turn.',
  call: 'A seat is free, and the waiting list gives or offers it, or it is held for the rest of a group.',
  accept: 'Someone takes the seat that they were offered.',
  refuse: 'Someone declines the seat that they were offered.',
  lapse: 'Time runs out on an offer, or on the seat held for a request.',
  review: 'Someone changes who they are, so an organizer has to look again.',
  transfer: 'A colleague takes over the seat.',
  receive: 'Someone on the waiting list takes over the seat of a colleague.',
  replace: 'A coordinator puts someone else in the place of a person without an email address, or of their agency.',
  move: 'An organizer moves the person to another training.',
  'check-in': 'The door notes that the person has come.',
} as const satisfies Record<Action, string>
export type Action = RegistrationAction

type Transitions = Record<RegistrationStatus, Partial<Record<Action, readonly RegistrationStatus[]>>>

/**
 * All changes of status. If an action can lead to more than one status, free seats decide. The
 * ledger refuses everything else, and buttons, the API and the docs are generated from this.
 */
export const transitions = {
  pending_approval: {
    approve: ['confirmed', 'waitlisted'],
    decline: ['declined'],
    cancel: ['cancelled'],
    call: ['pending_approval'],
    lapse: ['pending_approval'],
    replace: ['cancelled'],
    move: ['cancelled'],
  },
  confirmed: {
    cancel: ['cancelled'],
    review: ['pending_approval'],
    transfer: ['cancelled'],
    replace: ['cancelled'],
    move: ['cancelled'],
    'check-in': ['confirmed'],
  },
  waitlisted: {
    cancel: ['cancelled'],
    promote: ['confirmed'],
    call: ['confirmed', 'offered'],
    review: ['pending_approval'],
    receive: ['confirmed'],
    replace: ['cancelled'],
    move: ['cancelled'],
  },
  offered: {
    cancel: ['cancelled'],
    promote: ['confirmed'],
    accept: ['confirmed'],
    refuse: ['expired'],
    lapse: ['expired'],
    review: ['pending_approval'],
    receive: ['confirmed'],
    move: ['cancelled'],
  },
  cancelled: {},
  declined: {},
  expired: {},
} as const satisfies Transitions

const table: Transitions = transitions
const statuses = Object.keys(table) as RegistrationStatus[]

export const can = (status: RegistrationStatus, action: Action): boolean => table[status][action] !== undefined

/** Returns the statuses in which an action is possible. */
export const statusesThatCan = (action: Action): RegistrationStatus[] =>
  statuses.filter((status) => can(status, action))

export const leadsTo = (status: RegistrationStatus, action: Action): readonly RegistrationStatus[] =>
  table[status][action] ?? []

/**
 * Refuses an action that the status does not allow.
 * @throws {ProblemError} `wrong-status`, which names the statuses that allow it
 */
export function refuseUnless(status: RegistrationStatus, action: Action): void {
  if (can(status, action)) return
  throw new ProblemError('wrong-status', {
    detail: `The status is ${status}, not ${statusesThatCan(action).join(' or ')}.`,
  })
}

/** Returns whether the person has a seat. */
export const isSeated = (status: RegistrationStatus): boolean => status === 'confirmed'

/** Returns whether a seat is always held for the person: it is theirs, or they may still take it. */
export const isSeatHeld = (status: RegistrationStatus): boolean => isSeated(status) || status === 'offered'

/** Returns whether the person may still come; a second registration is a duplicate then. */
export const isActive = (status: RegistrationStatus): boolean => can(status, 'cancel')

/** Returns whether the person may still get a seat: by approval, from the waiting list, or by an offer. */
export const isWaiting = (status: RegistrationStatus): boolean => isActive(status) && !isSeated(status)

/** Returns whether nothing can happen to the registration any more. */
export const isOver = (status: RegistrationStatus): boolean => !isActive(status)

export const seatedStatuses = statuses.filter(isSeated)
export const activeStatuses = statuses.filter(isActive)
export const waitingStatuses = statuses.filter(isWaiting)
export const overStatuses = statuses.filter(isOver)

const actors: Record<Action, ActorKind> = {
  approve: 'organizer',
  decline: 'organizer',
  cancel: 'organizer',
  promote: 'organizer',
  call: 'waiting-list',
  accept: 'person',
  refuse: 'person',
  lapse: 'time',
  review: 'person',
  transfer: 'person',
  receive: 'person',
  replace: 'coordinator',
  move: 'organizer',
  'check-in': 'organizer',
}

/**
 * Returns who carries out an action. A waiting list that moves because of what someone did, and
 * time, act on their own.
 */
export const actorOf = (action: Action, asked: Actor | undefined, canceledBy: Canceler | undefined): Actor =>
  action === 'call' || action === 'lapse' ? { kind: actors[action] } : (asked ?? { kind: canceledBy ?? actors[action] })

/** Whether an organizer decided it, and not the person or a coordinator of their agency. */
export const isByOrganizer = (action: Action, asked: Actor | undefined, canceledBy: Canceler | undefined): boolean =>
  canceledBy !== 'person' &&
  canceledBy !== 'coordinator' &&
  ['organizer', 'operator'].includes(actorOf(action, asked, canceledBy).kind)
