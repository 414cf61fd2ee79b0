import type { Words } from '@training-signup/contract'

/** Registrations that may be of the same person, side by side. */
export const adminLikelyPairsEn = {
  'admin.roster.likelyPairs': 'May be the same person',
  'admin.home.duplicates': {
    one: '{count} pair may be the same person',
    other: '{count} pairs may be the same person',
  },
  'admin.home.duplicates.since': 'Every duplicate takes up a seat',
  'admin.home.duplicates.go': 'Compare',

  'admin.likelyPairs.title': 'May be the same person',
  'admin.likelyPairs.none': 'No one seems to be here twice',
  'admin.likelyPairs.none.text':
    'People with the same name, phone number, or email address show up here, about a minute after they register.',
  'admin.likelyPairs.same.name': 'Same name',
  'admin.likelyPairs.same.phone': 'Same phone number',
  'admin.likelyPairs.same.mailbox': 'Same email address, apart from dots and tags',
  'admin.likelyPairs.again': 'The same person registered again and said something else',
  'admin.likelyPairs.second': 'What they said later',
  'admin.likelyPairs.different': 'Different',
  'admin.likelyPairs.missing': 'Nothing',
  'admin.likelyPairs.made': 'Registered {time} · {channel}',
  'admin.likelyPairs.made.group': 'Registered {time}, in the group {group}',
  'admin.likelyPairs.made.again': '{time} · This took no seat and changed nothing',
  'admin.likelyPairs.keep.title': 'Keep this registration of {name}?',
  'admin.likelyPairs.keep': 'Keep this one',
  'admin.likelyPairs.keep.email': 'The other one is canceled. An email to {address} says so.',
  'admin.likelyPairs.keep.coordinator': 'The other one is canceled. Their coordinator gets an email about it.',
  'admin.likelyPairs.keep.silent': 'The other one is canceled. No one is emailed.',
  'admin.likelyPairs.apart': 'They are two people',
  'admin.likelyPairs.apart.hint': 'Both stay, and you won’t see them here again.',
  'admin.likelyPairs.leave': 'Leave it as it is',
  'admin.likelyPairs.correct': 'Correct the registration',
  'admin.likelyPairs.done.keep': 'One stays, and the other is canceled',
  'admin.likelyPairs.done.apart': 'Both stay as they are',
} as const satisfies Words
