import type { Channel, Coordinator, Language } from '@training-signup/contract'
import type { Actor } from '../../platform/system.ts'
import type { IdentifiedPerson } from '../people/identify.ts'
import type { CheckedPerson } from '../people/person.ts'
import type { Correction } from './admit.ts'
import type { Group, Registration } from './registration.ts'

/** A seat more than there are, and who decided it: several sign-ups are stored together. */
export interface ExtraSeat {
  reason: string
  actor: Actor | undefined
}

/** The agency that a coordinator registers someone for, and who that is. */
export interface ForAgency {
  agency: string
  actor: Actor | undefined
}

/** What a sign-up asks for, once its answers are checked. */
export interface CheckedSignUp {
  people: CheckedPerson[]
  coordinator?: Coordinator | undefined
  split: boolean
  consents: string[]
  partner: string | null
  channel: Channel
  origin: string | null
  lang: Language
}

/** A checked request that is ready to be admitted. */
export interface IdentifiedSignUp extends CheckedSignUp {
  trainingId: string
  people: IdentifiedPerson[]
  byOrganizer: boolean
  /** Set for a verified sign-up: the reference of its first response, and the seats it held. */
  proven?: { reference: string; heldSeats: number } | undefined
  /** Set for a sign-up that corrects another one. */
  correction?: Correction | undefined
  /**
   * Set for a person that an organizer moves here from another training: their registration there.
   */
  moved?: Pick<Registration, 'id' | 'proven_at'> | undefined
  /** Why an organizer gives the one person a seat although none is free. */
  extraSeat?: ExtraSeat | undefined
  /** Whether the person stands at the door, where there are more seats. */
  atDoor?: boolean
  /** Set for people that the coordinator of a group adds to it, with the link in their own mailbox. */
  joins?: Group | undefined
  /** Set for someone that a coordinator registers. */
  forAgency?: ForAgency | undefined
}
