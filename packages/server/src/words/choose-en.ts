import type { Words } from '@training-signup/contract'

/** A choice of several trainings. */
export const chooseEn = {
  'choose.heading': 'Choose a training',
  'choose.audience': 'Which of these are you?',
  'choose.all': 'Show all trainings',
  'choose.open': 'Register',
  'choose.details': 'Details',
  'choose.none': 'No trainings are announced at the moment.',
  'choose.back': 'Choose another training',
} as const satisfies Words
