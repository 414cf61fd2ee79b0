import type { Words } from '@training-signup/contract'

/**
 * What the schemas and rules of trainings and partners say in English, so that it can be said in
 * other languages.
 */
export const adminTrainingFaultsEn = {
  'admin.fault.moment': 'Use a local date and time like 2027-03-06T09:00.',
  'admin.fault.date': 'This date doesn’t exist.',
  'admin.fault.end': 'The end must be after the start.',
  'admin.fault.venue': 'Give a venue, an onlineUrl, or both.',
  'admin.fault.closesAt': 'closesAt must be after opensAt.',
  'admin.fault.minimum': 'The people needed can’t be more than the seats.',
  'admin.fault.supervisor':
    'Supervisors work only with access “approval” or “domain”. With other access there’s nothing to approve.',
  'admin.fault.time': 'Use a time like 07:30.',
  'admin.fault.country': 'Use an ISO country code like US.',
  'admin.fault.https': 'Use an address that starts with https://',
  'admin.fault.origin': 'Use an origin like https://example.org, without a path.',
  'admin.fault.color': 'Use a color like #0b57d0.',
  'admin.fault.domain': 'Use a domain like kcpd.org.',
  'admin.fault.contact': 'Give a name, an email, or a phone number.',
  'admin.fault.roles': 'List each role only once.',
  'admin.fault.options': 'Give options for select, radio, and checkboxes questions, and for no others.',
  'admin.fault.showWhen': 'Use the id of a question that comes before this one.',
  'admin.fault.id': 'Start with a lowercase letter, then use 1 to 39 letters or numbers.',
  'admin.fault.slug': 'Use 1 to 63 lowercase letters, numbers, and hyphens. Start and end with a letter or number.',
  'admin.fault.past-time': 'The start has passed. Use a time that is still to come.',
  'admin.fault.skipped-time': 'The clocks skip this time. Use an hour earlier or later.',
  'admin.fault.no-mail': 'This needs emails, and this server sends none.',
  'admin.fault.unknown-partner': 'There’s no such partner.',
  'admin.fault.unknown-logo': 'The logo is gone. Upload it again.',
  'admin.fault.logo': 'The logo can’t be used. Use a PNG, JPEG, or WebP of at most 1 MB.',
} as const satisfies Words
