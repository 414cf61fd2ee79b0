import type { Words } from '@training-signup/contract'

/** An organizer's message, and the page where people unsubscribe. */
export const messageEn = {
  'mail.message.test': 'Test: {subject}',
  'mail.message.why': 'You are getting this email because you registered for “{title}”.',
  'mail.message.unsubscribe': 'No more emails like this',

  'page.unsubscribe': 'No more emails like this?',
  'page.unsubscribe.text': 'You will still get the emails about your seat, and your registration stays as it is.',
  'page.unsubscribe.button': 'Unsubscribe',
  'page.unsubscribed': 'You will get no more emails like this',
  'page.unsubscribed.text': 'From now on you will get emails about your seat only. Your registration stays as it is.',
} as const satisfies Words
