import type { Words } from '@training-signup/contract'

/** Telling a visitor once when they can register: the link, the pages, and the emails. */
export const alertEn = {
  // The link, and what the page says, by what the visitor waits for
  'alert.opening': 'Tell me when registration opens',
  'alert.opening.text': 'We’ll email you once, when registration for this training opens.',
  'alert.opening.done': 'We’ll email {address} once, when registration opens. Then we’ll delete the address.',
  'alert.seat': 'Tell me when a seat opens up',
  'alert.seat.text': 'We’ll email you once, when a seat opens up. Seats go to the first people who register.',
  'alert.seat.done': 'We’ll email {address} once, when a seat opens up. Then we’ll delete the address.',
  'alert.date': 'Tell me when I can register',
  'alert.date.text': 'We’ll email you once, when there’s a seat or a new date you can register for.',
  'alert.date.done':
    'We’ll email {address} once, when there’s a seat or a new date you can register for. Then we’ll delete the address.',

  'alert.email.hint': 'We’ll send a code to this address first, to make sure it’s yours',
  'alert.button': 'Send me a code',
  'alert.privacy':
    'We use your email address only for this. We delete it once we’ve emailed you, and no later than {date}. The organizer sees how many people asked, not who.',
  'alert.code.text':
    'Enter the code we’re emailing to {address}. It works for 10 minutes. We’ll email you about this training only after you enter it.',
  'alert.code.button': 'Confirm my address',
  'alert.change': 'Use another address',
  'alert.done': 'You’ll hear from us',
  'alert.done.text':
    'This isn’t a registration: you do not have a seat. Changed your mind? The email with the code has a link.',
  'alert.back': 'Back to the training',
  'alert.open.text': 'You can register now.',
  'alert.never': 'You can’t ask for news on this one.',
  'alert.over.text': 'The address wasn’t confirmed in time. To hear from us, enter it again.',
  'alert.over.again': 'Start over',
  'alert.prove': 'Confirm your email address',
  'alert.prove.text': 'Press the button to confirm that this email address is yours.',
  'alert.stop': 'Don’t email me',
  'alert.stop.text': 'We’ll delete your address, and you won’t get this email. Your registrations don’t change.',
  'alert.stopped': 'We won’t email you about this',
  'alert.stopped.text': 'Your address is deleted here. Your registrations don’t change.',

  // The emails
  'mail.alert-code.text':
    'Enter it on the page where you asked us to email you about this training. It works for 10 minutes. You can also confirm your address with the link below, until {time}.',
  'mail.alert-code.link': 'Confirm my address',
  'mail.alert-code.note':
    'If this wasn’t you, ignore this email and we’ll delete the address within an hour or so. Never share this code with anyone.',
  'mail.alert-code.stop': 'Don’t email me',
  'mail.why.alert-code':
    'You’re getting this email because someone, probably you, asked us to email this address when people can register for this training.',
  'mail.alert.opening': 'Registration is open',
  'mail.alert.seat': 'A seat opened up',
  'mail.alert.date': 'There’s a date you can register for',
  'mail.alert.waitlist': 'You can join the waiting list',
  'mail.alert.text': 'Seats go to the first people who register. We’re not holding one for you.',
  'mail.alert.button': 'Register',
  'mail.alert.waitlist.text': 'All seats are taken. When one opens up, it goes to the next person in line.',
  'mail.alert.waitlist.button': 'Join the waiting list',
  'mail.alert.note': 'This is the only email you asked for. We’re deleting your address now that we’ve sent it.',
  'mail.why.alert': 'You’re getting this email because you asked us to tell you when you can register.',
} as const satisfies Words
