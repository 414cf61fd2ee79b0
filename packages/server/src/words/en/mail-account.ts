import type { Words } from '@training-signup/contract'

/** Emails to people with accounts: about what signs them in, and about an agency’s people. */
export const mailAccountEn = {
  'mail.confirm': '{code} is your code to confirm that it’s you',
  'mail.confirm.text': 'Enter it on the page that asked for it. It works once, within 10 minutes.',
  'mail.confirm.why':
    'You’re getting this because someone who is signed in to your account wants to change who can sign in. If it wasn’t you, sign out everywhere, and tell an owner.',

  'mail.notice.passkey-added': 'A passkey was added to your account',
  'mail.notice.passkey-added.text': 'It was made with {name}. Anyone who has it signs in as you, without a code.',
  'mail.notice.passkey-removed': 'A passkey was removed from your account',
  'mail.notice.passkey-removed.text': 'It was made with {name}, and no longer signs in as you.',
  'mail.notice.access-changed': 'What your account can do was changed',
  'mail.notice.access-changed.text':
    'An owner changed your role, or which trainings and people it reaches. You’re signed out everywhere, and your API keys have ended.',
  'mail.notice.sessions-ended': 'Your account was signed out everywhere else',
  'mail.notice.sessions-ended.text': 'Only the browser that asked for it is still signed in, if it was yours.',
  'mail.notice.key-made': 'An API key was made in your name',
  'mail.notice.key-made.text': 'It’s called “{name}”. A program that has it can do what the key allows.',
  'mail.notice.key-ended': 'An API key of yours was ended',
  'mail.notice.key-ended.text': 'It was called “{name}”, and no longer works.',
  'mail.notice.owner-added': 'There’s a new owner',
  'mail.notice.owner-added.text': '{name} ({email}) can now do everything that you can, and decide who can sign in.',
  'mail.notice.note':
    'If you don’t know why, sign out everywhere, remove the passkeys that aren’t yours, and tell an owner.',
  'mail.notice.note.key':
    'If you don’t know why, end the key, sign out everywhere, remove passkeys that aren’t yours, and tell an owner.',
  'mail.notice.note.owner': 'If you don’t know why, remove that account, and look at the audit log.',
  'mail.notice.button': 'See your account',
  'mail.notice.button.key': 'See your API keys',
  'mail.notice.button.owner': 'See who can sign in',
  'mail.notice.why': 'You’re getting this because you have an account with us.',

  'mail.people-changed': {
    one: 'The organizer changed a registration you made',
    other: 'The organizer changed {count} registrations you made',
  },
  'mail.people-changed.confirmed': {
    one: 'Someone you registered has a seat',
    other: '{count} people you registered have seats',
  },
  'mail.people-changed.waitlisted': {
    one: 'No seat yet: someone you registered is on the waiting list',
    other: 'No seats yet: {count} people you registered are on the waiting list',
  },
  'mail.people-changed.cancelled': {
    one: 'A registration you made was canceled',
    other: '{count} registrations you made were canceled',
  },
  'mail.people-changed.declined': {
    one: 'A registration you made was declined',
    other: '{count} registrations you made were declined',
  },
  'mail.people-changed.text': {
    one: 'The organizer decided this. If you gave us their email address, they got an email, too. If not, let them know.',
    other:
      'The organizer decided this. Everyone whose email address you gave us got an email, too. Let the others know.',
  },
  'mail.people-changed.moved': 'Moved to “{training}”, {day}',
  'mail.people-changed.more': {
    one: '{count} more person is on your list.',
    other: '{count} more people are on your list.',
  },
  'mail.people-changed.see': { one: 'See the registration', other: 'See your people' },
  'mail.agency-news.text': {
    one: 'If you gave us the email address of the person you registered, we told them, too. If not, let them know.',
    other: 'Everyone you registered whose email address you gave us got an email, too. Let the others know.',
  },
  'mail.people-changed.why': {
    one: 'You’re getting this email because you registered this person, or the one before them, for your agency.',
    other: 'You’re getting this email because you registered these people for your agency.',
  },
} as const satisfies Words
