import type { Words } from '@training-signup/contract'

/** The report about all trainings of a period: its table, for page, file, and paper. */
export const periodEn = {
  'admin.period': 'Report for a period',
  'admin.period.about': 'Report for {name}',
  'admin.period.from': 'From {from} to {to}',
  'admin.period.held': { one: '1 training held', other: '{count} trainings held' },
  'admin.period.by.partner': 'Partner',
  'admin.period.by.month': 'Month',
  'admin.period.views': 'Views',
  'admin.period.starts': 'Started',
  'admin.period.registered': 'Registered',
  'admin.period.seats': 'Seats',
  'admin.period.came': 'Came',
  'admin.period.other': 'Other pages, phone, and walk-ins',
  'admin.period.steps':
    'Counts only, no names. People are counted in steps of 5, so that no one can be picked out: “<5” stands for 0 to 4. Shorter periods add up to longer ones.',
} as const satisfies Words
