import type { Words } from '@training-signup/contract'

/** Where the emails of the demo are read. */
export const inboxEn = {
  'inbox.title': 'Emails of this demo',
  'inbox.text':
    'Every email that the demo sends ends up here and never leaves this machine. The newest {count} are kept until the demo stops.',
  'inbox.none': 'No emails yet',
  'inbox.none.text': 'Register on a page of the demo, with any address. The email shows up here within a few seconds.',
  'inbox.all': 'All emails of this demo',
  'inbox.to': 'To {address}',
  'inbox.recipient': 'To',
  'inbox.from': 'From',
  'inbox.reply': 'Reply to',
  'inbox.sent': 'Sent',
  'inbox.attached': 'Attached',
  'inbox.message': 'The email',
  'inbox.asText': 'As plain text',
  'inbox.headers': 'Headers',
  'inbox.source': 'Download the whole email',
  'inbox.gone': 'This email is no longer here',
  'inbox.gone.text': 'The demo keeps the newest emails, until it stops.',
  'inbox.elsewhere': 'The emails are shown on this machine only',
  'inbox.elsewhere.text': 'Open them here:',
} as const satisfies Words
