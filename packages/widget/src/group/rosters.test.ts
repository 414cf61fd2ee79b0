import { expect } from '@open-wc/testing'
import { groupList } from '../../../server/src/core/people/list-words.ts'
import { say } from '../../../server/src/words/index.ts'
import { readPastedPeople } from './pasted-people.ts'

const ids = ['police', 'fire', 'medical', 'social-work', 'school-resource-officer', 'dispatcher'] as const
const roles = ids.map((id) => ({ value: id, label: say('en', `role.${id}`) }))

/** "given | family | email | role", then the marks. */
const read = (text: string) =>
  readPastedPeople(text, roles, groupList(ids)).map(({ answers, marks }) =>
    [
      [answers.givenName, answers.familyName, answers.email, answers.role].map((one) => one ?? '').join(' | '),
      ...marks.map(({ field, kind, text: marked }) => `${field === undefined ? '' : `${field} `}${kind}: ${marked}`),
    ].join(' ~ '),
  )

/** As departments export them: the columns and ranks are theirs, the people are made up. */
const rosters: [what: string, text: string, ...people: string[]][] = [
  [
    'of a police department',
    'Rank\tLast Name\tFirst Name\tBadge #\tUnit\tE-mail\nSgt.\tReyes\tAda\t4521\tPatrol East\tada@kcpd.org',
    'Ada | Reyes | ada@kcpd.org | police ~ role likely: Sgt. ~ unused: Badge #: 4521 ~ unused: Unit: Patrol East',
  ],
  [
    'of a sheriff’s office',
    'Name,Grade,Assignment,Badge\n"Reyes, Ada",Lt.,Jail,17\n"Lee, Bob",Dep.,Courts,18',
    'Ada | Reyes |  | police ~ role likely: Lt. ~ unused: Assignment: Jail ~ unused: Badge: 17',
    'Bob | Lee |  | police ~ role likely: Dep. ~ unused: Assignment: Courts ~ unused: Badge: 18',
  ],
  [
    'of a fire department',
    'First Name;Last Name;Rank;Station\nAda;Reyes;FF/EMT;7\nBob;Lee;Paramedic;9',
    'Ada | Reyes |  | fire ~ role likely: FF/EMT ~ unused: Station: 7',
    'Bob | Lee |  | medical ~ role likely: Paramedic ~ unused: Station: 9',
  ],
  [
    'of a school police force',
    'Assignment\tOfficer\tName\tEmail\nSRO\t1142\tAda Reyes\tada@kcpd.org',
    'Ada | Reyes | ada@kcpd.org | school-resource-officer ~ role likely: SRO ~ unused: Officer: 1142',
  ],
  [
    'of a state academy',
    'ID,Last Name,First Name,Title,Rank,Email\n88,Reyes,Ada,Dispatcher,Telecommunicator II,ada@kcpd.org',
    'Ada | Reyes | ada@kcpd.org | dispatcher ~ unused: ID: 88 ~ unused: Rank: Telecommunicator II',
  ],
]

describe('a roster', () => {
  for (const [what, text, ...people] of rosters) it(what, () => expect(read(text)).to.deep.equal(people))
})
