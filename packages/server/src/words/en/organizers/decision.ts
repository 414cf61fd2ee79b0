import type { Words } from '@training-signup/contract'

/** A few words of the organizer in the email about a decision. */
export const adminDecisionEn = {
  'admin.decision.note': 'Add a note',
  'admin.decision.note.hint': 'It appears in the email under your name, and is deleted once it is sent',
  'admin.decision.note.hint.nameless': 'It appears in the email as the organizer’s, and is deleted once it is sent',
  'admin.decision.note.fault': 'Use 500 characters or fewer. Nothing was decided yet.',
  'admin.decision.preview': 'Preview the email',
  'admin.decision.together': 'Their group stays together: everyone in it gets a seat, or everyone waits.',
  'admin.decision.together.seats': {
    one: 'Their group stays together, so this takes {count} seat.',
    other:
      'Their group stays together, so this takes {count} seats. Those of people who still await approval are held for them.',
  },
  'admin.decision.email': 'The email',
  'admin.decision.preview.none': 'No one is emailed: there is no address.',
} as const satisfies Words
