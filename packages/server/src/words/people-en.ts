import type { Words } from '@training-signup/contract'

/**
 * The form for several people. It looks for a key here before it looks for the same key without
 * `people.`. The server sends the button that fits the training as `people.submit`.
 */
export const peopleEn = {
  browser: {
    'people.heading': 'Register several people',
    'people.one': 'Register one person instead',
    'people.intro':
      'You answer for them. An email address is optional: whoever has none is reached through you, and messages about the group come to you.',
    'people.coordinator': 'About you',
    'people.coordinator.name': 'Your name',
    'people.coordinator.email': 'Your email address',
    'people.me': 'Add me to the list',
    'people.list': 'The people you register',
    'people.person': 'Person {number}',
    'people.add': 'Add another person',
    'people.remove': 'Remove person {number}',
    'people.removed': 'Removed: {person}',
    'people.undo': 'Undo',
    'people.more': 'More about this person (optional)',
    'people.look': 'Needs a look',
    'people.paste': 'Paste a list from a spreadsheet',
    'people.paste.hint':
      'Copy the rows and paste them here, or type them: first name, last name, email, role. You can check everything before it is sent.',
    'people.paste.label': 'One person per line',
    'people.paste.role': 'Role of those for whom the list names none',
    'people.paste.role.none': 'Choose it for each person',
    'people.paste.add': 'Add these people',
    'people.pasted': { one: '{count} person was added.', other: '{count} people were added.' },
    'people.paste.unclear': {
      one: '{count} thing needs a look. It is marked below.',
      other: '{count} things need a look. They are marked below.',
    },
    'people.paste.unused': { one: '{count} cell was not used.', other: '{count} cells were not used.' },
    'people.paste.skip': 'Leave out what was not used',
    'people.paste.nothing': 'No names were found in that text. Write one person per line, or empty the box.',
    'people.mark.role': '“{text}” is none of the roles. Choose one.',
    'people.mark.role.others': {
      one: 'Choose this for the other person with “{text}” too',
      other: 'Choose this for the {count} others with “{text}” too',
    },
    'people.mark.missing': 'The list names no role. Choose one.',
    'people.mark.missing.others': {
      one: 'Choose this for the other person without a role too',
      other: 'Choose this for the {count} others without a role too',
    },
    'people.mark.name': 'Check this name: “{text}”',
    'people.mark.email': '“{text}” is not a complete email address',
    'people.mark.unused': 'Not used: {text}',
    'people.mark.twice': '{text} is on the list already',
    'people.mark.ok': 'This is right',
    'people.mark.skip': 'Leave it out',
    'people.shared': 'The same for everyone',
    'people.together': 'If there are not enough seats for everyone',
    'people.together.hint':
      'If this training has no waiting list, nobody is registered unless there are seats for all of you.',
    'people.together.split': 'Give seats to as many as fit; the others join the waiting list',
    'people.together.all': 'Keep us together: seats for everyone, or everyone joins the waiting list',
    'people.parts':
      'More than {max} people are sent in parts. Each part gets its own reference, and only people of the same part can be kept together.',
    'people.submit': { one: 'Register {count} person', other: 'Register {count} people' },
    'people.sent': '{done} of {count} people are registered.',
    'people.sent.others': 'The others are not yet. Their answers are still here.',
    'people.faults.more': { one: 'And {count} more below', other: 'And {count} more below' },
    'people.field.role': 'Role',
    'people.field.roleOther': 'Which role',
    'people.field.credit': 'Needs continuing-education credit',
    'people.field.licenceState': 'State of the license',
    'people.field.agency.hint': 'Of everyone you register',
    'people.field.attestation': 'Each of them is one of the people this training is for',
    'people.field.minimumAge': 'Each of them is {age} or older',
    'people.field.needs': 'What this person needs to take part',
    'people.field.photo': 'Prefers not to be photographed',
    'people.error.name.required': 'Enter your name',
    'people.error.givenName.required': 'Enter a first name',
    'people.error.familyName.required': 'Enter a last name',
    'people.error.phone.required': 'Enter a mobile number',
    'people.error.role.required': 'Select a role',
    'people.error.roleOther.required': 'Write which role',
    'people.error.licenceState.required': 'Enter the state of the license',
    'people.error.licenceNumber.required': 'Enter a license number',
    'people.error.rank.required': 'Enter a rank or job title',
    'people.error.needs.required': 'Write what this person needs to take part, or “nothing”',
    'people.error.diet.required': 'Write the dietary needs, or “none”',
    'people.error.attestation.required': 'Confirm that each of them is one of the people this training is for',
    'people.error.minimumAge.required': 'Confirm everyone’s age',
    'people.state.full': 'There are not enough seats for all of you',
    'people.state.full.text':
      'Nobody in this list was registered, and nothing is lost. Remove some people and send the list again, or contact the organizer.',
    'people.failed.heading': 'These people are not registered yet',
    'people.failed.unknown':
      'We could not tell whether your registration arrived. Try again: nobody will be registered twice.',
    'people.result.heading': 'What became of each person',
    'people.result.before': 'Whoever was registered before stays registered.',
    'people.result.another': 'Register more people',
    'people.result.confirmed': 'Everyone has a seat',
    'people.result.confirmed.text': 'Keep the reference, and tell each of them when and where it is.',
    'people.result.waitlisted': 'Not everyone has a seat yet',
    'people.result.waitlisted.text':
      'Whoever is on the waiting list does not come unless you are told that a seat is theirs. Keep the reference.',
    // Also of a group of which some have a seat.
    'people.result.pending_approval': 'We received your request. Not everyone has a seat yet',
    'people.result.pending_approval.text':
      'The organizer looks at every request. Anyone without a seat should stay home unless you hear that they have one. Keep the reference.',
    'people.status.confirmed': 'Has a seat',
    'people.status.waitlisted': 'On the waiting list',
    'people.status.pending_approval': 'Awaiting approval',
    'people.status.pending_verification': 'Not confirmed yet',
    'people.status.cancelled': 'Canceled',
  },
  server: {
    'result.divided': 'Not everyone has a seat yet',
    'result.divided.text':
      'People who have a seat can come. Anyone else should stay home unless you hear that they have a seat. Save your reference number.',
    'people.submit.approval': { one: 'Request {count} seat', other: 'Request {count} seats' },
    'people.submit.waitlist': {
      one: 'Put {count} person on the waiting list',
      other: 'Put {count} people on the waiting list',
    },
  },
} as const satisfies Record<string, Words>
