import type { Coordinator, TrainingInput } from '@training-signup/contract'
import type { Parts } from '../deps.ts'
import { activePerson, type CheckedPerson, canonicalAddress } from './person.ts'

export type IdentifiedPerson = CheckedPerson & { activePerson: string; needsApproval: boolean }

interface Identifying {
  people: readonly CheckedPerson[]
  coordinator?: Coordinator | undefined
}

type Audience = Pick<TrainingInput['audience'], 'access' | 'domains'>

/** Says of each person who they are in the training, and whether an organizer has to approve them. */
export function identify(
  parts: Pick<Parts, 'newId'>,
  audience: Audience,
  { people, coordinator }: Identifying,
): IdentifiedPerson[] {
  return people.map((person) => ({
    ...person,
    activePerson: activePerson(
      // Two people at the door who share a name and give no address are two people.
      person.email ?? coordinator?.email ?? person.phone ?? parts.newId(),
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
