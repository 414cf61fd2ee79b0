import type { Words } from '@training-signup/contract'

/** The frame around every organizer's page. */
export const adminEn = {
  'admin.brand': 'Training sign-up',
  'admin.skip': 'Skip to the page',
  'admin.crumbs': 'Where you are',
  'admin.home': 'To the trainings',
  'admin.form.faults': {
    one: 'Not saved yet. Fix one thing:',
    other: 'Not saved yet. Fix {count} things:',
  },
  'admin.form.optional': '(optional)',
  'admin.form.inSpanish': '{label}, in Spanish',
  'admin.form.choose': 'Choose one',
  'admin.form.up': 'Move up',
  'admin.form.remove': 'Remove',
  'admin.both': 'Someone else saved this while you were editing.',
  'admin.both.text':
    'You both changed what’s listed here, and nothing is saved yet. Choose what to keep, then save again.',
  'admin.both.mine': 'Yours:',
  'admin.both.theirs': 'Theirs:',
  'admin.both.blank': '(blank)',
  'admin.enter': 'Nothing is saved yet. If it’s right, press “{button}”.',
  'admin.lasting': 'This can’t be undone.',
  'admin.findPeople': 'Find anyone',
  'admin.findPeople.label': 'Name, agency, phone, email, reference, or coordinator',
  'admin.findPeople.hint': 'Any words, in any order. Ranks and titles don’t matter',
  'admin.findPeople.text': 'We look in every training that you can see.',
  'admin.findPeople.none.text':
    'We look for these words in every training that you can see. Try fewer of them, or another spelling.',
  'admin.findPeople.order': 'Newest registrations first',
  'admin.nav': 'Main',
  'admin.nav.menu': 'Menu',
  'admin.nav.trainings': 'Trainings',
  'admin.nav.door': 'Door',
  'admin.nav.messages': 'Messages',
  'admin.nav.emails': 'Emails',
  'admin.nav.numbers': 'Numbers',
  'admin.nav.partners': 'Partners',
  'admin.nav.agencies': 'Agencies',
  'admin.nav.settings': 'Settings',
  'admin.nav.signOut': 'Sign out',
} as const satisfies Words
