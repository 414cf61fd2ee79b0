import type { Coordinator, TrainingInput } from '@training-signup/contract'
import type { System } from '../../platform/system.ts'
import { activePerson, type CheckedPerson, canonicalAddress, contactWithin, foldName } from './person.ts'

export type IdentifiedPerson = CheckedPerson & {
  activePerson: string
  needsApproval: boolean
  /** Whether they hold no seat while they await approval. */
  holdsNoSeat?: boolean
}

interface Identifying {
  people: readonly CheckedPerson[]
  coordinator?: Coordinator | undefined
  /** The agency whose coordinator registers them. */
  agency?: string | undefined
}

type Audience = Pick<TrainingInput['audience'], 'access' | 'domains'>

/**
 * Adds to each person the key that is unique in the training, and whether an organizer must approve
 * them.
 */
export function identify(
  system: Pick<System, 'newId'>,
  audience: Audience,
  { people, coordinator, agency }: Identifying,
): IdentifiedPerson[] {
  const made = { channel: agency === undefined ? '' : 'coordinator', agency_folded: foldName(agency ?? '') }
  return people.map((person) => ({
    ...person,
    activePerson: activePerson(
      // Two walk-ins who share a name and give no address count as two people.
      contactWithin(made, person.email ?? coordinator?.email ?? person.phone ?? system.newId()),
      person.givenName,
      person.familyName,
    ),
    needsApproval: needsApproval(audience, person),
  }))
}

export function needsApproval({ access, domains }: Audience, { email }: { email: string | null }): boolean {
  if (access === 'approval') return true
  if (access !== 'domain') return false
  const domain = canonicalAddress(email ?? '').replace(/^.*@/, '')
  return !domains.includes(domain)
}
