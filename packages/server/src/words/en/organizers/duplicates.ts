import type { Words } from '@training-signup/contract'

/** Registrations that may be of the same person, side by side. */
export const adminDuplicatesEn = {
  'admin.roster.duplicates': 'May be the same person',
  'admin.home.duplicates': {
    one: '{count} pair may be the same person',
    other: '{count} pairs may be the same person',
  },
  'admin.home.duplicates.since': 'Each one too many takes a seat',
  'admin.home.duplicates.go': 'Compare',

  'admin.duplicates.title': 'May be the same person',
  'admin.duplicates.none': 'No one seems to be here twice',
  'admin.duplicates.none.text':
    'People with the same name, phone number, or email address show up here, about a minute after they register.',
  'admin.duplicates.same.name': 'Same name',
  'admin.duplicates.same.phone': 'Same phone number',
  'admin.duplicates.same.mailbox': 'Same email address, apart from dots and tags',
  'admin.duplicates.again': 'The same person registered again and said something else',
  'admin.duplicates.second': 'What they said later',
  'admin.duplicates.different': 'Different',
  'admin.duplicates.missing': 'Nothing',
  'admin.duplicates.made': 'Registered {time} · {channel}',
  'admin.duplicates.made.group': 'Registered {time}, in the group {group}',
  'admin.duplicates.made.again': '{time} · This took no seat and changed nothing',
  'admin.duplicates.keep.title': 'Keep this registration of {name}?',
  'admin.duplicates.keep': 'Keep this one',
  'admin.duplicates.keep.email': 'The other one is canceled. An email to {address} says so.',
  'admin.duplicates.keep.coordinator': 'The other one is canceled. Their coordinator gets an email about it.',
  'admin.duplicates.keep.silent': 'The other one is canceled. No one is emailed.',
  'admin.duplicates.apart': 'They are two people',
  'admin.duplicates.apart.hint': 'Both stay, and you won’t see them here again.',
  'admin.duplicates.leave': 'Leave it as it is',
  'admin.duplicates.correct': 'Correct the registration',
  'admin.duplicates.done.keep': 'One stays, and the other is canceled',
  'admin.duplicates.done.apart': 'Both stay as they are',
} as const satisfies Words
