import type { Words } from '@training-signup/contract'

/** An organizer's message, and the page where people unsubscribe. */
export const messageEn = {
  'mail.message.test': 'Test: {subject}',
  'mail.message.example': 'Ana',
  'mail.message.why': 'You’re getting this email because you registered for “{title}”.',
  'mail.message.unsubscribe': 'Unsubscribe from emails like this',

  'page.unsubscribe': 'Unsubscribe from emails like this?',
  'page.unsubscribe.text': 'You’ll still get emails about your seat. Your registration doesn’t change.',
  'page.unsubscribe.button': 'Unsubscribe',
  'page.unsubscribed': 'You’re unsubscribed',
  'page.unsubscribed.text': 'From now on, you’ll only get emails about your seat. Your registration doesn’t change.',
} as const satisfies Words
