import type { TrainingInput, TrainingWarning } from '@training-signup/contract'

/**
 * Returns what is missing about the people behind a training. Visitors give it their names, so they
 * want to know who gets them, and people with a seat need someone to ask.
 */
export function warningsAbout({ organizer, contact }: Pick<TrainingInput, 'organizer' | 'contact'>): TrainingWarning[] {
  return [
    ...(organizer
      ? []
      : [
          {
            pointer: '/organizer',
            code: 'no-organizer' as const,
            message: 'Visitors can’t see who runs this training and gets their answers. Add `organizer.name`.',
          },
        ]),
    ...(contact?.email || contact?.phone
      ? []
      : [
          {
            pointer: '/contact',
            code: 'no-contact' as const,
            message: 'People have no one to ask. Add `contact.email` or `contact.phone`.',
          },
        ]),
  ]
}
