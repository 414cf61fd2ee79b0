import type { Words } from '@training-signup/contract'

/** The door, where people are checked in. */
export const adminDoorEn = {
  'admin.door.which': 'Which training are you checking people in for?',
  'admin.door.none': 'Trainings that are coming up show here.',
  'admin.door.of': 'of {expected} here',
  'admin.door.search': 'Name, agency, or number',
  'admin.door.number': 'No name on paper: {number}',
  'admin.door.checkIn': 'Check in',
  'admin.door.undo': 'Undo',
  'admin.door.here': 'Here since {time}',
  'admin.door.waiting': 'Waiting list, no seat yet',
  'admin.door.pending': 'Needs approval, no seat yet',
  'admin.door.decide': 'Decide',
  'admin.door.no-one': 'No one by that name is registered.',
  'admin.door.walkIn': 'Walk-in',
  'admin.door.sheet': 'Print sheet',
  'admin.door.failed': 'This person has no seat, so they weren’t checked in.',
  'admin.door.offline': {
    one: 'Offline. {count} check-in is kept in this page, and sent when you’re back. Keep the page open.',
    other: 'Offline. {count} check-ins are kept in this page, and sent when you’re back. Keep the page open.',
  },
  'admin.door.later': {
    one: '{count} check-in couldn’t be sent yet. It’s kept in this page, and tried again. Keep the page open.',
    other: '{count} check-ins couldn’t be sent yet. They’re kept in this page, and tried again. Keep the page open.',
  },
  'admin.door.signedOut': {
    one: 'You’re signed out. {count} check-in is kept in this page. Keep it open: signing in opens another one.',
    other: 'You’re signed out. {count} check-ins are kept in this page. Keep it open: signing in opens another one.',
  },
  'admin.door.signIn': {
    one: 'Sign in again to send {count} check-in',
    other: 'Sign in again to send {count} check-ins',
  },
  'admin.door.refused': 'Couldn’t be checked in: {names}. Load the page again to see why.',
} as const satisfies Words
