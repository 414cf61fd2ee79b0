import type { Words } from '@training-signup/contract'

/**
 * Emails, and as `mailed.…` the sentences that replace those of the same key where the server sends
 * emails. Browsers get them under the plain key (see `withMail`).
 */
export const mailEn = {
  'mail.greeting': 'Hello {name},',
  'mail.greeting.nameless': 'Hello,',
  'mail.onBehalf': {
    one: 'This email is for {names}, whom you registered.',
    other: 'This email is for each of the people whom you registered: {names}.',
  },
  'mail.onBehalf.unproven': {
    one: 'This email is for one of the people you registered.',
    other: 'This email is for {count} of the people you registered.',
  },
  'mail.training': 'Training',
  'mail.manage': 'Change or cancel your registration',
  'mail.manage.note': 'This link is yours alone: whoever has it can change your registration.',
  'mail.page': 'Open the registration page',
  'mail.question': 'Questions? Answer this email, and it reaches the organizer.',
  'mail.notYou': 'If this was not you, ignore this email. Nothing has changed.',

  // A person's own registration
  'mail.confirmed': 'You’re registered',
  'mail.confirmed.text': 'Your seat is confirmed. A calendar file is attached.',
  'mail.waitlisted': 'You’re on the waiting list',
  'mail.waitlisted.text':
    'You do not have a seat yet. Do not come unless we write to you that a seat is yours. Seats that are given back go to the waiting list in order.',
  'mail.pending-approval': 'Your request has arrived',
  'mail.pending-approval.text':
    'It is not confirmed yet: the organizer looks at every request. Do not come before we write to you that your seat is confirmed.',
  'mail.approval-again': 'Your registration has to be approved again',
  'mail.approval-again.text':
    'It was changed, so the organizer looks at it again. Until then it is not confirmed, even if it was before: do not come before we write to you that your seat is confirmed.',
  'mail.approved': 'Your seat is confirmed',
  'mail.approved.text': 'The organizer has approved your request. A calendar file is attached.',
  'mail.declined': 'Your request was declined',
  'mail.declined.text': 'The organizer did not give you a seat in this training, so do not come to it.',
  'mail.promoted': 'You have a seat',
  'mail.promoted.text':
    'A seat was given back, and now it is yours. You are no longer on the waiting list. If you cannot come, give it back, so that the next person gets it. A calendar file is attached.',
  'mail.offer': 'A seat is held for you',
  'mail.offer.text':
    'A seat was given back, and you are next on the waiting list. It is held for you until {time}. If you do not accept it by then, it goes to the next person.',
  'mail.offer.manage': 'Accept or decline the seat',
  'mail.offer-expired': 'The seat is no longer held for you',
  'mail.offer-expired.text':
    'The seat that we offered to you was not accepted. You do not have a seat, and you are no longer on the waiting list. If you still want to come, register again.',
  'mail.reminder': 'Your training is coming up',
  'mail.reminder.text':
    'You have a seat in this training. If you cannot come, give it back now, so that somebody else can have it.',
  'mail.still-coming': 'Are you still coming?',
  'mail.still-coming.text':
    'You have a seat in this training. Tell us whether you are coming. If you cannot, give your seat away: others may be waiting for it.',
  'mail.still-coming.each': 'Answer for each person, by these links:',
  'mail.still-coming.manage': 'Say that I am coming, or give my seat away',
  'mail.cancelled': 'Your registration was canceled',
  'mail.cancelled.text':
    'You do not have a seat in this training. The training itself will still take place. If you still want to come, register again.',
  'mail.calendar.remove': 'Open the attached file to remove the training from your calendar.',
  'mail.group-called-off': 'Your group isn’t coming. Are you?',
  'mail.group-called-off.text':
    'The person who registered your group says it isn’t coming. You have your own registration: keep it if you’re coming, or give up your seat so that someone else can have it.',
  'mail.group-called-off.manage': 'Keep or give up your seat',
  'mail.already-registered': 'You were registered already',
  'mail.already-registered.text':
    'Somebody, perhaps you, has just registered you once more. Your registration stands as it was.',
  'mail.already-registered.said': 'This was entered this time. To change your registration, use the link above.',

  // A seat that goes to a colleague
  'mail.seat-passed': 'A seat is offered to you',
  'mail.seat-passed.text':
    '{giver} cannot come to this training and offers the seat to you. To take it, open the page below by {time}. Until then it is not yours.',
  'mail.seat-passed.nameless': 'A colleague',
  'mail.seat-passed.take': 'See the training and take the seat',
  'mail.seat-passed.note': 'If you do not want it, do nothing. You are not registered.',
  'mail.passed-on': 'Your seat was taken over',
  'mail.passed-on.text': 'Your colleague took the seat you offered, so you’re no longer registered.',

  // The training itself
  'mail.training-changed': 'The training has changed',
  'mail.training-changed.text': 'This is where and when it takes place now.',
  'mail.training-changed.calendar': 'The attached calendar file corrects the entry in your calendar.',
  'mail.training-cancelled': 'The training has been canceled',
  'mail.training-cancelled.text': 'It will not take place. You do not need to do anything.',
  'mail.training-cancelled.calendar': 'The attached calendar file marks the entry in your calendar as canceled.',

  // Statuses
  'mail.stands.confirmed': 'You have a seat.',
  'mail.stands.waitlisted': 'You are on the waiting list. You do not have a seat yet.',
  'mail.stands.offered': 'A seat is held for you until {time}. Accept it by then.',
  'mail.stands.pending': 'Your request is not confirmed yet.',
  'mail.status.pending_approval': 'Not confirmed yet: the organizer decides',
  'mail.status.confirmed': 'Seat confirmed',
  'mail.status.waitlisted': 'On the waiting list, no seat yet',
  'mail.status.offered': 'A seat is held, but not accepted yet',
  'mail.status.cancelled': 'Canceled',
  'mail.status.declined': 'Declined',
  'mail.status.expired': 'Expired',
  'mail.status.attended': 'Attended',
  'mail.status.no_show': 'Did not come',
  'mail.status.reference': '{status} ({reference})',

  // Links that a person asked for
  'mail.your-link': { one: 'Here is your link', other: 'Here are your links' },
  'mail.your-link.text': {
    one: 'With it you see, change, cancel or erase your registration.',
    other: 'With them you see, change, cancel or erase your registrations.',
  },
  'mail.your-link.one': '{name}: {status}',
  'mail.your-link.group': 'Everyone you registered',
  'mail.your-link.note': {
    one: 'This link is yours alone: whoever has it can change your registration. If you did not ask for it, ignore this email.',
    other:
      'These links are yours alone: whoever has them can change your registrations. If you did not ask for them, ignore this email.',
  },

  // To a coordinator
  'mail.group-summary': 'The people you registered',
  'mail.group-summary.text': 'This is what became of them. Whoever gave an email address is told there too.',
  'mail.group-summary.count': { one: '{count} person', other: '{count} people' },
  'mail.group-summary.manage': 'Change or cancel these registrations',
  'mail.group-summary.note': 'This link is yours alone: whoever has it can change these registrations.',

  // To the organizer
  'mail.digest': { one: '{count} change among the registrations', other: '{count} changes among the registrations' },
  'mail.digest.limited': 'Too many emails or wrong codes',
  'mail.digest.text': 'This is what has happened since {time}.',
  'mail.digest.new': 'New',
  'mail.digest.gone': 'No longer registered',
  'mail.digest.totals': 'Now in all',
  'mail.digest.total': '{status}: {count}',
  'mail.digest.held': 'Emails sent late or not at all',
  'mail.digest.held.crowded-mailbox': {
    one: '{count} email, because one address gets at most 5 an hour for registrations that aren’t verified',
    other: '{count} emails, because one address gets at most 5 an hour for registrations that aren’t verified',
  },
  'mail.digest.held.hourly-limit': {
    one: '{count} email, because too many unverified registrations came in within an hour',
    other: '{count} emails, because too many unverified registrations came in within an hour',
  },
  'mail.digest.codes': 'Wrong codes',
  'mail.digest.paused':
    'On {day} (UTC), too many wrong codes came in. No code worked for the rest of the day. Links in emails did.',
  'mail.digest.paused.all':
    'On {day} (UTC), too many wrong codes came in for all trainings together. No code worked for the rest of the day. Links in emails did.',
  'mail.digest.long-codes':
    'On {day} (UTC), many wrong codes came in for all trainings together. New codes had 8 digits for the rest of the day.',
  'mail.digest.paused.domain':
    'On {day} (UTC), too many wrong codes came in for addresses at {domain}. None of their codes worked for the rest of the day. Links in emails did.',
  'mail.digest.more': { one: 'and {count} more', other: 'and {count} more' },

  // Replacements where emails are sent
  'mailed.field.email.hint': 'Your confirmation and changes are sent to it. Nothing else is.',
  'mailed.result.confirmed.text':
    'Your seat is confirmed. We are sending an email to you with a calendar file and a link to change or cancel. Keep your reference until it arrives.',
  'mailed.result.waitlisted.text':
    'You do not have a seat yet. Do not come unless we email you that a seat is yours. Keep your reference.',
  'mailed.result.pending_approval.text':
    'The organizer looks at every request. Do not come before we email you that your seat is confirmed. Keep your reference.',
  'mailed.result.before':
    'If you were registered before, that registration stands; the email that we send says what counts.',
} as const satisfies Words
