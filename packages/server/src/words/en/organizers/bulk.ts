import type { Words } from '@training-signup/contract'

/** Decisions about several people, which wait before they are carried out. */
export const adminBulkEn = {
  'admin.bulk.column': 'Selected',
  'admin.bulk.pick': 'Select {name}',
  'admin.bulk.pickAll': 'Select everyone on this page',
  'admin.bulk.picked': { one: '{count} selected', other: '{count} selected' },
  'admin.bulk.with': 'With those selected:',
  'admin.bulk.everyone': 'Everyone on every page',
  'admin.bulk.everyoneOf': {
    one: '{count} person on this list',
    other: 'All {count} on this list',
  },
  'admin.bulk.approve': 'Approve',
  'admin.bulk.decline': 'Decline',
  'admin.bulk.promote': 'Give seats',
  'admin.bulk.cancel': 'Cancel registrations',

  'admin.bulk.title.approve': { one: 'Approve {count} person?', other: 'Approve {count} people?' },
  'admin.bulk.title.decline': { one: 'Decline {count} person?', other: 'Decline {count} people?' },
  'admin.bulk.title.promote': { one: 'Give {count} person a seat?', other: 'Give {count} people seats?' },
  'admin.bulk.title.cancel': { one: 'Cancel {count} registration?', other: 'Cancel {count} registrations?' },
  'admin.bulk.title.none': 'No one to decide on',
  'admin.bulk.text.approve': 'They get seats in the order in which they registered, as long as seats are free.',
  'admin.bulk.seats.get': { one: '{count} gets a seat', other: '{count} get seats' },
  'admin.bulk.seats.wait': { one: '{count} joins the waiting list:', other: '{count} join the waiting list:' },
  'admin.bulk.seats.stay': {
    one: '{count} keeps needing approval, because no seat is free:',
    other: '{count} keep needing approval, because no seat is free:',
  },
  'admin.bulk.text.decline': 'Seats that were held for them go to the waiting list.',
  'admin.bulk.text.promote':
    'They get seats in the order in which they registered, as long as seats are free. This goes past everyone who has waited longer.',
  'admin.bulk.text.cancel':
    'They lose their seats, or their places on the waiting list. Seats that open up go to the next people in line.',
  'admin.bulk.text.none': 'No one you selected can be decided on now.',
  'admin.bulk.together':
    'A group that stays together gets all of its seats or none, also for people in it you didn’t select.',
  'admin.bulk.waits': 'This waits 10 minutes. Until then nothing changes, and you can undo it.',
  'admin.bulk.emails': { one: '{count} email goes out in 10 minutes', other: '{count} emails go out in 10 minutes' },
  'admin.bulk.noEmails': 'No one is emailed about this.',
  'admin.bulk.unreachable': {
    one: '{count} person has no email address, and doesn’t hear of this.',
    other: '{count} people have no email address, and don’t hear of this.',
  },
  'admin.bulk.others': 'Anyone who gets a seat that opens up is told, too.',
  'admin.bulk.leftOut': { one: '{count} person is left out', other: '{count} people are left out' },
  'admin.bulk.leftOut.status': 'this can’t be done for: {status}',
  'admin.bulk.leftOut.waiting': 'another decision about them waits',
  'admin.bulk.leftOut.more': { one: 'and {count} more', other: 'and {count} more' },
  'admin.bulk.go.approve': { one: 'Approve {count} person', other: 'Approve {count} people' },
  'admin.bulk.go.decline': { one: 'Decline {count} person', other: 'Decline {count} people' },
  'admin.bulk.go.promote': { one: 'Give {count} seat', other: 'Give {count} seats' },
  'admin.bulk.go.cancel': { one: 'Cancel {count} registration', other: 'Cancel {count} registrations' },
  'admin.bulk.changed': 'The list changed in the meantime, so nothing was done yet. Here is who it would be about now.',

  'admin.bulk.ahead.approve': {
    one: '{count} person will be approved at {time}',
    other: '{count} people will be approved at {time}',
  },
  'admin.bulk.ahead.decline': {
    one: '{count} person will be declined at {time}',
    other: '{count} people will be declined at {time}',
  },
  'admin.bulk.ahead.promote': {
    one: '{count} person will be given a seat at {time}',
    other: '{count} people will be given seats at {time}',
  },
  'admin.bulk.ahead.cancel': {
    one: '{count} registration will be canceled at {time}',
    other: '{count} registrations will be canceled at {time}',
  },
  'admin.bulk.allAhead.approve': { one: '{count} person will be approved', other: '{count} people will be approved' },
  'admin.bulk.allAhead.decline': { one: '{count} person will be declined', other: '{count} people will be declined' },
  'admin.bulk.allAhead.promote': {
    one: '{count} person will be given a seat',
    other: '{count} people will be given seats',
  },
  'admin.bulk.allAhead.cancel': {
    one: '{count} registration will be canceled',
    other: '{count} registrations will be canceled',
  },
  'admin.bulk.ahead.more': { one: '{count} more', other: '{count} more' },
  'admin.bulk.ahead.each': 'See or undo',
  'admin.bulk.ahead.emails': { one: 'The email goes out then.', other: 'Emails go out then.' },
  'admin.bulk.soon': 'any moment now',
  'admin.bulk.running': {
    one: 'This is being carried out: {count} person is left.',
    other: 'This is being carried out: {count} people are left.',
  },
  'admin.bulk.undo': 'Undo',
  'admin.bulk.now': 'Send now',
  'admin.bulk.will.approve': 'Will be approved at {time}',
  'admin.bulk.will.decline': 'Will be declined at {time}',
  'admin.bulk.will.promote': 'Will be given a seat at {time}',
  'admin.bulk.will.cancel': 'Will be canceled at {time}',

  'admin.bulk.onList': 'Undo it on the list',

  'admin.bulk.finished': 'Done at {time}: {what}.',
  'admin.bulk.came.approve': { one: '{count} approved', other: '{count} approved' },
  'admin.bulk.came.decline': { one: '{count} declined', other: '{count} declined' },
  'admin.bulk.came.promote': { one: '{count} has a seat', other: '{count} have seats' },
  'admin.bulk.came.cancel': { one: '{count} canceled', other: '{count} canceled' },
  'admin.bulk.came.waitlisted': {
    one: '{count} put on the waiting list',
    other: '{count} put on the waiting list',
  },
  'admin.bulk.came.canceled': { one: '{count} had already canceled', other: '{count} had already canceled' },
  'admin.bulk.came.changed': {
    one: '{count} had changed in the meantime',
    other: '{count} had changed in the meantime',
  },
  'admin.bulk.came.no-seat': {
    one: '{count} left as before, because no seat was free',
    other: '{count} left as before, because no seat was free',
  },
  'admin.bulk.came.called-off': {
    one: '{count} left as before, because the training is canceled',
    other: '{count} left as before, because the training is canceled',
  },
  'admin.bulk.came.deleted': { one: '{count} had been deleted', other: '{count} had been deleted' },
  'admin.bulk.undone': 'Undone. Nothing changed, and no one was told.',
  'admin.bulk.failed.none': 'Select people first.',
  'admin.bulk.failed.gone': 'Nothing changed. Someone you selected isn’t on this list any more. Select again.',
  'admin.bulk.failed.late': 'This has already been carried out, so it can’t be undone.',
  'admin.bulk.failed.called-off': 'Nothing changed. The training is canceled.',
  'admin.bulk.failed.many': 'Nothing changed. Select fewer people: 5,000 at most.',
  'admin.bulk.failed.many-named':
    'Nothing was written yet. Select fewer people: 1,000 at most. To write to more, press Message above the list.',
} as const satisfies Words
