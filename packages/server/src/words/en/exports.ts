import type { Words } from '@training-signup/contract'

/**
 * What is exported and printed: the columns of files, and the page where organizers choose them.
 */
export const exportsEn = {
  // Columns. Those of the ids keep their names: programs read them.
  'admin.export.column.agency': 'agency',
  'admin.export.column.lastName': 'last name',
  'admin.export.column.firstName': 'first name',
  'admin.export.column.role': 'role',
  'admin.export.column.roleWord': 'role in words',
  'admin.export.column.status': 'status',
  'admin.export.column.statusWord': 'status in words',
  'admin.export.column.reference': 'reference',
  'admin.export.column.training': 'training',
  'admin.export.column.title': 'title of the training',
  'admin.export.column.starts': 'starts at (UTC)',
  'admin.export.column.startsLocal': 'starts at (local time)',
  'admin.export.column.email': 'email',
  'admin.export.column.phone': 'phone',
  'admin.export.column.group': 'group',
  'admin.export.column.coordinator': 'coordinator',
  'admin.export.column.coordinatorEmail': 'coordinator email',
  'admin.export.column.language': 'language',
  'admin.export.column.partner': 'partner',
  'admin.export.column.channel': 'channel',
  'admin.export.column.channelWord': 'channel in words',
  'admin.export.column.page': 'page',
  'admin.export.column.consents': 'consents',
  'admin.export.column.registered': 'registered at (UTC)',
  'admin.export.column.registeredLocal': 'registered at (local time)',
  'admin.export.column.changed': 'changed at (UTC)',
  'admin.export.column.changedLocal': 'changed at (local time)',
  'admin.export.column.id': 'id',
  'admin.export.column.answers': 'other answers',
  'admin.export.column.answerWords': 'other answers in words',
  'admin.export.column.sensitive': 'sensitive answers',
  'admin.export.column.sensitiveWords': 'sensitive answers in words',
  'admin.export.column.supervisor': 'supervisor’s answer',
  'admin.export.column.licenseState': 'license state',
  'admin.export.column.licenseNumber': 'license number',
  'admin.export.column.diet': 'dietary needs',
  'admin.export.column.people': 'people',

  'admin.export.sheet': 'Registrations',
  'admin.export.yes': 'yes',
  'admin.export.no': 'no',
  'admin.export.everyone': 'Everyone with a seat',
  'admin.export.noDiet': 'No answer',

  'admin.export.channel.embed': 'On a partner’s page',
  'admin.export.channel.link': 'On the registration page',
  'admin.export.channel.phone': 'By phone',
  'admin.export.channel.walk-in': 'At the door',

  // The sign-in sheet and the badges
  'admin.sheet': 'Sign-in sheet',
  'admin.sheet.day': '{day} · Day {number} of {count}',
  'admin.sheet.number': '#',
  'admin.sheet.name': 'Printed name',
  'admin.sheet.agency': 'Agency',
  'admin.sheet.license': 'License number',
  'admin.sheet.amIn': 'AM in',
  'admin.sheet.amOut': 'AM out',
  'admin.sheet.pmIn': 'PM in',
  'admin.sheet.pmOut': 'PM out',
  'admin.sheet.signature': 'Signature',
  'admin.sheet.note': 'To correct an entry, draw one line through it and use an empty row.',
  'admin.sheet.letters': 'A reference number or a dash stands for letters that this server can’t print.',
  'admin.sheet.page': 'Page {page} of {pages}',
  'admin.badges': 'Name badges',

  // The page where files and paper are chosen
  'admin.exports': 'Export and print',
  'admin.exports.logged': 'Every file you open here is logged: who opened it, what it was, and when.',
  'admin.exports.files': 'For a spreadsheet',
  'admin.exports.columns': 'What it has',
  'admin.exports.columns.all': 'Everything',
  'admin.exports.columns.all.text':
    'Every registration, also canceled ones, with email addresses, phone numbers, and answers. For your own staff.',
  'admin.exports.columns.roster': 'Roster',
  'admin.exports.columns.roster.text':
    'People with a seat, by last name: agency, role, status, and reference number. For the people who run the day.',
  'admin.exports.columns.credit': 'Credit',
  'admin.exports.columns.credit.text':
    'People with a seat who want credit: name, agency, role, and the training. For a licensing board or registrar.',
  'admin.exports.columns.catering': 'Catering',
  'admin.exports.columns.catering.text': 'How many people need which meal, and no names. For the caterer.',
  'admin.exports.sensitive': 'Add sensitive answers',
  'admin.exports.sensitive.text':
    'Accommodations, diets, license numbers, and supervisors. Share this file only with people who must know.',
  'admin.exports.lang': 'Language of the words',
  'admin.exports.csv': 'Download CSV',
  'admin.exports.csv.text':
    'A spreadsheet that opens a CSV drops zeros at the start: license 000123 becomes 123. The Excel file keeps them.',
  'admin.exports.xlsx': 'Download Excel',
  'admin.exports.sheet.text':
    'Letter, landscape: a row to sign for everyone with a seat, and empty rows for people who walk in. No email or phone. Names in letters that the server has no font for are printed as reference numbers.',
  'admin.exports.sort': 'Sorted by',
  'admin.exports.sort.name': 'Last name',
  'admin.exports.sort.agency': 'Agency, then last name',
  'admin.exports.license': 'License numbers',
  'admin.exports.license.blank': 'Left blank to write in',
  'admin.exports.license.masked': 'Last three characters',
  'admin.exports.blank': 'Empty rows, at least',
  'admin.exports.open': 'Open the sheet',
  'admin.exports.badges.text':
    'For label sheets on Letter paper: first name large, last name, and agency. For everyone in the room to read. Where the server has no font for a name, the badge has the reference number and room to write.',
  'admin.exports.labels': 'Label sheet',
  'admin.exports.labels.5395': 'Avery 5395: 8 stickers, 2⅓ × 3⅜ in.',
  'admin.exports.labels.5390': 'Avery 5390: 8 inserts, 2¼ × 3½ in.',
  'admin.exports.labels.74459': 'Avery 74459: 6 inserts, 3 × 4 in.',
  'admin.exports.agencies': 'Agencies',
  'admin.exports.agencies.1': 'Printed, unless someone asked not to',
  'admin.exports.agencies.0': 'Not printed',
  'admin.exports.badges.open': 'Open the badges',

  'admin.export.column.request': 'request',
  'admin.export.column.owner': 'taken care of by',
  'admin.export.column.arranged': 'arranged at (UTC)',

  'admin.exports.accommodations.text':
    'Who needs what on the day, and what is arranged. Only people with the right to see it can open this.',
  'admin.exports.report.text':
    'Counts by role, agency, or partner, without names. Groups under 5 show as “<5”. For partners and funders.',

  // The page of what people need
  'admin.accommodations': 'Accommodations',
  'admin.accommodations.text':
    'What people who may still come asked for. Only people with the right to read sensitive answers see this page.',
  'admin.accommodations.owner': 'Taken care of by',
  'admin.accommodations.open': 'Not arranged yet',
  'admin.accommodations.arranged': 'Arranged on {date}',
  'admin.accommodations.arrange': 'Mark as arranged',
  'admin.accommodations.reopen': 'Mark as not arranged',
  'admin.accommodations.keep': 'Save the name only',
  'admin.accommodations.done': 'Saved.',
  'admin.accommodations.none': 'No one asked for anything',
  'admin.accommodations.none.text':
    'When someone asks for an interpreter, captions, or step-free seating, you see it here and can note who arranges that.',

  // The report for partners and funders
  'admin.report': 'Report for partners and funders',
  'admin.report.text':
    'Counts only, no names. “<5” stands for 1 to 4 people, and “–” for a count that would give such a small one away.',
  'admin.report.grouping': 'Counted by',
  'admin.report.by.role': 'Role',
  'admin.report.by.agency': 'Agency',
  'admin.report.by.partner': 'Partner',
  'admin.report.registered': 'Registered',
  'admin.report.confirmed': 'Confirmed',
  'admin.report.waiting': 'Waiting',
  'admin.report.ended': 'Canceled or declined',
  'admin.report.total': 'Total',
  'admin.report.noRole': 'No role',
  'admin.report.noAgency': 'No agency',
  'admin.report.smallAgencies': 'Agencies with fewer than 5 people',
  'admin.report.noPartner': 'No partner',

  'admin.status.pending_approval': 'Needs approval',
  'admin.status.confirmed': 'Confirmed',
  'admin.status.waitlisted': 'Waiting list',
  'admin.status.offered': 'Seat offered',
  'admin.status.cancelled': 'Canceled',
  'admin.status.declined': 'Declined',
  'admin.status.expired': 'Expired',
} as const satisfies Words
