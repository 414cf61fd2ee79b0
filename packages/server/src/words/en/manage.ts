import type { Words } from '@training-signup/contract'

/** The pages where people see and change their registrations. */
export const manageEn = {
  'manage.title': 'Your registration',
  'manage.name': 'Name',
  'manage.status.confirmed': 'Your seat is confirmed',
  'manage.status.confirmed.text': 'Can’t come? Give up your seat, so someone else can have it.',
  'manage.status.waitlisted': 'You’re on the waiting list, but you do not have a seat yet',
  'manage.status.waitlisted.text': 'Do not come unless we tell you that you have a seat.',
  'manage.status.pending_approval': 'Your request isn’t confirmed yet',
  'manage.status.pending_approval.text':
    'It needs to be approved first. Do not come until we tell you that your seat is confirmed.',
  'manage.status.pending_verification': 'Your request isn’t confirmed yet',
  'manage.status.pending_verification.text':
    'Your email address still needs to be verified. Enter the code from our email, or open the link in it.',
  'manage.status.offered': 'We’re holding a seat for you',
  'manage.status.offered.text': 'It isn’t yours until you accept it. If you don’t, it may go to the next person.',
  'manage.status.offered.until':
    'We’re holding it until {time}. If you don’t accept it by then, it goes to the next person.',
  'manage.status.cancelled': 'Your registration is canceled',
  'manage.status.cancelled.text': 'You do not have a seat. If you still want to come, register again.',
  'manage.status.declined': 'Your request was declined',
  'manage.status.declined.text': 'You do not have a seat. If you have questions, contact the organizer.',
  'manage.status.expired': 'Your registration has expired',
  'manage.status.expired.text':
    'You do not have a seat and you’re not on the waiting list. If you still want to come, register again.',

  'manage.code': 'Your check-in code',
  'manage.code.text': 'Show it at the door when you come and when you leave. It does nothing else.',
  'manage.code.name': 'No phone on the day? Say your name at the desk.',
  'manage.code.number': 'No phone on the day? Say your reference number at the desk.',

  // What people can do, and what they have done
  'manage.back': 'Never mind, go back',
  'manage.options': 'What you can do',
  'manage.done.otherwise':
    'Something changed in the meantime, so we didn’t change anything. Here’s the current status.',
  'manage.accept': 'Accept the seat',
  'manage.decline': 'No thanks, give it to someone else',
  'manage.done.accepted': 'The seat is yours. See you there.',
  'manage.done.declined': 'You declined the seat. Someone else can have it now.',
  'manage.coming': 'Are you still coming?',
  'manage.coming.text': 'If you can’t make it, give up your seat: someone else may be waiting for it.',
  'manage.coming.yes': 'Yes, keep my seat',
  'manage.coming.no': 'No, give up my seat',
  'manage.done.coming': 'Your seat is still yours. See you there.',
  'manage.change': 'Change my answers',
  'manage.change.about': 'Fix your name or change what you told us',
  'manage.change.save': 'Save changes',
  'manage.change.email': 'You can’t change this address on this page.',
  'manage.change.otherwise':
    'Someone else changed these answers while this page was open, so we didn’t save anything. Check them, then save again.',
  'manage.change.meanwhile': 'Someone else changed this answer in the meantime. Save again to use yours.',
  'manage.change.twice': 'Someone with this name is already registered with this address',
  'manage.done.changed': 'The changes are saved.',
  'manage.cancel': 'Cancel my registration',
  'manage.cancel.seat': 'Give up my seat',
  'manage.cancel.text':
    'You’ll lose your seat, or your place on the waiting list, right away. If you change your mind, you’ll need to register again.',
  'manage.done.cancelled': 'The registration is canceled.',
  'manage.erase': 'Delete my data',
  'manage.over': 'This training is over. You can still delete your data.',
  'manage.over.text':
    'We’ll delete your registration, name, email address, and answers from this system right away. You can’t undo this.',
  'manage.erase.text':
    'We’ll delete your registration, name, email address, and answers from this system right away. If you have a seat, it goes to someone else. You can’t undo this.',
  'manage.erase.button': 'Delete everything',
  'manage.erased': 'Your data has been deleted',
  'manage.erased.text':
    'Your registration and all your answers are gone from this system, and the links no longer work. Emails you already received aren’t affected.',

  // Giving a seat to a colleague
  'manage.pass': 'Give my seat to a colleague',
  'manage.pass.about': 'We’ll ask them. The seat stays yours until they take it',
  'manage.pass.text':
    'We’ll ask your colleague to take your seat. It stays yours until they do. They’ll see your first name.',
  'manage.pass.givenName': 'Your colleague’s first name',
  'manage.pass.familyName': 'Your colleague’s last name',
  'manage.pass.email': 'Your colleague’s email address',
  'manage.pass.email.hint': 'We use it only to ask them, and delete it if they don’t take the seat.',
  'manage.pass.givenName.required': 'Enter your colleague’s first name',
  'manage.pass.email.required': 'Enter your colleague’s email address',
  'manage.pass.button': 'Ask my colleague',
  'manage.pass.often': 'You’ve asked several people today. Try again tomorrow, or contact the organizer.',
  'manage.done.passing': 'We’re asking your colleague. The seat stays yours until they take it.',
  'manage.passing': 'You offered your seat to {name}',
  'manage.passing.text': 'It stays yours until they take it. They have until {time}.',
  'manage.passing.keep': 'Keep my seat',
  'manage.done.kept': 'You’re keeping your seat. Your colleague can no longer take it.',
  'manage.take': '{name} is offering you a seat',
  'manage.take.text':
    'To take it, answer these questions by {time}. If you don’t want it, you don’t need to do anything.',
  'manage.take.heading': 'Take the seat',
  'manage.take.button': 'Take the seat',
  'manage.take.already': 'You already have a registration',
  'manage.take.already.text':
    'Your own registration still counts, and the seat stays with your colleague. Nothing has changed.',
  'manage.done.taken': 'You took over the seat.',

  // A group, for its coordinator
  'manage.group': 'Your group',
  'manage.group.heading': { one: 'Your group: {count} person', other: 'Your group: {count} people' },
  'manage.group.own':
    'People with an email address of their own have their own link. What’s listed for them may have changed since.',
  'manage.group.attended': { one: '{count} attended', other: '{count} attended' },
  'manage.group.away': { one: '{count} didn’t attend', other: '{count} didn’t attend' },
  'manage.group.minutes': { one: 'Attended, {count} minute', other: 'Attended, {count} minutes' },
  'manage.group.absent': 'Didn’t attend',
  'manage.group.count.confirmed': { one: '{count} has a seat', other: '{count} have a seat' },
  'manage.group.count.waitlisted': { one: '{count} is on the waiting list', other: '{count} are on the waiting list' },
  'manage.group.count.offered': { one: '{count} has a seat on hold', other: '{count} have a seat on hold' },
  'manage.group.count.pending_approval': { one: '{count} needs approval', other: '{count} need approval' },
  'manage.group.count.cancelled': { one: '{count} canceled', other: '{count} canceled' },
  'manage.group.count.declined': { one: '{count} declined', other: '{count} declined' },
  'manage.group.count.expired': { one: '{count} expired', other: '{count} expired' },
  'manage.group.change': 'Change answers',
  'manage.group.substitute': 'Replace with someone else',
  'manage.group.cancel': 'Cancel',
  'manage.group.more': 'More',
  'manage.group.about': '{action}: {name}',
  'manage.group.change.title': 'Change answers for {name}',
  'manage.group.cancel.title': 'Cancel the registration for {name}',
  'manage.group.cancel.text':
    'They’ll lose their seat, or their place on the waiting list, right away. You can’t undo this.',
  'manage.group.cancel.button': 'Cancel this registration',
  'manage.group.add': 'Add people to your group',
  'manage.group.add.about': 'They get an answer right away, like your group did.',
  'manage.group.add.submit': 'Register these people',
  'manage.group.add.back': 'See your whole group',
  'manage.group.add.most': {
    one: 'A group has room for {max} people, counting those who canceled, and yours has {count}. Register the others as another group.',
    other:
      'A group has room for {max} people, counting those who canceled, and yours has {count}. Register the others as another group.',
  },
  'manage.group.add.together':
    'You asked to keep this group together, so no one can join it. Register the others as another group.',
  'manage.group.add.other': 'Register another group',
  'manage.group.substitute.title': 'Who’s coming instead of {name}?',
  'manage.group.substitute.text':
    'They take over this registration as it is now. The answers for {name} aren’t carried over.',
  'manage.group.substitute.button': 'Replace',
  'manage.done.substituted': 'Someone else has taken over this registration.',
  'manage.group.cancelAll': 'Cancel for the whole group',
  'manage.group.cancelAll.text':
    'Everyone listed without an email address of their own loses their seat, or their place on the waiting list, right away. You can’t undo this. Everyone else gets an email with their own link, to keep or give up their seat.',
  'manage.group.offered': { one: 'We’re holding a seat for {names}', other: 'We’re holding seats for {names}' },
  'manage.group.offered.text': 'No one has a seat until you accept here. If you don’t, it may go to the next person.',
  'manage.group.offered.until':
    'No one has a seat until you accept here. If you don’t accept by {time}, it goes to the next person.',
  'manage.group.accept': { one: 'Accept the seat', other: 'Accept these seats' },
  'manage.group.decline': { one: 'Decline the seat', other: 'Decline these seats' },
  'manage.done.acceptedGroup': 'You accepted the offer. It’s confirmed.',
  'manage.done.declinedGroup': 'You declined the offer. Someone else can have it now.',
  'manage.group.erase.text':
    'We’ll delete your name, email address, and agency from this group right away, and this link will stop working. The people in your group keep their registrations. Anyone without their own email address will stop hearing from us, and only the organizer can change or cancel their registration. If you’re registered yourself, you keep that registration. To delete it, use the link in your own email. You can’t undo this.',
  'manage.group.erased.text':
    'Your name, email address, and agency are gone from this group, and its link no longer works. The people in your group keep their registrations. Emails you already received aren’t affected.',
  'manage.done.cancelledAll':
    'We noted that your group isn’t coming. People without an email address of their own have lost their seats. Everyone else gets an email with their own link.',

  // Links that do not work, and how to get a new one
  'manage.dead': 'This link doesn’t work',
  'manage.dead.text': 'It may be incomplete or expired. Get a new one: choose your training, then “Get your link”.',
  'manage.find.heading': 'Already registered?',
  'manage.find': 'Get the link to your registration',
  'manage.find.link': 'Get your link',
  'manage.find.text':
    'Enter the email address you registered with. The link to see, change, cancel, or delete your registration goes to that address.',
  'manage.find.button': 'Get my link',
  'manage.find.done': 'Check your email',
  'manage.find.done.text':
    'If this address is registered for this training, the link is on its way. Nothing after 15 minutes? Check your spam folder, or contact the organizer.',
  'manage.find.by.reference': 'No email came? Use your reference number',
  'manage.find.by.email': 'Use your email address instead',
  'manage.find.reference.text':
    'Enter your reference number and your last name. The link goes again to the email address you registered with, and to no other.',
  'manage.find.reference.label': 'Reference number',
  'manage.find.reference.hint': 'You saw it when you registered, like K7MQ-3FXA',
  'manage.find.reference.fault': 'Enter all 8 letters and numbers of your reference number, like K7MQ-3FXA',
  'manage.find.name.hint': 'As you registered. Only one name? Enter that',
  'manage.find.reference.done':
    'If this number and name belong to a registration, the link is on its way to its email address. Nothing after 15 minutes? Your agency may block our emails.',
  'manage.find.call': 'Contact {contact} with your reference number: they can correct your address.',
  'manage.find.none':
    'To change or cancel your registration, contact the organizer and give them your reference number.',
} as const satisfies Words
