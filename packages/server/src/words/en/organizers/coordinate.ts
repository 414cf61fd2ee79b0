import type { Words } from '@training-signup/contract'

/** What coordinators of agencies do about their people. */
export const adminCoordinateEn = {
  'admin.own.register': 'Register someone',
  'admin.own.register.text':
    '{outcome} They get an email with their own link. People who aren’t on your list are always added, whether or not they registered on their own.',
  'admin.own.outcome.waits': 'They get a seat if one is free, or else a place on the waiting list.',
  'admin.own.outcome.seat': 'They get a seat if one is free. If none is, they can’t be registered.',
  'admin.own.outcome.approval': 'Someone must approve them first. Until then, they do not have a seat.',
  'admin.own.outcome.domain':
    'With an email address at {domains}: {outcome} With any other address, someone must approve them first, and until then they do not have a seat.',
  'admin.own.agency': 'They’ll be registered for {agency}.',
  'admin.own.agency.none': 'Enter their agency',
  'admin.own.listed': 'This person is already on your list',
  'admin.own.replace': 'Send someone else',
  'admin.own.replace.title': 'Who comes instead of {name}?',
  'admin.own.replace.text':
    'They get the seat of {name}, or the same place on the waiting list, and are registered for {agency}.',
  'admin.own.replace.approval':
    'Someone must approve them first. Until then, the seat is kept for a while, but it isn’t theirs.',
  'admin.own.replace.domain':
    'If their email address isn’t at a domain that this training accepts, someone must approve them first.',
  'admin.own.replace.told': 'Both get an email that says so.',
  'admin.own.replace.go': 'Give them the seat',
  'admin.own.giveUp': 'Give up their seat',
  'admin.own.giveUp.title': 'Give up the seat of {name}?',
  'admin.own.giveUp.told': 'They’ll get an email saying that the person who registered them canceled it.',
  'admin.own.done.replace': 'They’re registered instead',
  'admin.own.consent.privacy': 'They’ve read how {organizer} uses their information',
  'admin.ask.email.required': 'Enter their email address',
  'admin.ask.phone.required': 'Enter their mobile number',
  'admin.ask.role.required': 'Select their role',
  'admin.ask.roleOther.required': 'Tell us their role',
  'admin.ask.attestation.required': 'Confirm that they’re eligible for this training',
  'admin.ask.minimumAge.required': 'Confirm their age',
  'admin.ask.licenceState.required': 'Enter the state that issued their license',
  'admin.ask.licenceNumber.required': 'Enter their license number',
  'admin.ask.rank.required': 'Enter their rank or job title',
  'admin.ask.needs.required': 'Tell us which accommodations they need, or enter “none”',
  'admin.ask.diet.required': 'Tell us their dietary needs, or enter “none”',
  'admin.ask.supervisorEmail.required': 'Enter their supervisor’s email address',
  'admin.audit.did.register': 'Registered someone',
  'admin.audit.did.agency-people': 'Registered someone',
  'admin.audit.did.replace': 'Sent someone else instead',
  'admin.audit.did.give-up': 'Gave up their seat',
} as const satisfies Words
