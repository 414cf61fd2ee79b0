import type { Words } from '@training-signup/contract'

/**
 * What a coordinator reads where the person reads the sentence of the same name in `mail.ts`.
 * `{who}` begins a sentence or stands inside one: “Rosa Kim”, “Rosa Kim and 3 others”, or, where no
 * names may stand, “2 people in your group”. Their number chooses the form.
 */
export const mailOthersEn = {
  'mail.others.more': '{name} and {count} others',
  'mail.others.nameless': { one: 'someone in your group', other: '{count} people in your group' },

  'mail.others.reference': { one: 'Reference number', other: 'Reference numbers' },
  'mail.others.manage': { one: 'Change or cancel this registration', other: 'Change or cancel these registrations' },
  'mail.others.manage.note': {
    one: 'Keep this link private. Anyone who has it can change this registration.',
    other: 'Keep this link private. Anyone who has it can change these registrations.',
  },
  'mail.others.why': {
    one: 'You’re getting this email because someone, probably you, registered a group for this training with this address. There’s no email address for {who}, so we’re writing to you.',
    other:
      'You’re getting this email because someone, probably you, registered a group for this training with this address. There are no email addresses for {who}, so we’re writing to you.',
  },
  'mail.others.again': {
    one: 'If they still want to come, register them again.',
    other: 'If they still want to come, register them again.',
  },

  'mail.others.confirmed': { one: '{who} has a seat', other: '{who} have seats' },
  'mail.others.confirmed.text': {
    one: 'The seat for {who} is confirmed. Let them know, and forward the attached calendar file.',
    other: 'The seats for {who} are confirmed. Let them know, and forward the attached calendar file.',
  },
  'mail.others.waitlisted': {
    one: 'No seat yet: {who} is on the waiting list',
    other: 'No seats yet: {who} are on the waiting list',
  },
  'mail.others.waitlisted.text': {
    one: '{who} does not have a seat yet. Tell them not to come unless we email you that they have one. When a seat opens up, it goes to the next person in line.',
    other:
      '{who} do not have seats yet. Tell them not to come unless we email you that they have one. When a seat opens up, it goes to the next person in line.',
  },
  'mail.others.pending-approval': {
    one: 'We received the request for {who}',
    other: 'We received the requests for {who}',
  },
  'mail.others.pending-approval.text': {
    one: 'The request for {who} isn’t confirmed yet. It needs to be approved first. Tell them not to come until we email you that their seat is confirmed.',
    other:
      'The requests for {who} aren’t confirmed yet. They need to be approved first. Tell them not to come until we email you that their seats are confirmed.',
  },
  'mail.others.approval-again': {
    one: '{who} needs to be approved again',
    other: '{who} need to be approved again',
  },
  'mail.others.approval-again.text': {
    one: 'The registration for {who} was changed, so it needs to be approved again. Until then it isn’t confirmed, even if it was before. Tell them not to come until we email you that their seat is confirmed.',
    other:
      'The registrations for {who} were changed, so they need to be approved again. Until then they aren’t confirmed, even if they were before. Tell them not to come until we email you that their seats are confirmed.',
  },
  'mail.others.approved': { one: '{who} has a seat', other: '{who} have seats' },
  'mail.others.approved.text': {
    one: 'The request for {who} was approved. Let them know, and forward the attached calendar file.',
    other: 'The requests for {who} were approved. Let them know, and forward the attached calendar file.',
  },
  'mail.others.declined': {
    one: 'The request for {who} was declined',
    other: 'The requests for {who} were declined',
  },
  'mail.others.declined.text': {
    one: '{who} does not have a seat in this training. Let them know that they can’t attend.',
    other: '{who} do not have seats in this training. Let them know that they can’t attend.',
  },
  'mail.others.promoted': { one: '{who} has a seat', other: '{who} have seats' },
  'mail.others.promoted.text': {
    one: '{who} now has a seat and is no longer on the waiting list. Let them know, and forward the attached calendar file. If they can’t come, give up the seat so the next person can have it.',
    other:
      '{who} now have seats and are no longer on the waiting list. Let them know, and forward the attached calendar file. If someone can’t come, give up that seat so the next person can have it.',
  },
  'mail.others.offer': { one: 'We’re holding a seat for {who}', other: 'We’re holding seats for {who}' },
  'mail.others.offer.text': {
    one: 'A seat opened up, and {who} is next on the waiting list. We’re holding it until {time}. If you don’t accept it by then, it goes to the next person.',
    other:
      'Seats opened up, and {who} are next on the waiting list. We’re holding the seats until {time}. Those that you don’t accept by then go to the next people in line.',
  },
  'mail.others.offer.manage': { one: 'Accept or decline the seat', other: 'Accept or decline the seats' },
  'mail.others.offer-expired': {
    one: 'We’re no longer holding a seat for {who}',
    other: 'We’re no longer holding seats for {who}',
  },
  'mail.others.offer-expired.text': {
    one: 'The seat we offered for {who} wasn’t accepted. They do not have a seat, and they’re no longer on the waiting list.',
    other:
      'The seats we offered for {who} weren’t accepted. They do not have seats, and they’re no longer on the waiting list.',
  },
  'mail.others.reminder': {
    one: 'The training for {who} is coming up',
    other: 'The training for {who} is coming up',
  },
  'mail.others.reminder.tomorrow': {
    one: 'The training for {who} is tomorrow',
    other: 'The training for {who} is tomorrow',
  },
  'mail.others.reminder.today': { one: 'The training for {who} is today', other: 'The training for {who} is today' },
  'mail.others.reminder.text': {
    one: '{who} has a seat in this training. If they can’t come, give it up now so someone else can have it.',
    other:
      '{who} have seats in this training. If someone can’t come, give up that seat now so someone else can have it.',
  },
  'mail.others.still-coming': { one: 'Is {who} still coming?', other: 'Are {who} still coming?' },
  'mail.others.still-coming.text': {
    one: '{who} has a seat in this training. Let us know whether they’re still coming. If they can’t make it, give up the seat: someone else may be waiting for it.',
    other:
      '{who} have seats in this training. Let us know who is still coming. If someone can’t make it, give up that seat: someone else may be waiting for it.',
  },
  'mail.others.still-coming.manage': { one: 'Keep or give up the seat', other: 'Keep or give up the seats' },
  'mail.others.cancelled': {
    one: 'The registration for {who} was canceled',
    other: 'The registrations for {who} were canceled',
  },
  'mail.others.cancelled.text': {
    one: '{who} does not have a seat in this training. The training itself will still take place.',
    other: '{who} do not have seats in this training. The training itself will still take place.',
  },
  'mail.others.cancelled.by.person': {
    one: 'You, or someone with your link, canceled it.',
    other: 'You, or someone with your link, canceled them.',
  },
  'mail.others.cancelled.by.organizer': {
    one: 'The organizer canceled it.',
    other: 'The organizer canceled them.',
  },
  'mail.others.passed-on': {
    one: 'A colleague took the seat of {who}',
    other: 'Colleagues took the seats of {who}',
  },
  'mail.others.passed-on.text': {
    one: 'A colleague took the seat that was offered, so {who} is no longer registered.',
    other: 'Colleagues took the seats that were offered, so {who} are no longer registered.',
  },

  'mail.others.whatToDo': { one: 'Let {who} know.', other: 'Let {who} know.' },
  'mail.others.message.why': {
    one: 'You’re getting this email because you registered a group for “{title}”. It’s for the people in it who gave no email address.',
    other:
      'You’re getting this email because you registered a group for “{title}”. It’s for the people in it who gave no email address.',
  },
} as const satisfies Words
