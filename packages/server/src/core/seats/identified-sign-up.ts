import type { Channel, Coordinator, Language } from '@training-signup/contract'
import type { Actor } from '../../platform/system.ts'
import type { IdentifiedPerson } from '../people/identify.ts'
import type { CheckedPerson } from '../people/person.ts'
import type { Correction } from './admit.ts'
import type { Group, Registration } from './registration.ts'

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
  /** The organizer or coordinator who sends it: several sign-ups are stored together. */
  actor?: Actor | undefined
  /** Set for a verified sign-up: the reference of its first response, and the seats it held. */
  proven?: { reference: string; heldSeats: number } | undefined
  /** Set for a sign-up that corrects another one. */
  correction?: Correction | undefined
  /**
   * Set for a person that an organizer moves here from another training: their registration there.
   */
  moved?: Pick<Registration, 'id' | 'proven_at'> | undefined
  /** Why an organizer gives the one person a seat although none is free. */
  extraSeat?: string | undefined
  /** Whether the person stands at the door, where there are more seats. */
  atDoor?: boolean
  /** Set for people that the coordinator of a group adds to it, with the link in their own mailbox. */
  joins?: Group | undefined
  /** The agency that a coordinator registers someone for. */
  forAgency?: string | undefined
}
