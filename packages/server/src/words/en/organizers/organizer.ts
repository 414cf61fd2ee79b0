import type { Words } from '@training-signup/contract'

/** What new trainings start with. */
export const adminOrganizerEn = {
  'admin.organizer.title': 'Organizer',
  'admin.organizer.short': 'Name, logo, contact, seats, and helplines that new trainings start with',
  'admin.organizer.text': 'New trainings start with this. Trainings you already have keep their own.',
  'admin.organizer.proposed': 'Nothing is saved yet. This comes from your newest training. Check it, then save.',
  'admin.organizer.save': 'Save',
  'admin.organizer.saved': 'Saved. New trainings start with this.',
} as const satisfies Words
