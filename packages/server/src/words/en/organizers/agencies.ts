import type { Words } from '@training-signup/contract'

/** The spellings of agencies, and merging them. */
export const adminAgenciesEn = {
  'admin.agencies.title': 'Agencies',
  'admin.agencies.link': 'Merge spellings of an agency',
  'admin.agencies.text':
    'People type their agency in their own way. Check spellings of the same agency, then merge them under one name.',
  'admin.agencies.partly':
    'A name counts in all trainings. Someone who can see all of them can merge spellings: ask the owner of this site.',
  'admin.agencies.none': 'No one has named an agency yet',
  'admin.agencies.none.text': 'Agencies show up here as people register. Ask for the agency on a training’s form.',
  'admin.agencies.alike': 'These may be the same agency',
  'admin.agencies.alike.go': { one: 'Choose a name', other: 'Choose a name for these {count}' },
  'admin.agencies.others': 'All others',
  'admin.agencies.people': { one: '{count} person', other: '{count} people' },
  'admin.agencies.merged': 'Also: {spellings}',
  'admin.agencies.go': 'Merge selected',
  'admin.agencies.untick': 'Check at least one spelling',
  'admin.agencies.done': { one: '{count} person is from {name} now', other: '{count} people are from {name} now' },
  'admin.agencies.latest': 'Latest merges',
  'admin.agencies.undo': 'Undo this merge',
  'admin.agencies.undone': {
    one: '{count} person has the agency from before again: {spellings}',
    other: '{count} people have the agency from before again: {spellings}',
  },
  'admin.agencies.undone.already': 'This merge was undone already. Nothing was changed.',
  'admin.agencies.apart': 'Spellings that were merged',
  'admin.agencies.apart.text':
    'People who type one of these belong to the agency. If a spelling is of another agency after all, check it and stop merging it: everyone who typed it has it again, unless someone corrected their agency since.',
  'admin.agencies.apart.line': '{spelling} counts as {name}',
  'admin.agencies.apart.own': '{name} is always written this way',
  'admin.agencies.apart.go': 'Stop merging selected',
  'admin.agencies.apart.done': {
    one: '{count} person has what they typed again: {spellings}',
    other: '{count} people have what they typed again: {spellings}',
  },

  'admin.agencies.merge.title': 'What is this agency called?',
  'admin.agencies.merge.which': 'Its name',
  'admin.agencies.merge.otherName': 'The name, if it’s another one',
  'admin.agencies.merge.people': {
    one: '{count} person gets this name, in {trainings}. No one is emailed.',
    other: '{count} people get this name, in {trainings}. No one is emailed.',
  },
  'admin.agencies.merge.trainings': { one: '{count} training', other: '{count} trainings' },
  'admin.agencies.merge.future': 'Anyone who types one of these spellings later gets it, too.',
  'admin.agencies.merge.shown': 'They see it on their own page, where they can correct their answers.',
  'admin.agencies.merge.lasting':
    'You can undo this at any time. Everyone then has what they typed again, unless someone corrected their agency since.',
  'admin.agencies.merge.access': 'Who will see more people',
  'admin.agencies.merge.access.text':
    'They see the people of one of these agencies now. After the merge, they’ll see everyone in it:',
  'admin.agencies.merge.access.none': 'No agency coordinator will see more people.',
  'admin.agencies.merge.account': '{name}, for {agency}: {before} now, {after} after the merge',
  'admin.agencies.merge.key': 'API key {name}, for {agency}: {before} now, {after} after the merge',
  'admin.agencies.merge.again': 'This name is an agency’s already. Check who will see more people, then merge.',
  'admin.agencies.merge.fault': 'Choose or type a name of up to 200 characters',
  'admin.agencies.merge.go': 'Merge',
} as const satisfies Words
