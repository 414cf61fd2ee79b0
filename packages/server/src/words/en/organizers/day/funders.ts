import type { Words } from '@training-signup/contract'

/** The report of one training for those who paid for it, as a page, on paper, and as a file. */
export const fundersEn = {
  'admin.funders.title': 'Training report',
  'admin.funders.registered': { one: 'registered', other: 'registered' },
  'admin.funders.came': { one: 'attended', other: 'attended' },
  'admin.funders.came.walkIns': {
    one: 'attended, {count} of them a walk-in',
    other: 'attended, {count} of them walk-ins',
  },
  'admin.funders.came.walkIn': 'attended, as a walk-in',
  'admin.funders.absent': { one: 'didn’t attend', other: 'didn’t attend' },
  'admin.funders.agencies': { one: 'agency', other: 'agencies' },
  'admin.funders.hours': { one: 'hour of training', other: 'hours of training' },
  'admin.funders.otherRoles': 'Other roles',
  'admin.funders.otherAgencies': 'Other agencies',
  'admin.funders.bars':
    'Bars: everyone registered. Filled: came. Attended also counts walk-ins. Groups with fewer than 5 people are counted under others.',
  'admin.funders.more': '{count} more',
  'admin.funders.column.part': 'Part',
  'admin.funders.column.what': 'What',
  'admin.funders.column.registered': 'Registered',
  'admin.funders.column.came': 'Attended',
  'admin.funders.column.mean': 'Mean',
  'admin.funders.column.deviation': 'Standard deviation',
  'admin.funders.column.n': 'Number',
  'admin.funders.evaluation': 'Evaluation',
  'admin.funders.answered': 'Evaluation: {count} of {all} answered',
  'admin.funders.followUp': 'After 90 days',
  'admin.funders.followUp.answered': 'After 90 days: {count} of {all} answered',
  'admin.funders.ready': 'Ready to respond',
  'admin.funders.pair': {
    one: 'Before {before}, now {after}. {count} person answered both.',
    other: 'Before {before}, now {after}. {count} people answered both.',
  },
  'admin.funders.quotes': 'What people wrote',
  'admin.funders.quote': '“{text}”',
  'admin.funders.note':
    'Answers are what people say about themselves. Not everyone answered, and those who did might differ from those who didn’t. {sign} is the standard deviation. Made on {day}.',
} as const satisfies Words
