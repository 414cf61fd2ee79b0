import type { Words } from '@training-signup/contract'

/** Adding people from a spreadsheet or a pasted list. */
export const adminImportEn = {
  'admin.import.link': 'Add from a list',
  'admin.import.title': 'Add people from a list',
  'admin.import.text':
    'Choose a spreadsheet, or paste your list. You see who gets a seat and who gets an email before anyone is added.',
  'admin.import.file': 'Spreadsheet',
  'admin.import.file.hint': 'An Excel file (.xlsx) or a CSV file, up to 2\u00A0MB. Only its first sheet is read.',
  'admin.import.paste': 'Or paste a list',
  'admin.import.paste.hint':
    'One person per line, like cells copied from a spreadsheet, or “Ada Reyes, ada@example.org”. Up to 2,000 people.',
  'admin.import.read': 'Check the list',
  'admin.import.kept':
    'Nothing is stored as a registration until you press Add. Until then, the list is kept for a day, sealed, for you alone.',
  'admin.import.gone': 'This list isn’t kept any more. Choose it again.',
  'admin.import.nothing': 'Choose a file, or paste a list',

  'admin.import.fault.empty': 'There is no one on this list. Check that people are on the first sheet.',
  'admin.import.fault.kind':
    'This isn’t a spreadsheet or a CSV file. Save the list as .xlsx or CSV, or paste it below.',
  'admin.import.fault.old-excel':
    'This is an old Excel file, or it has a password. Save it as .xlsx without a password, or paste the list below.',
  'admin.import.fault.broken':
    'This file can’t be read. Open it, save it again as .xlsx or CSV, or paste the list below.',
  'admin.import.fault.size':
    'This list is too large. Use a file of up to 2 MB with only the rows and columns you need.',
  'admin.import.fault.people': 'This list has more than 2,000 rows. Divide it into several lists.',
  'admin.import.fault.columns': 'This list has more than 50 columns. Remove those you don’t need.',
  'admin.import.fault.cell': 'A cell has more than 2,000 characters. Shorten it.',
  'admin.import.fault.characters': 'This list is too long. Remove columns you don’t need, or divide it.',
  'admin.import.fault.row': 'Row {row}: {fault}',

  'admin.import.check': 'Check before you add',
  'admin.import.changed':
    'Something changed in the meantime, so no one was added yet. Here is how it would turn out now.',
  'admin.import.confirmed': { one: '{count} person gets a seat', other: '{count} people get a seat' },
  'admin.import.waitlisted': { one: '{count} joins the waiting list', other: '{count} join the waiting list' },
  'admin.import.none': 'No one on this list can be added yet',
  'admin.import.faulty': { one: '{count} row has something to fix', other: '{count} rows have something to fix' },
  'admin.import.twice': {
    one: '{count} row repeats a person from above',
    other: '{count} rows repeat a person from above',
  },
  'admin.import.registered': {
    one: '{count} person is registered already',
    other: '{count} people are registered already',
  },
  'admin.import.same-name': {
    one: '{count} person has the name of someone else',
    other: '{count} people have the name of someone else',
  },
  'admin.import.full': {
    one: '{count} person finds no seat, and there is no waiting list',
    other: '{count} people find no seat, and there is no waiting list',
  },
  'admin.import.leftOut': 'Not added:',
  'admin.import.emails': { one: '{count} email is sent', other: '{count} emails are sent' },
  'admin.import.noEmails': 'No one is emailed.',
  'admin.import.unreachable': {
    one: '{count} person has no email address. Tell them yourself.',
    other: '{count} people have no email address. Tell them yourself.',
  },
  'admin.import.mail.confirmed': 'Read the email about a seat',
  'admin.import.mail.waitlisted': 'Read the email about the waiting list',
  'admin.import.go': { one: 'Add {count} person', other: 'Add {count} people' },
  'admin.import.go.emails': {
    one: 'Add {people} and send {count} email',
    other: 'Add {people} and send {count} emails',
  },
  'admin.import.people': { one: '{count} person', other: '{count} people' },
  'admin.import.other': 'Choose another list',

  'admin.import.look': 'Rows to look at',
  'admin.import.look.more': {
    one: 'and {count} more. Fix these first, then check again.',
    other: 'and {count} more. Fix these first, then check again.',
  },
  'admin.import.row': 'Row {row}',
  'admin.import.rows': { one: 'Row {rows} and {count} more', other: 'Row {rows} and {count} more' },
  'admin.import.says': 'It says “{typed}”.',
  'admin.import.fix': '{label}',
  'admin.import.fix.choose': 'Leave empty',
  'admin.import.why.twice': 'The same person as in row {of}. They’re added once.',
  'admin.import.why.registered': 'This person is registered already. Nothing changes for them.',
  'admin.import.why.same-name': 'Someone with this name is registered already.',
  'admin.import.why.same-name.row': 'Row {of} has the same name.',
  'admin.import.why.full': 'No seat is free, and there is no waiting list.',
  'admin.import.anyway': 'Another person: add them',
  'admin.import.meant': 'Use {address}',
  'admin.import.meant.why': 'The email address may have a slip.',
  'admin.import.again': 'Check again',

  'admin.import.columns': 'What the columns hold',
  'admin.import.columns.text':
    'We guessed this from the headings and cells. Change what is wrong, then check again. Leave out what this training doesn’t ask.',
  'admin.import.columns.noName': 'Choose which column holds the names.',
  'admin.import.headings': 'The first row names the columns',
  'admin.import.column': 'Column {letter}',
  'admin.import.column.named': '{heading} (column {letter})',
  'admin.import.holds.skip': 'Leave out',
  'admin.import.holds.name': 'First and last name',
  'admin.import.everyone': 'For people whose row doesn’t say',
  'admin.import.lang': 'Language of their emails',

  'admin.import.all': 'Everyone on the list',
  'admin.import.all.who': 'Who',
  'admin.import.all.email': 'Email',
  'admin.import.all.outcome': 'What happens',
  'admin.import.noEmail': 'No address',
  'admin.import.outcome.confirmed': 'Gets a seat',
  'admin.import.outcome.waitlisted': 'Waiting list',
  'admin.import.outcome.faulty': 'To fix',
  'admin.import.outcome.twice': 'Twice on the list',
  'admin.import.outcome.registered': 'Registered already',
  'admin.import.outcome.same-name': 'Same name',
  'admin.import.outcome.full': 'No seat',

  'admin.import.done': { one: '{count} person was added', other: '{count} people were added' },
  'admin.import.done.waitlisted': {
    one: '{count} of them is on the waiting list',
    other: '{count} of them are on the waiting list',
  },
} as const satisfies Words
