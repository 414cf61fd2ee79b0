import type { RegistrationResult } from '@training-signup/contract'

/** A part of the people that was registered, and for which training. */
export interface SentPart extends RegistrationResult {
  training: string
  people: (RegistrationResult['people'][number] & { name: string; identity: string })[]
}

export const peopleOf = (parts: SentPart[]) => parts.flatMap(({ people }) => people)
