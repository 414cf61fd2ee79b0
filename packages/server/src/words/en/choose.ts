import type { Words } from '@training-signup/contract'

/** A choice of several trainings. */
export const chooseEn = {
  'choose.heading': 'Choose a training',
  'choose.audience': 'Which best describes you?',
  'choose.all': 'Just looking: show all',
  'choose.open': 'Register',
  'choose.details': 'Details',
  'choose.go.open': 'Register',
  'choose.go.few': 'Register',
  'choose.go.waitlist': 'Join the waiting list',
  'choose.past': 'Past trainings',
  'choose.none': 'No trainings are posted right now.',
  'choose.back': 'Choose another training',
} as const satisfies Words
