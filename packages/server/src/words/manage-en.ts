import type { Words } from '@training-signup/contract'

/** The pages where people see and change their registrations. */
export const manageEn = {
  'manage.title': 'Your registration',
  'manage.name': 'Name',
  'manage.status.confirmed': 'Your seat is confirmed',
  'manage.status.confirmed.text': 'If you cannot come, give your seat back here, so that somebody else can have it.',
  'manage.status.waitlisted': 'You’re on the waiting list',
  'manage.status.waitlisted.text': 'You do not have a seat yet. Do not come unless we tell you that a seat is yours.',
  'manage.status.pending_approval': 'Your request is not confirmed yet',
  'manage.status.pending_approval.text':
    'The organizer looks at every request. Do not come before you are told that your seat is confirmed.',
  'manage.status.pending_verification': 'Your request is not confirmed yet',
  'manage.status.pending_verification.text':
    'Your email address still has to be checked: type the code from your mailbox, or open the link beside it.',
  'manage.status.offered': 'A seat is held for you',
  'manage.status.offered.text': 'It is not yours until you accept it. After that it may go to the next person.',
  'manage.status.offered.until':
    'It is held until {time}. If you do not accept it by then, it goes to the next person.',
  'manage.status.cancelled': 'Your registration is canceled',
  'manage.status.cancelled.text': 'You do not have a seat. To come after all, register again.',
  'manage.status.declined': 'Your request was declined',
  'manage.status.declined.text': 'You do not have a seat. Contact the organizer if you have questions.',
  'manage.status.expired': 'Your registration has lapsed',
  'manage.status.expired.text':
    'You do not have a seat and are not on the waiting list. To come after all, register again.',
  'manage.status.attended': 'You took part',
  'manage.status.attended.text': 'The organizer has noted that you were there.',
  'manage.status.no_show': 'You are noted as absent',
  'manage.status.no_show.text': 'Contact the organizer if you were there.',

  // What people can do, and what they have done
  'manage.back': 'Back, change nothing',
  'manage.options': 'What you can do',
  'manage.done.otherwise': 'Nothing was changed, because this has changed meanwhile. This is how it stands now.',
  'manage.accept': 'Accept the seat',
  'manage.decline': 'I don’t want the seat',
  'manage.done.accepted': 'You accepted the seat. It is yours.',
  'manage.done.declined': 'You turned the seat down. It goes to the next person.',
  'manage.coming': 'Are you still coming?',
  'manage.coming.text': 'If you cannot, give your seat away: others may be waiting for it.',
  'manage.coming.yes': 'Yes, keep my seat',
  'manage.coming.no': 'I can’t come. Give my seat away',
  'manage.done.coming': 'Your seat is kept for you. See you there.',
  'manage.change': 'Change my answers',
  'manage.change.save': 'Save my answers',
  'manage.change.email': 'This address stays. To use another one, cancel and register again.',
  'manage.change.twice': 'Somebody of this name is registered with this address already',
  'manage.done.changed': 'Your answers are saved.',
  'manage.cancel': 'Cancel my registration',
  'manage.cancel.text':
    'Your place becomes free for somebody else at once, and you cannot take it back. To come after all, you would have to register again.',
  'manage.done.cancelled': 'The registration is canceled.',
  'manage.erase': 'Erase my data',
  'manage.over': 'This training is over. You can still delete your data.',
  'manage.over.text':
    'Your registration, your name, your address and your answers are erased here right away. This cannot be undone.',
  'manage.erase.text':
    'Your registration, your name, your address and your answers are erased here at once. If you have a seat, it goes to somebody else. This cannot be undone.',
  'manage.erase.button': 'Erase everything',
  'manage.erased': 'Your data has been erased',
  'manage.erased.text':
    'The registration and all its answers are gone, and its links no longer work. Messages that you received stay in your mailbox.',

  // Giving a seat to a colleague
  'manage.pass': 'Give my seat to a colleague',
  'manage.pass.text':
    'Your colleague is asked to take the seat. Until they do, it stays yours. They are told your first name.',
  'manage.pass.givenName': 'Your colleague’s first name',
  'manage.pass.familyName': 'Your colleague’s last name',
  'manage.pass.email': 'Your colleague’s email address',
  'manage.pass.email.hint': 'It is used for this question only, and erased if they do not take the seat.',
  'manage.pass.givenName.required': 'Enter your colleague’s first name',
  'manage.pass.email.required': 'Enter your colleague’s email address',
  'manage.pass.button': 'Ask my colleague',
  'manage.pass.often': 'You have asked several people today. Try again tomorrow, or contact the organizer.',
  'manage.done.passing': 'Your colleague is asked. Your seat stays yours until they take it.',
  'manage.passing': 'You offered your seat to {name}',
  'manage.passing.text': 'It is yours until they take it. They can do so until {time}.',
  'manage.passing.keep': 'Keep my seat after all',
  'manage.done.kept': 'You keep your seat. Your colleague can no longer take it.',
  'manage.take': '{name} offers you a seat',
  'manage.take.text':
    'Answer these questions to take it. You can do so until {time}. If you do not want the seat, you do not need to do anything.',
  'manage.take.heading': 'Take the seat',
  'manage.take.button': 'Take the seat',
  'manage.take.already': 'You are registered already',
  'manage.take.already.text':
    'Your own registration stands, and the seat stays with whoever offered it. Nothing was changed.',
  'manage.done.taken': 'You took the seat over.',

  // A group, for its coordinator
  'manage.group': 'The people you registered',
  'manage.group.own':
    'This was the answer when you registered them. They manage their own seat with the link in their email.',
  'manage.group.change': 'Change answers',
  'manage.group.substitute': 'Replace by somebody else',
  'manage.group.cancel': 'Cancel',
  'manage.group.about': '{action}: {name}',
  'manage.group.change.title': 'Change the answers of {name}',
  'manage.group.cancel.title': 'Cancel the registration of {name}',
  'manage.group.cancel.text': 'The place becomes free for somebody else at once, and cannot be taken back.',
  'manage.group.cancel.button': 'Cancel this registration',
  'manage.group.substitute.title': 'Who comes instead of {name}?',
  'manage.group.substitute.text': 'They take over the place as it stands. The answers of {name} are not kept for them.',
  'manage.group.substitute.button': 'Replace',
  'manage.done.substituted': 'The place has been given to somebody else.',
  'manage.group.cancelAll': 'Our group isn’t coming',
  'manage.group.cancelAll.text':
    'Everyone listed without an email address of their own loses their seat, or their place on the waiting list, right away. You can’t undo this. Everyone else gets an email with their own link, to keep or give up their seat.',
  'manage.group.offered': { one: 'A seat is held for {names}', other: 'Seats are held for {names}' },
  'manage.group.offered.text': 'Nobody has a seat until you accept it here. After that it may go to the next person.',
  'manage.group.offered.until':
    'Nobody has a seat until you accept it here. If you do not accept by {time}, it goes to the next person.',
  'manage.group.accept': { one: 'Accept the seat', other: 'Accept these seats' },
  'manage.group.decline': { one: 'Turn the seat down', other: 'Turn these seats down' },
  'manage.done.acceptedGroup': 'You accepted what was offered. It is confirmed.',
  'manage.done.declinedGroup': 'You turned down what was offered. It goes to the next person.',
  'manage.group.erase.text':
    'Your name, your address and your agency are erased from this group at once, and this link ends. The people you registered stay registered. Those without an address of their own get no more messages: only the organizer can then change or cancel their registrations. If you are registered yourself, that registration stays; the link in your own message erases it. This cannot be undone.',
  'manage.group.erased.text':
    'Your name, your address and your agency are gone from this group, and its link no longer works. The people you registered stay registered. Messages that you received stay in your mailbox.',
  'manage.done.cancelledAll':
    'We noted that your group isn’t coming. People without an email address of their own have lost their seats. Everyone else gets an email with their own link.',

  // Links that do not work, and how to get a new one
  'manage.dead': 'This link does not work',
  'manage.dead.text':
    'It may be incomplete, or its time is over. Open your training in the list: its page leads to your registration, and says whom to ask.',
  'manage.find.heading': 'Registered already?',
  'manage.find': 'Get the link to your registration',
  'manage.find.text':
    'Enter the address that you registered with. The link with which you see, change, cancel or erase your registration goes there.',
  'manage.find.button': 'Get my link',
  'manage.find.done': 'Look into your mailbox',
  'manage.find.done.text':
    'If this address is registered for this training, we are sending its links to it. If nothing arrives within a quarter of an hour, look among the unwanted mail, or contact the organizer.',
  'manage.find.none': 'To change or cancel your registration, contact the organizer and tell them your reference.',
} as const satisfies Words
