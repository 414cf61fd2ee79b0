import type { Channel, Coordinator, Language, TrainingInput } from '@training-signup/contract'
import type { Parts } from '../deps.ts'
import { activePerson, type CheckedPerson, canonicalAddress } from '../people/person.ts'

/** What a sign-up asks for, once its answers are checked. */
export interface CheckedRequest {
  people: CheckedPerson[]
  coordinator?: Coordinator | undefined
  split: boolean
  consents: string[]
  partner: string | null
  channel: Channel
  origin: string | null
  lang: Language
}

type IdentifiedPerson = CheckedPerson & { activePerson: string; needsApproval: boolean }

/** The same, ready to be admitted. */
export interface AdmissionRequest extends CheckedRequest {
  trainingId: string
  people: IdentifiedPerson[]
  byOrganizer: boolean
  /** Where it has waited for its code: what it was answered with then, and the seats it held. */
  proven?: { reference: string; heldSeats: number } | undefined
}

/** Says of each person who they are in the training, and whether an organizer has to approve them. */
export function identify(
  parts: Pick<Parts, 'newId'>,
  input: Pick<TrainingInput, 'audience'>,
  { people, coordinator }: Pick<CheckedRequest, 'people' | 'coordinator'>,
): IdentifiedPerson[] {
  return people.map((person) => ({
    ...person,
    activePerson: activePerson(
      // Two people at the door who share a name and give no address are two people.
      person.email ?? coordinator?.email ?? person.phone ?? parts.newId(),
      person.givenName,
      person.familyName,
    ),
    needsApproval: needsApproval(input, person),
  }))
}

export function needsApproval(
  { audience: { access, domains } }: Pick<TrainingInput, 'audience'>,
  { email }: { email: string | null },
): boolean {
  if (access === 'approval') return true
  if (access !== 'domain') return false
  const domain = canonicalAddress(email ?? '').replace(/^.*@/, '')
  return !domains.includes(domain)
}
