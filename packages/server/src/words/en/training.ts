import type { Words } from '@training-signup/contract'

/** The details of a training, its state, and where to get help. */
export const trainingEn = {
  browser: {
    // Details card
    'card.free': 'Free, but you need a seat.',
    'card.more': 'Details',

    // States that a refused sign-up can meet, whatever state the form was loaded in
    'state.full.word': 'Full',
    'state.full': 'This training is full',
    'state.full.text': 'Every seat is taken. If you’re already registered, you still have yours.',
    'state.withdrawn.word': 'Withdrawn',
    'state.withdrawn': 'This training is no longer offered here',
    'state.withdrawn.text': 'The organizer took this page down.',
    'state.not-eligible': 'This training isn’t open to everyone',
    'state.not-eligible.text':
      'Based on your answers, it isn’t meant for you. If you think it is, contact the organizer.',
    'state.not-correctable': 'Your first registration stays as it is',
    'state.not-correctable.text':
      'It can’t be changed here any more. To correct the email address, contact the organizer.',
    refresh: 'Check again',
  },
  server: {
    // Details card
    'card.when': 'Date and time',
    'card.where': 'Location',
    'card.online': 'Join online',
    'card.doors': 'Doors open at {time}',
    'card.map': 'View map',
    'card.arrival': 'Parking and arrival',
    'card.audience': 'Who it’s for',
    'card.minimumAge': 'Ages {age} and up',
    'card.presenter': 'Presented by {name}',
    'card.trainers': 'With {names}',
    'card.bring': 'What to bring',
    'card.good': 'Good to know',
    'card.more.credit': {
      one: '{count} credit hour · Details',
      other: '{count} credit hours · Details',
    },
    'card.credit': 'Continuing education',
    'card.credit.hours': { one: '{count} credit hour', other: '{count} credit hours' },
    'card.certificate': 'Certificate',
    'card.food': 'Food',
    'card.accessibility': 'Accessibility',
    'card.dress': 'What to wear',
    'card.weapons': 'Weapons',
    'card.agenda': 'Agenda',
    'card.agenda.day': 'Agenda, {date}',
    'card.sponsors': 'Sponsored by {names}',
    'card.organizer': 'Organized by {name}',
    'card.contentNote': 'Content note',
    'card.food.none': 'No food provided.',
    'card.food.provided': 'Food is provided.',
    'card.food.own': 'Lunch is on your own.',
    'card.self.responder': 'I am a first responder',
    'card.self.community': 'I am a community member',

    // Calendars to add a training to
    'calendar.file': 'Apple Calendar or other (.ics file)',
    'calendar.google': 'Google Calendar',
    'calendar.outlook': 'Outlook.com',
    'calendar.microsoft365': 'Microsoft 365',

    // States; the text says what to do instead
    'state.upcoming.word': 'Not open yet',
    'state.upcoming': 'Registration opens {date}',
    'state.upcoming.text': 'The form will open here automatically.',
    'state.open': 'Seats available',
    'state.open.text': '',
    'state.few': 'A few seats left',
    'state.few.text': '',
    'state.waitlist': 'Waiting list open',
    'state.waitlist.text': 'All seats are taken. When one opens up, it goes to the next person in line.',
    'state.closed.word': 'Closed',
    'state.closed': 'Registration closed on {date}',
    'state.closed.text': 'Still want to come? Ask the organizer whether a seat is free.',
    'state.cancelled.word': 'Canceled',
    'state.cancelled': 'This training has been canceled',
    'state.cancelled.text': 'It won’t take place. You don’t need to do anything.',
    'state.past.word': 'Over',
    'state.past': 'This training is over',
    'state.past.text': 'You can no longer register.',
    'state.unknown.word': 'Not found',
    'state.unknown': 'We can’t find this training',
    'state.unknown.text': 'It may be over, or this page may be out of date.',
    'state.all': 'See all trainings',
    'state.next': 'Next date: {date}.',
    'period.until': 'to {day}',
    'period.two': '{first} and {second}',
    'state.next.at': 'Next date: {date}, {place}.',
    'state.next.see': 'See the {date} date',
    'state.next.wait': 'See the {date} waiting list',
    seatsLeft: { one: '{count} seat left', other: '{count} seats left' },

    // Replaces `form.privacy.text` where the organizer has a name
    'form.privacy.text.named':
      'Your answers go to {organizer}, to run this training. This website never sees them. We delete them by {date}.',

    // Contact and help
    'contact.organizer': 'Contact the organizer',
    'help.heading': 'Need help?',
    'help.danger': 'In danger now? Call 911',
    'help.call': 'Call {tel}',
    'help.text': 'Text {code}',
    'help.checked': 'Numbers last checked {date}',
  },
} as const satisfies Record<string, Words>
