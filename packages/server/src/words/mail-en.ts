import type { Words } from '@training-signup/contract'

/** What mails say, beside what pages say too. */
export const mailEn = {
  'mail.greeting': 'Hello {name},',
  'mail.confirmed': 'You’re registered',
  'mail.confirmed.text': 'Your seat is confirmed.',
  'mail.manage': 'Change or cancel your registration',
  'mail.manage.note': 'This link is yours alone: whoever has it can change your registration.',
  'mail.question': 'Questions? Answer this mail, and it reaches the organizer.',
} as const satisfies Words
