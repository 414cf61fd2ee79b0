import type { Words } from '@training-signup/contract'

/** The form for one person and its result. */
export const formEn = {
  browser: {
    // Form
    'form.heading': 'Register for this free training',
    'form.optional': '{label} (optional)',
    'form.select': 'Choose one',
    'form.submit': 'Register',
    'form.sending': 'Sending…',
    'form.privacy': 'How we use your information',
    'form.privacy.text':
      'Only the organizer sees your answers, to run this training. The page that shows this form does not receive them. They are erased by {date}.',
    'form.trap': 'Leave this empty',
    'form.page': 'Open the registration page',
    'form.several': 'Register several people',
    'errors.heading': 'There is a problem',

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
    'error.person-twice': 'This person is listed twice',
    'error.consent': 'Confirm this to go on: {label}',
    'error.several': 'The form for several people could not be loaded. Try again, or register one person at a time.',
    'error.trap':
      'A hidden box of this form was filled in, perhaps by your browser. Empty it, or use the registration page.',
    'error.too-quick': 'That was sent very quickly. Send it once more.',

    // Results of a sign-up
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

    // A sign-up that fails
    'failed.heading': 'Your registration was not sent',
    'failed.offline':
      'We could not reach the server. Your answers are still here. Try again, or use the registration page.',
    'failed.unknown': 'We could not tell whether your registration arrived. Try again: it will not register you twice.',
    'failed.busy': 'Many people are registering right now. Your answers are still here. Try again in a moment.',
    'failed.refused':
      'This page could not send your registration. Your answers are still here. Use the registration page.',
    'failed.retry': 'Try again',
    changed: 'Something changed while you were filling this in. Look at it once more and send it again.',

    // The button for people who must leave the page quickly
    'exit.leave': 'Leave this page',
    'exit.note': 'This does not erase your browsing history.',
  },
  server: {
    'form.heading.waitlist': 'Join the waiting list',
    'form.submit.waitlist': 'Join the waiting list',
    'form.submit.approval': 'Request a seat',
    'form.language': 'Language',

    // A fault that no form can cause, only a program
    'error.unknown-field': 'This form does not ask for this answer',

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
  },
} as const satisfies Record<string, Words>
