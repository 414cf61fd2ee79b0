import type { TrainingInput } from '@training-signup/contract'

/** Returns how to reach a contact, in one line. */
export const contactLine = (contact: TrainingInput['contact']): string =>
  [contact?.name, contact?.email, contact?.phone].filter(Boolean).join(', ')
