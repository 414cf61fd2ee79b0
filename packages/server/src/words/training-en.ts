import type { Words } from '@training-signup/contract'

/** The details of a training, its state, and where to get help. */
export const trainingEn = {
  browser: {
    // Details card
    'card.free': 'Free. Registration required.',

    // States that a refused sign-up can meet, whatever state the form was loaded in
    'state.full': 'This training is full',
    'state.full.text':
      'No seats are left and there is no waiting list. If you were registered before, that registration stands.',
    'state.withdrawn': 'This training is no longer offered here',
    'state.withdrawn.text': 'Its page was taken down by the organizer.',
    'state.not-eligible': 'This training is for a particular audience',
    'state.not-eligible.text':
      'Based on your answers, this training is not for you. Contact the organizer if you think it is.',
    refresh: 'Check again',
  },
  server: {
    // Details card
    'card.when': 'Date and time',
    'card.where': 'Location',
    'card.online': 'Take part online',
    'card.doors': 'Doors open at {time}',
    'card.map': 'Open in a map',
    'card.arrival': 'Parking and arrival',
    'card.audience': 'Who it is for',
    'card.minimumAge': 'For people aged {age} and over',
    'card.presenter': 'Presented by {name}',
    'card.trainers': 'With {names}',
    'card.bring': 'What to bring',
    'card.credit': 'Continuing education',
    'card.sponsors': 'Sponsored by {names}',
    'card.organizer': 'Organized by {name}',
    'card.contentNote': 'About the content',
    'card.food.none': 'No food is served.',
    'card.food.provided': 'Food is provided.',
    'card.food.own': 'Lunch is on your own.',
    'card.self.responder': 'I am a first responder',
    'card.self.community': 'I am a community member',

    // Calendars to add a training to
    'calendar.file': 'Calendar file (Apple and others)',
    'calendar.google': 'Google Calendar',
    'calendar.outlook': 'Outlook.com',
    'calendar.microsoft365': 'Microsoft 365',

    // States; the text says what to do instead
    'state.upcoming': 'Registration opens {date}',
    'state.upcoming.text': 'The form will open here automatically.',
    'state.open': 'Seats are available',
    'state.open.text': '',
    'state.few': 'A few seats left',
    'state.few.text': '',
    'state.waitlist': 'All seats are taken',
    'state.waitlist.text': 'You can join the waiting list. Seats that are given back go to it in order.',
    'state.closed': 'Registration is closed',
    'state.closed.text':
      'New registrations are no longer taken. If you were registered before, that registration stands.',
    'state.cancelled': 'This training has been canceled',
    'state.cancelled.text': 'It will not take place. You do not need to do anything.',
    'state.past': 'This training has taken place',
    'state.past.text': 'Registration is no longer possible.',
    seatsLeft: { one: '{count} seat left', other: '{count} seats left' },

    // Contact and help
    'contact.organizer': 'Contact the organizer',
    'help.heading': 'Need help now?',
    'help.danger': 'In danger? Call 911',
    'help.call': 'Call {tel}',
    'help.text': 'Text {code}',
    'help.checked': 'Numbers checked on {date}',
  },
} as const satisfies Record<string, Words>
