import type { Words } from '@training-signup/contract'

/** The form for one person and its result. */
export const formEn = {
  browser: {
    // Form
    'form.heading': 'Register',
    'form.optional': '{label} (optional)',
    'form.select': 'Choose one',
    'form.submit': 'Register',
    'form.sending': 'Sending…',
    'form.privacy': 'How we use your information',
    'form.privacy.text':
      'Your answers go to the organizer, to run this training. This website never sees them. We delete them by {date}.',
    'field.email.suggest': 'Did you mean {address}?',
    'form.trap': 'Leave this empty',
    'form.page': 'Open the registration page',
    'form.several': 'Bringing a group?',
    'errors.heading': 'There’s a problem',

    // Faults: `error.{field}.{code}` where there is one, else `error.{code}` with the field's label
    'error.required': 'Answer this question: {label}',
    'error.givenName.required': 'Enter your first name',
    'error.familyName.required': 'Enter your last name',
    'error.email.required': 'Enter your email address',
    'error.phone.required': 'Enter your mobile number',
    'error.role.required': 'Select your role',
    'error.roleOther.required': 'Tell us your role',
    'error.agency.required': 'Enter your agency or organization',
    'error.attestation.required': 'Confirm that you’re eligible for this training',
    'error.minimumAge.required': 'Confirm your age',
    'error.email': 'Enter a complete email address, like name@example.com',
    'error.email-part': 'Add the part after the @, like name@agency.org',
    'error.email-typo': 'Check the part after the @',
    'error.doubt': 'Check the part after the @. If it’s right, press the button again.',
    'error.tel': 'Enter a phone number, like 816-555-0100',
    'error.licenceState.required': 'Enter the state that issued your license',
    'error.licenceNumber.required': 'Enter your license number',
    'error.rank.required': 'Enter your rank or job title',
    'error.needs.required': 'Tell us which accommodations you need, or enter “none”',
    'error.diet.required': 'Tell us your dietary needs, or enter “none”',
    'error.date': 'Enter a date, like 2027-03-06',
    'error.too-long': '{label}: use {max} characters or fewer',
    'error.characters': '{label}: some characters can’t be saved. Type your answer instead of pasting it',
    'error.not-an-option': 'Choose one of the options for: {label}',
    'error.wrong-type': 'This answer has the wrong format: {label}',
    'error.person-twice': 'This person is listed twice',
    'error.consent': 'Check this box to continue: {label}',
    'error.several': 'We couldn’t load the group form. Try again, or register one person at a time.',
    'error.trap': 'A hidden field was filled in, maybe by your browser. Clear it, or use the registration page.',
    'error.too-quick': 'That was very fast. Press the button once more.',

    // Results of a sign-up
    'result.confirmed.word': 'Confirmed',
    'result.waitlisted.word': 'Waiting list',
    'result.pending_approval.word': 'Awaiting approval',
    'result.pending_verification.word': 'One more step',
    'result.confirmed': 'You’re registered',
    'result.confirmed.text':
      'Your seat is confirmed. Save your reference number: you’ll need it to change or cancel your registration.',
    'result.waitlisted': 'You’re on the list, but you do not have a seat yet',
    'result.waitlisted.text':
      'Do not come unless the organizer tells you that you have a seat. Save your reference number.',
    'result.pending_approval': 'The organizer will review your request',
    'result.pending_approval.text':
      'Do not come until the organizer tells you that your seat is confirmed. Save your reference number.',
    'result.pending_verification': 'Request received, not confirmed yet',
    'result.pending_verification.text': 'Your email address still needs to be verified. Save your reference number.',
    'result.before': 'If you were already registered, that registration still counts.',
    'result.reference': 'Your reference number',
    'result.question': 'Questions, or can’t make it? Contact the organizer',
    'result.fix': 'Wrong address? Fix it',
    'result.another': 'Register another person',
    'result.calendar': 'Add to calendar',
    'result.directions': 'Directions',
    'result.share': 'Tell a colleague',
    'result.continue': 'Continue',

    // A sign-up that fails
    'failed.heading': 'Your registration wasn’t sent',
    'failed.offline': 'This device is offline. Your answers are still here. Try again when it’s back online.',
    'failed.unknown.heading': 'We didn’t get an answer',
    'failed.unknown': 'We’re not sure your registration went through. Try again: you won’t be registered twice.',
    'failed.busy': 'A lot of people are registering right now. Your answers are still here. Try again in a moment.',
    'failed.refused':
      'This page couldn’t send your registration. Your answers are still here. Use the registration page instead.',
    'failed.retry': 'Try again',
    changed: 'Something changed while you were filling this in. Check your answers and send them again.',

    // The form that asks for the address alone
    'fix.confirmed': 'Fix your email address: your seat is safe',
    'fix.waitlisted': 'Fix your email address: your place on the waiting list is safe',
    'fix.pending_approval': 'Fix your email address: your request is safe',
    'fix.pending_verification': 'Fix your email address: your answers are safe',
    'fix.submit': 'Send it here',

    // The button for people who must leave the page quickly
    'exit.leave': 'Leave this page',
    'exit.note': 'This doesn’t clear your browsing history.',
  },
  server: {
    // Replace the titles of results where the form asked for a first name
    'result.confirmed.named': 'You’re in, {name}. See you {date}.',
    'result.pending_approval.named': 'Thanks, {name}. The organizer will review your request',
    'form.heading.waitlist': 'Join the waiting list',
    'form.heading.approval': 'Request a seat',
    'form.submit.waitlist': 'Join the waiting list',
    'form.submit.approval': 'Request a seat',
    'form.language': 'Language',

    // A fault that no form can cause, only a program
    'error.unknown-field': 'This form doesn’t ask this question',

    // The element finds these itself, or shows the server's message

    // Fields
    'field.givenName': 'First name',
    'field.familyName': 'Last name',
    'field.name.hint': 'For your certificate',
    'field.email': 'Email address',
    'field.email.hint': 'So the organizer can reach you about your seat',
    'field.phone': 'Mobile number',
    'field.phone.hint': 'For last-minute changes',
    'field.role': 'Your role',
    'field.roleOther': 'Tell us your role',
    'field.agency': 'Agency or organization',
    'field.rank': 'Rank or job title',
    'field.attestation': 'I’m eligible for this training',
    'field.minimumAge': 'I’m {age} or older',
    'field.credit': 'I need continuing education credit',
    'field.licenceState': 'State that issued your license',
    'field.licenceNumber': 'License number',
    'field.needs': 'Need accommodations?',
    'field.needs.hint':
      'Like an ASL interpreter, captions, large print, or step-free seating. No need to say why. Interpreters and captions take about 2 weeks to book.',
    'field.needs.contact': 'Or contact {contact}.',
    'field.diet': 'Dietary needs',
    'field.language': 'Preferred language for messages',
    'field.language.en': 'English',
    'field.language.es': 'Español',
    'field.photo': 'I’d rather not be photographed',
    'field.withoutName': 'Keep my name off the sign-in sheet and badge',
    'field.withoutName.hint': 'Your reference number is printed instead. Say it at the door.',
    'field.why': 'Why we ask: {why}',

    'consent.privacy': 'I’ve read how {organizer} uses my information',

    // Roles
    'role.police': 'Police officer or deputy',
    'role.fire': 'Firefighter',
    'role.medical': 'EMS or medical personnel',
    'role.social-work': 'Social worker',
    'role.school-resource-officer': 'School resource officer',
    'role.dispatcher': 'Dispatcher (911)',
    'role.victim-advocate': 'Victim advocate',
    'role.other': 'Something else',
  },
} as const satisfies Record<string, Words>
