import type { Words } from '@training-signup/contract'
import { mailEn } from './mail-en.ts'
import { manageEn } from './manage-en.ts'
import { messageEn } from './message-en.ts'
import { severalEn } from './several-en.ts'
import { supervisorEn } from './supervisor-en.ts'
import { verifyEn } from './verify-en.ts'

/**
 * Every sentence that a visitor can read. Flat keys; `{name}` is a placeholder; where a number decides, both forms.
 * Within a major version keys are added, never removed or given another meaning: old scripts still look them up.
 */
export const en = {
  // Which way the language is written: ltr or rtl
  direction: 'ltr',
  ...severalEn,
  ...mailEn,
  ...manageEn,
  ...messageEn,
  ...supervisorEn,
  ...verifyEn,

  // Details card
  'card.free': 'Free. Registration required.',
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

  // What a state means; the text says what to do instead
  'state.upcoming': 'Registration opens {date}',
  'state.upcoming.text': 'The form will open here automatically.',
  'state.open': 'Seats are available',
  'state.open.text': '',
  'state.few': 'A few seats left',
  'state.few.text': '',
  'state.waitlist': 'All seats are taken',
  'state.waitlist.text': 'You can join the waiting list. Seats that are given back go to it in order.',
  'state.full': 'This training is full',
  'state.full.text':
    'No seats are left and there is no waiting list. If you were registered before, that registration stands.',
  'state.closed': 'Registration is closed',
  'state.closed.text':
    'New registrations are no longer taken. If you were registered before, that registration stands.',
  'state.cancelled': 'This training has been canceled',
  'state.cancelled.text': 'It will not take place. You do not need to do anything.',
  'state.past': 'This training has taken place',
  'state.past.text': 'Registration is no longer possible.',
  'state.withdrawn': 'This training is no longer offered here',
  'state.withdrawn.text': 'Its page was taken down by the organizer.',
  'state.not-eligible': 'This training is for a particular audience',
  'state.not-eligible.text':
    'Based on your answers, this training is not for you. Contact the organizer if you think it is.',
  seatsLeft: { one: '{count} seat left', other: '{count} seats left' },
  refresh: 'Check again',

  // Form
  'form.heading': 'Register for this free training',
  'form.heading.waitlist': 'Join the waiting list',
  'form.optional': '{label} (optional)',
  'form.select': 'Choose one',
  'form.submit': 'Register',
  'form.submit.waitlist': 'Join the waiting list',
  'form.submit.approval': 'Request a seat',
  'form.sending': 'Sending…',
  'form.language': 'Language',
  'form.privacy': 'How we use your information',
  'form.privacy.text':
    'Only the organizer sees your answers, to run this training. The page that shows this form does not receive them. They are erased by {date}.',
  'form.trap': 'Leave this empty',
  'form.page': 'Open the registration page',
  'form.several': 'Register several people',
  'errors.heading': 'There is a problem',

  // Fields
  'field.givenName': 'First name',
  'field.familyName': 'Last name',
  'field.name.hint': 'As it should appear on your certificate',
  'field.familyName.hint': 'Leave it empty if you have only one name',
  'field.email': 'Email address',
  'field.email.hint': 'To reach you about your seat. Nothing else is sent to it.',
  'field.phone': 'Mobile number',
  'field.phone.hint': 'For changes on the day of the training',
  'field.role': 'Your role',
  'field.roleOther': 'Tell us your role',
  'field.agency': 'Agency or organization',
  'field.rank': 'Rank or job title',
  'field.attestation': 'I am one of the people this training is for',
  'field.minimumAge': 'I am {age} or older',
  'field.credit': 'I need continuing-education credit',
  'field.licenceState': 'State of your license',
  'field.licenceNumber': 'License number',
  'field.needs': 'Do you need anything to take part?',
  'field.needs.hint':
    'For example an ASL interpreter, live captions, large print, step-free seating or accessible parking. Tell us what you need, not why. Ask at any time; interpreters and captions can take about two weeks to book.',
  'field.needs.contact': 'You can also ask {contact}.',
  'field.diet': 'Dietary needs',
  'field.language': 'Language for messages',
  'field.language.en': 'English',
  'field.language.es': 'Español',
  'field.photo': 'I prefer not to be photographed',
  'field.why': 'Why we ask: {why}',

  'consent.privacy': 'I have read how {organizer} uses my information',

  // Roles
  'role.police': 'Police officer or deputy',
  'role.fire': 'Firefighter',
  'role.medical': 'EMS or medical personnel',
  'role.social-work': 'Social worker',
  'role.school-resource-officer': 'School resource officer',
  'role.dispatcher': 'Dispatcher (911)',
  'role.victim-advocate': 'Victim advocate',
  'role.other': 'Other (tell us)',

  // Faults: `error.{field}.{code}` where there is one, else `error.{code}` with the field's label
  'error.required': 'Answer this question: {label}',
  'error.givenName.required': 'Enter your first name',
  'error.familyName.required': 'Enter your last name',
  'error.email.required': 'Enter your email address',
  'error.phone.required': 'Enter your mobile number',
  'error.role.required': 'Select your role',
  'error.roleOther.required': 'Tell us your role',
  'error.agency.required': 'Enter your agency or organization',
  'error.attestation.required': 'Confirm that you are one of the people this training is for',
  'error.minimumAge.required': 'Confirm your age',
  'error.email': 'Enter an email address in the correct format, like name@example.com',
  'error.tel': 'Enter a phone number, like 816 555 0100',
  'error.licenceState.required': 'Enter the state of your license',
  'error.licenceNumber.required': 'Enter your license number',
  'error.rank.required': 'Enter your rank or job title',
  'error.needs.required': 'Tell us what you need to take part, or write “nothing”',
  'error.diet.required': 'Tell us your dietary needs, or write “none”',
  'error.date': 'Enter a date, like 2027-03-06',
  'error.too-long': '{label}: use {max} characters or fewer',
  'error.characters': '{label}: some characters cannot be stored. Type the answer instead of pasting it',
  'error.not-an-option': 'Choose one of the answers offered for: {label}',
  'error.wrong-type': 'This answer has the wrong format: {label}',
  'error.unknown-field': 'This form does not ask for this answer',
  'error.person-twice': 'This person is listed twice',
  'error.consent': 'Confirm this to go on: {label}',
  'error.several': 'The form for several people could not be loaded. Try again, or register one person at a time.',
  'error.trap':
    'A hidden box of this form was filled in, perhaps by your browser. Empty it, or use the registration page.',
  'error.too-quick': 'That was sent very quickly. Send it once more.',

  // Results
  'result.confirmed': 'You’re registered',
  'result.confirmed.text': 'Your seat is confirmed. Keep your reference.',
  'result.waitlisted': 'You’re on the waiting list',
  'result.waitlisted.text':
    'You do not have a seat yet. Do not come unless we tell you that a seat is yours. Keep your reference.',
  'result.pending_approval': 'We received your request. It is not confirmed yet',
  'result.pending_approval.text':
    'The organizer looks at every request. Do not come before you are told that your seat is confirmed. Keep your reference.',
  'result.pending_verification': 'We received your request. It is not confirmed yet',
  'result.pending_verification.text': 'Your email address still has to be checked. Keep your reference.',
  'result.before': 'If you were registered before, that registration stands.',
  'result.reference': 'Your reference',
  'result.question': 'Questions, or you can’t come? Contact the organizer',
  'result.another': 'Register another person',
  'result.calendar': 'Add to calendar',
  'result.continue': 'Continue',

  // When something fails
  'failed.heading': 'Your registration was not sent',
  'failed.offline':
    'We could not reach the server. Your answers are still here. Try again, or use the registration page.',
  'failed.unknown': 'We could not tell whether your registration arrived. Try again: it will not register you twice.',
  'failed.busy': 'Many people are registering right now. Your answers are still here. Try again in a moment.',
  'failed.refused':
    'This page could not send your registration. Your answers are still here. Use the registration page.',
  'failed.retry': 'Try again',
  changed: 'Something changed while you were filling this in. Look at it once more and send it again.',

  // Leaving the page at once
  'exit.leave': 'Leave this page',
  'exit.note': 'This does not erase your browsing history.',

  // Contact and help
  'contact.organizer': 'Contact the organizer',
  'help.heading': 'Need help now?',
  'help.danger': 'In danger? Call 911',
  'help.call': 'Call {tel}',
  'help.text': 'Text {code}',
  'help.checked': 'Numbers checked on {date}',

  // Pages
  'page.list': 'Free trainings',
  'page.none': 'No trainings are announced at the moment.',
  'page.more': 'Details and registration',
  'page.back': 'All trainings',
  'page.link': 'Register for the free training',
  'page.link.one': 'Register: {title}',
  'page.link.several': 'See the free trainings and register',
  'page.notFound': 'This page does not exist',
  'page.notFound.text': 'The address may be mistyped, or the training was taken down.',
  'page.error': 'Error: {title}',
  'page.privacy.text':
    'Only the organizer sees your answers, to run this training. Sponsors and partners do not receive them. They are erased by {date}.',
  'page.onlyIf': 'Only if you answered “{answer}”',
  'page.upcoming.text': 'Come back at that time: the form will be on this page.',
  'page.trap':
    'A hidden box of this form was filled in, perhaps by your browser. It is empty again; send your answers once more.',
  'page.unreadable': 'The form could not be read',
  'page.unreadable.text': 'Nothing was registered. Go back and send it again.',
  'page.broken': 'Something went wrong',
  'page.broken.text': 'Try again in a moment.',
  'page.wait': 'Wait a moment',
  'page.wait.text': {
    one: 'Many requests came from your network in a short time. Nothing is lost: try again in a second.',
    other: 'Many requests came from your network in a short time. Nothing is lost: try again in {count} seconds.',
  },
  'page.expired': 'This page was open for a long time. Your answers are still here; send them again.',
} as const satisfies Words
