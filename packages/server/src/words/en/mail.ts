import type { Words } from '@training-signup/contract'

/**
 * Emails, and as `mailed.…` the sentences that replace those of the same key where the server sends
 * emails. Browsers get them under the plain key (see `withMail`).
 */
export const mailEn = {
  'mail.greeting': 'Hello {name},',
  'mail.greeting.nameless': 'Hello,',
  'mail.message.hello': 'Hello',
  'mail.training': 'Training',
  'mail.reference': 'Your reference number',
  'mail.manage': 'Change or cancel your registration',
  'mail.manage.note': 'Keep this link private. Anyone who has it can change your registration.',
  'mail.page': 'Open the registration page',
  'mail.again': 'If you still want to come, register again.',
  'mail.question': 'Questions? Just reply: the organizer will get it.',
  'mail.question.organizer': 'Questions? Just reply: {name} will get it.',
  'mail.notYou': 'If this wasn’t you, ignore this email. Nothing has changed.',
  'mail.directions': 'Get directions',
  'mail.plans': 'Plans changed?',
  'mail.organizer': '{name} runs this training.',
  'mail.presenter': 'This training is taught by {name}.',

  // Above the heading
  'mail.band.confirmed': 'Confirmed',
  'mail.band.reminder': 'Reminder',
  'mail.band.allConfirmed': 'All confirmed',
  'mail.band.waiting': 'Waiting list',
  'mail.band.approval': 'Waiting for approval',
  'mail.band.notAll': 'Not everyone has a seat',
  'mail.band.changed': 'Changed',
  'mail.band.canceled': 'Canceled',
  'mail.band.declined': 'Declined',
  'mail.band.expired': 'Expired',
  'mail.band.answer': 'Your answer is needed',
  'mail.band.code': 'One more step',
  'mail.band.unchanged': 'Nothing changed',
  'mail.band.transferred': 'Given to a colleague',
  'mail.band.links': 'Your registration',
  'mail.band.groupLink': 'Your group',
  'mail.band.report': 'Report for the organizer',
  'mail.band.certificate': 'Certificate',
  'mail.band.open': 'Register now',
  'mail.band.message': 'From the organizer',

  // Why people get an email, and what to do if it was someone else
  'mail.why':
    'You’re getting this email because someone, probably you, registered for this training with this address.',
  'mail.why.group':
    'You’re getting this email because someone, probably you, registered a group for this training with this address.',
  'mail.why.one':
    'You’re getting this email because someone, probably you, registered one person for this training with this address.',
  'mail.why.colleague':
    'You’re getting this email because a colleague gave us your address to offer you this seat. We delete it if you don’t take the seat.',
  'mail.why.supervisor': 'You’re getting this email because someone named you as their supervisor.',
  'mail.why.link': 'You’re getting this email because someone, probably you, asked us to send this.',
  'mail.why.report':
    'You’re getting this email because this is the contact address of the training. To turn it off, edit the training and set “{setting}” to “{off}”.',
  'mail.notYou.delete': 'Not you? Delete this registration',
  'mail.notYou.one': 'Not you? Cancel this registration',
  'mail.notYou.group': 'Not you? Cancel these registrations',

  // A person's own registration
  'mail.confirmed': 'You’re in',
  'mail.confirmed.named': 'You’re in, {name}',
  'mail.confirmed.text': 'Your seat is confirmed. A calendar file is attached.',
  'mail.moved':
    'The organizer moved you here from “{training}” ({day}). You no longer have a seat there, or a place on its waiting list, so remove it from your calendar.',
  'mail.waitlisted': 'No seat yet, but you’re on the waiting list',
  'mail.waitlisted.subject': 'No seat yet: waiting list for {date}',
  'mail.waitlisted.text':
    'You do not have a seat yet. Do not come unless we email you that you have one. When a seat opens up, it goes to the next person in line.',
  'mail.pending-approval': 'We received your request',
  'mail.pending-approval.text':
    'It isn’t confirmed yet. It needs to be approved first. Do not come until we email you that your seat is confirmed.',
  'mail.approval-again': 'Your registration needs to be approved again',
  'mail.approval-again.text':
    'It was changed, so it needs to be approved again. Until then it isn’t confirmed, even if it was before. Do not come until we email you that your seat is confirmed.',
  'mail.approved': 'Your seat is confirmed',
  'mail.approved.text': 'Your request was approved. A calendar file is attached.',
  // Above what an organizer wrote to one person
  'mail.note': 'From the organizer',
  'mail.note.by': 'From {name}',
  'mail.declined': 'Your request was declined',
  'mail.declined.text': 'You do not have a seat.',
  'mail.promoted': 'You have a seat',
  'mail.promoted.text':
    'You now have a seat, and you’re no longer on the waiting list. If you can’t come, give it up so the next person can have it. A calendar file is attached.',
  'mail.offer': 'We’re holding a seat for you',
  'mail.offer.text':
    'A seat opened up, and you’re next on the waiting list. We’re holding it for you until {time}. If you don’t accept it by then, it goes to the next person.',
  'mail.offer.manage': 'Accept or decline the seat',
  'mail.offer-expired': 'We’re no longer holding a seat for you',
  'mail.offer-expired.text':
    'The seat we offered you wasn’t accepted. You do not have a seat, and you’re no longer on the waiting list.',
  'mail.reminder': 'See you {weekday}',
  'mail.reminder.subject': 'See you {weekday}: your training, {time}',
  'mail.reminder.tomorrow': 'See you tomorrow',
  'mail.reminder.today': 'Your training is today',
  'mail.reminder.text':
    'You have a seat in this training. If you can’t come, give it up now so someone else can have it.',
  'mail.reminder.ahead': 'We’ll email you a reminder the day before.',
  'mail.still-coming': 'Are you still coming?',
  'mail.still-coming.text':
    'You have a seat in this training. Let us know whether you’re still coming. If you can’t make it, give up your seat: someone else may be waiting for it.',
  'mail.still-coming.each': 'Answer for each person using these links:',
  'mail.still-coming.each.note': 'Keep these links private. Anyone who has one can change that registration.',
  'mail.still-coming.manage': 'Keep or give up my seat',
  'mail.cancelled': 'Your registration was canceled',
  'mail.cancelled.text': 'You do not have a seat in this training. The training itself will still take place.',
  'mail.cancelled.by.person': 'You, or someone with your link, canceled it.',
  'mail.cancelled.by.coordinator': 'The person who registered you canceled it.',
  'mail.cancelled.by.organizer': 'The organizer canceled it.',
  'mail.calendar.remove': 'Open the attached file to remove the training from your calendar.',
  'mail.group-called-off': 'Your group isn’t coming. Are you?',
  'mail.group-called-off.text':
    'The person who registered your group says it isn’t coming. You have your own registration: keep it if you’re coming, or give up your seat so that someone else can have it.',
  'mail.group-called-off.manage': 'Keep or give up your seat',
  'mail.already-registered': 'We already have your registration',
  'mail.already-registered.text': 'Someone, maybe you, just registered you again. Nothing has changed.',
  'mail.already-registered.said':
    'This is what was entered this time. To change your registration, use the link above.',

  // A seat that goes to a colleague
  'mail.seat-passed': 'A colleague is offering you a seat',
  'mail.seat-passed.text':
    '{giver} can’t make it to this training and wants to give you the seat. To take it, open the page below by {time}. It isn’t yours until you do.',
  'mail.seat-passed.nameless': 'A colleague',
  'mail.seat-passed.take': 'See the training and take the seat',
  'mail.seat-passed.note': 'Don’t want it? You don’t need to do anything. Nothing happens unless you take the seat.',
  'mail.passed-on': 'Your colleague took your seat',
  'mail.passed-on.text': 'Your colleague took the seat you offered, so you’re no longer registered.',

  // The training itself
  'mail.training-changed': 'The training has changed',
  'mail.training-changed.text': 'Here’s when and where it takes place now.',
  'mail.training-changed.time': 'Now: {now}. Before: {was}.',
  'mail.training-changed.place': 'Place now: {now}. Before: {was}.',
  'mail.training-restored': 'The training takes place after all',
  'mail.training-restored.lead': 'It’s no longer canceled.',
  'mail.training-restored.text': 'Here’s when and where it takes place.',
  'mail.training-restored.calendar': 'Open the attached file to put the training back on your calendar.',
  'mail.training-changed.calendar': 'Open the attached file to update the training on your calendar.',
  'mail.training-cancelled': 'The training has been canceled',
  'mail.training-cancelled.text': 'The organizer canceled it, so it won’t take place.',
  'mail.whatToDo': 'You don’t need to do anything.',
  'mail.training-cancelled.calendar': 'Open the attached file to mark the training as canceled on your calendar.',

  // Statuses
  'mail.stands.confirmed': 'You have a seat.',
  'mail.stands.waitlisted': 'You’re on the waiting list. You do not have a seat yet.',
  'mail.stands.offered': 'We’re holding a seat for you until {time}. Accept it by then.',
  'mail.stands.pending': 'Your request isn’t confirmed yet.',
  'mail.status.pending_approval': 'Not confirmed yet: waiting for approval',
  'mail.status.confirmed': 'Seat confirmed',
  'mail.status.waitlisted': 'On the waiting list, no seat yet',
  'mail.status.offered': 'Seat on hold, not accepted yet',
  'mail.status.cancelled': 'Canceled',
  'mail.status.declined': 'Declined',
  'mail.status.expired': 'Expired',
  'mail.status.reference': '{status} ({reference})',

  // Links that a person asked for
  'mail.your-link': { one: 'Here’s your link', other: 'Here are your links' },
  'mail.your-link.text': {
    one: 'Use it to see, change, cancel, or delete your registration.',
    other: 'Use them to see, change, cancel, or delete your registrations.',
  },
  'mail.your-link.see': 'See your registration',
  'mail.your-link.one': '{name}: {status}',
  'mail.your-link.group': 'See your group',
  'mail.your-link.group.text': 'Use it to see your group, and to change or cancel registrations.',
  'mail.your-link.group.note':
    'Keep this link private. Anyone who has it can change these registrations. If you didn’t ask for it, ignore this email.',
  'mail.your-link.note': {
    one: 'Keep this link private. Anyone who has it can change your registration. If you didn’t ask for it, ignore this email.',
    other:
      'Keep these links private. Anyone who has them can change your registrations. If you didn’t ask for them, ignore this email.',
  },

  // To a coordinator
  'mail.group-summary.all': { one: 'The person you registered has a seat', other: 'Everyone in your group has a seat' },
  'mail.group-summary.some': {
    one: '{count} of {total} people in your group has a seat',
    other: '{count} of {total} people in your group have seats',
  },
  'mail.group-summary.none': {
    one: 'The person you registered does not have a seat yet',
    other: 'No one in your group has a seat yet',
  },
  'mail.group-summary.notAll': 'Only people whose seat is confirmed can come.',
  'mail.group-summary.text': {
    one: 'Here’s their status. If they have their own email address, they hear from us directly, too.',
    other: 'Here’s the status of each person. Anyone with their own email address hears from us directly, too.',
  },
  'mail.together': 'Your group stays together: everyone in it gets a seat, or everyone waits.',
  'mail.group-summary.count': { one: '{count} person', other: '{count} people' },
  'mail.group-summary.manage': 'Change or cancel these registrations',
  'mail.group-summary.note': 'Keep this link private. Anyone who has it can change these registrations.',

  // To the organizer
  'admin.training.digest': 'Daily email to the contact',
  'admin.training.digest.off': 'None',
  'mail.digest.of': '{count} of {capacity} seats confirmed',
  'mail.digest.unlimited': { one: '{count} seat confirmed', other: '{count} seats confirmed' },
  'mail.digest.limited': 'Too many emails or wrong codes',
  'mail.digest.text': 'Here’s what has changed since {time}.',
  'mail.digest.changes': {
    one: '{count} registration has changed since {time}.',
    other: '{count} registrations have changed since {time}.',
  },
  'mail.digest.list': 'See who registered',
  'mail.digest.new': 'New',
  'mail.digest.gone': 'Canceled, declined, or expired',
  'mail.digest.seats': 'Seats',
  'mail.digest.seats.of': '{count} of {capacity} confirmed',
  'mail.digest.seats.unlimited': { one: '{count} confirmed', other: '{count} confirmed' },
  'mail.digest.decisions': 'Your decisions',
  'mail.digest.decisions.count': {
    one: '{count} request is waiting for your decision',
    other: '{count} requests are waiting for your decision',
  },
  'mail.digest.totals': 'Everyone else',
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
  'mailed.field.email.hint': 'For your confirmation and changes',
  'mailed.result.sentTo': 'We’re emailing {address}.',
  'mailed.result.confirmed.text': 'Our email has the details, a calendar file, and a link to change or cancel.',
  'mailed.result.waitlisted.text':
    'Do not come unless we email you that you have a seat. When one opens up, it goes to the next person in line.',
  'mailed.result.pending_approval.text': 'Do not come until we email you that your seat is confirmed.',
  'mailed.people.intro': 'You’re the contact. No email for someone? We’ll write to you instead.',
  'mailed.people.outcome.waitlisted': {
    one: '{names} should stay home unless we email them or you',
    other: '{names} should stay home unless we email them or you',
  },
  'mailed.people.outcome.pending_approval': {
    one: '{names} should stay home until we email them or you',
    other: '{names} should stay home until we email them or you',
  },
  // In the place of the text, where the address is known
  'mailed.result.confirmed.sentTo':
    'We’re emailing the details, a calendar file, and a link to change or cancel to {address}.',
  'mailed.result.waitlisted.sentTo':
    'Do not come unless we email {address} that you have a seat. When one opens up, it goes to the next person in line.',
  'mailed.result.pending_approval.sentTo': 'Do not come until we email {address} that your seat is confirmed.',
  'mailed.people.outcome.confirmed.sentTo':
    'We’re emailing the list to {address}. Tell everyone when and where to come.',
  'mailed.people.outcome.waitlisted.sentTo': 'We’re emailing the list to {address}.',
  'mailed.people.outcome.pending_approval.sentTo':
    'The organizer will review your request. We’re emailing the list to {address}.',
  'mailed.state.cancelled.text': 'It won’t take place. Everyone who registered is being told.',
  'mailed.result.before': 'Registered before? Your first registration counts. Check our email.',

  'mail.signIn': '{code} is your code to sign in',
  'mail.signIn.text': 'Enter it on the sign-in page. It works once, within 10 minutes.',
  'mail.signIn.note': 'Never give this code to anyone, even someone who says they work with us.',
  'mail.signIn.why':
    'You’re getting this because someone asked to sign in with this address. If it wasn’t you, ignore it: without the code, no one gets in.',
  'mail.account': 'You can now sign in to the trainings',
  'mail.account.of': 'You can now sign in to the trainings of {organizer}',
  'mail.account.by': '{name} added you.',
  'mail.account.text':
    'You have an account under {email}. You don’t need a password: each time you sign in, you get a code.',
  'mail.account.button': 'Sign in',
  'mail.account.why':
    'You’re getting this because an organizer added you. If you don’t know why, ask them before you sign in.',
  'mail.account.band': 'Your account',
} as const satisfies Words
