import { expect } from '@open-wc/testing'
import { groupList } from '../../../server/src/core/people/list-words.ts'
import { rolesThatResemble, roleWords } from '../../../server/src/testing/role-words.ts'
import { say } from '../../../server/src/words/index.ts'
import { type PastedPerson, readPastedPeople } from './pasted-people.ts'

const ids = [
  'police',
  'fire',
  'medical',
  'social-work',
  'school-resource-officer',
  'dispatcher',
  'victim-advocate',
  'other',
] as const
const rolesIn = (lang: 'en' | 'es') => ids.map((id) => ({ value: id, label: say(lang, `role.${id}`) }))
const roles = rolesIn('en')
const reading = groupList(roles)

/** "given | family | email | role", then the marks. */
const tell = ({ answers, marks }: PastedPerson) =>
  [
    [answers.givenName, answers.familyName, answers.email, answers.role].map((one) => one ?? '').join(' | '),
    ...marks.map(({ field, kind, text }) => `${field === undefined ? '' : `${field} `}${kind}: ${text}`),
  ].join(' ~ ')

const read = (text: string, lang: 'en' | 'es' = 'en') =>
  readPastedPeople(text, true, groupList(rolesIn(lang))).map(tell)

type Case = [what: string, text: string, ...people: string[]]
const ada = 'Ada | Reyes | ada@kcpd.org | police'

const cases: Record<string, Case[]> = {
  'separators and quotes': [
    ['tabs', 'Ada Reyes\tada@kcpd.org\tPolice', ada],
    ['commas', 'Ada Reyes, ada@kcpd.org, police', ada],
    ['semicolons', 'Ada Reyes;ada@kcpd.org;police', ada],
    ['nothing but spaces', 'Ada Reyes ada@kcpd.org police', ada],
    ['dashes', 'Ada Reyes – ada@kcpd.org – police', ada],
    ['quotes', '"Ada Reyes","ada@kcpd.org","Police"', ada],
    ['a comma in quotes', '"Reyes, Ada",ada@kcpd.org,police', ada],
    ['a comma in a cell of a spreadsheet', 'Reyes, Ada\tada@kcpd.org\tpolice', ada],
    ['a comma between semicolons', 'Reyes, Ada;ada@kcpd.org;police', ada],
    [
      'doubled quotes',
      '"Ada ""Ace"" Reyes",ada@kcpd.org',
      'Ada | "Ace" Reyes | ada@kcpd.org |  ~ givenName name: Ada "Ace" Reyes',
    ],
    [
      'a line break in a cell',
      'Ada Reyes\tada@kcpd.org\t"1 Main St\nKansas City"\tpolice\nBob Lee',
      `${ada} ~ unused: 1 Main St Kansas City`,
      'Bob | Lee |  | ',
    ],
    [
      'a quote that is never closed',
      '"Ada Reyes,ada@kcpd.org\nBob Lee,bob@kcpd.org',
      '"Ada | Reyes | ada@kcpd.org | ',
      'Bob | Lee | bob@kcpd.org | ',
    ],
    [
      'two quotes with people between them',
      'Ada Reyes\t"days\nBob Lee\tbob@kcpd.org\nCy Ng\tnights"',
      'Ada | Reyes |  |  ~ role role: "days',
      'Bob | Lee | bob@kcpd.org | ',
      'Cy | Ng |  |  ~ role role: nights"',
    ],
    [
      'an inch mark',
      'Ada Reyes\t5\'11"\tada@kcpd.org\nBob Lee\t6\'1"\tbob@kcpd.org',
      'Ada | Reyes | ada@kcpd.org |  ~ unused: 5\'11"',
      'Bob | Lee | bob@kcpd.org |  ~ unused: 6\'1"',
    ],
    [
      'a semicolon in a note',
      'Ada Reyes,ada@kcpd.org,late; call',
      'Ada | Reyes | ada@kcpd.org |  ~ role role: late ~ unused: call',
    ],
    [
      'lines of two kinds',
      'Ada Reyes\tada@kcpd.org\tpolice\nBob Lee, bob@kcpd.org, fire',
      ada,
      'Bob | Lee | bob@kcpd.org | fire',
    ],
    [
      'Windows, old and new line ends, blank lines',
      '\r\nAda Reyes\r\n\r\n \r\nBob Lee\rCy Ng\n',
      'Ada | Reyes |  | ',
      'Bob | Lee |  | ',
      'Cy | Ng |  | ',
    ],
    [
      'no-break spaces, a byte order mark, what cannot be seen',
      '\ufeffAda\u00a0Reyes\t\u200e\u202aada@kcpd.org\u202c\u200b\tpolice\u00a0',
      ada,
    ],
    ['empty columns', 'Ada Reyes,,ada@kcpd.org,police,,,,\n,,,,\n', ada],
  ],
  'numbers, bullets, ranks': [
    ['1.', '1. Ada Reyes, ada@kcpd.org, police\n2. Bob Lee', ada, 'Bob | Lee |  | '],
    ['3)', '3) Ada Reyes, ada@kcpd.org, police', ada],
    ['a number in a cell of its own', '1.\tAda Reyes\tada@kcpd.org\tpolice', `${ada} ~ unused: 1.`],
    [
      'bullets',
      '• Ada Reyes\n- Bob Lee\n* Cy Ng\n\uf0b7 Di Po',
      'Ada | Reyes |  | ',
      'Bob | Lee |  | ',
      'Cy | Ng |  | ',
      'Di | Po |  | ',
    ],
    ['a telephone number in front', '(816) 555-0100\tAda Reyes', 'Ada | Reyes |  |  ~ unused: (816) 555-0100'],
    [
      'a rank',
      'Sgt. Ada Reyes, ada@kcpd.org, police',
      'Sgt. | Ada Reyes | ada@kcpd.org | police ~ givenName name: Sgt. Ada Reyes',
    ],
    [
      'a rank in a column',
      'Ofc.\tAda\tReyes\tada@kcpd.org\tpolice',
      'Ofc. | Ada | ada@kcpd.org | police ~ givenName name: Ofc. Ada ~ unused: Reyes',
    ],
    [
      'a rank where a role should be',
      'Ada Reyes\tada@kcpd.org\tSergeant',
      'Ada | Reyes | ada@kcpd.org | police ~ role likely: Sergeant',
    ],
  ],
  names: [
    ['two cells', 'Ada,Reyes,ada@kcpd.org,police', ada],
    ['two cells and no address', 'Reyes, Ada', 'Reyes | Ada |  |  ~ givenName name: Reyes Ada'],
    [
      'two cells with a rank',
      'Sgt. Ada,Reyes,ada@kcpd.org',
      'Sgt. Ada | Reyes | ada@kcpd.org |  ~ givenName name: Sgt. Ada Reyes',
    ],
    [
      'three cells',
      'Ada,M.,Reyes,ada@kcpd.org',
      'Ada | M. | ada@kcpd.org |  ~ givenName name: Ada M. ~ role role: Reyes',
    ],
    [
      'two surnames in a second cell',
      'Ada\tReyes García\tada@kcpd.org',
      'Ada | Reyes García | ada@kcpd.org |  ~ givenName name: Ada Reyes García',
    ],
    [
      'two given names and two surnames',
      'María José\tGarcía López\tmj@kcpd.org',
      'María José | García López | mj@kcpd.org |  ~ givenName name: María José García López',
    ],
    [
      'more than two words',
      'Ada María de la Cruz',
      'Ada | María de la Cruz |  |  ~ givenName name: Ada María de la Cruz',
    ],
    [
      'more than one word before the comma',
      '"García López, María"',
      'María | García López |  |  ~ givenName name: García López, María',
    ],
    [
      'a middle initial behind the comma',
      '"Reyes, Ada M."\tada@kcpd.org\tpolice',
      'Ada M. | Reyes | ada@kcpd.org | police ~ givenName name: Reyes, Ada M.',
    ],
    ['letters behind the name', '"Reyes, Ada, RN"', 'Ada, RN | Reyes |  |  ~ givenName name: Reyes, Ada, RN'],
    ['the beginning of a role’s word', 'Vic\tTellez\tv@kcpd.org', 'Vic | Tellez | v@kcpd.org | '],
    ['hyphens and apostrophes', "Mary-Ann O'Neil", "Mary-Ann | O'Neil |  | "],
    ['one word', 'Madonna, m@kcpd.org', 'Madonna |  | m@kcpd.org |  ~ givenName name: Madonna'],
    ['Arabic', '\u200fمحمد علي\u200f\tm@kcpd.org', 'محمد | علي | m@kcpd.org | '],
    ['Chinese', '王伟\tw@kcpd.org', '王伟 |  | w@kcpd.org |  ~ givenName name: 王伟'],
    ['Japanese', '山田　太郎\tt@kcpd.org', '山田 | 太郎 | t@kcpd.org | '],
    ['an emoji', '👮🏽‍♀️ Reyes\t🚓', '👮🏽‍♀️ | Reyes |  |  ~ unused: 🚓'],
    ['a name for life', 'Ada Reyes 3rd', ' |  |  |  ~ unused: Ada Reyes 3rd'],
  ],
  addresses: [
    ['alone', 'ada@kcpd.org', ' |  | ada@kcpd.org | '],
    ['from a mail program', 'Ada Reyes <ada@kcpd.org>', 'Ada | Reyes | ada@kcpd.org | '],
    ['with a turned name in quotes', '"Reyes, Ada" <ada@kcpd.org>', 'Ada | Reyes | ada@kcpd.org | '],
    ['with a turned name', 'Reyes, Ada <ada@kcpd.org>', 'Ada | Reyes | ada@kcpd.org | '],
    ['with a name in single quotes', "'Ada Reyes' <ada@kcpd.org>", 'Ada | Reyes | ada@kcpd.org | '],
    ['as a link', 'ada@kcpd.org<mailto:ada@kcpd.org>', ' |  | ada@kcpd.org | '],
    ['in brackets', 'Ada Reyes (ada@kcpd.org), police', ada],
    ['in quotes', "Ada Reyes\t'ada@kcpd.org'\tpolice", ada],
    [
      'several on a line',
      'Ada Reyes <ada@kcpd.org>, "Lee, Bob" <bob@kcpd.org>, cy@kcpd.org',
      'Ada | Reyes | ada@kcpd.org | ',
      'Bob | Lee | bob@kcpd.org | ',
      ' |  | cy@kcpd.org | ',
    ],
    [
      'several on a line, as Outlook has them',
      'Reyes, Ada <ada@kcpd.org>; Lee, Bob <bob@kcpd.org>;',
      'Ada | Reyes | ada@kcpd.org | ',
      'Bob | Lee | bob@kcpd.org | ',
    ],
    ['a second one', 'Ada Reyes\tada@kcpd.org\tada@home.example\tpolice', `${ada} ~ unused: ada@home.example`],
    ['a broken one first', 'Ada Reyes\tada@kcpd\tada@kcpd.org\tpolice', `${ada} ~ unused: ada@kcpd`],
    ['two beside each other', 'ada@kcpd.org\tada@home.example', ' |  | ada@kcpd.org |  ~ unused: ada@home.example'],
    ['one behind its heading', 'Email\tada@kcpd.org', 'Email |  | ada@kcpd.org |  ~ givenName name: Email'],
    ['half of one', 'Ada Reyes, ada@kcpd', 'Ada | Reyes | ada@kcpd |  ~ email email: ada@kcpd'],
    ['none in it', 'Ada Reyes, ada.kcpd.org', 'Ada | Reyes |  |  ~ role role: ada.kcpd.org'],
    ['spaces in it', 'Ada Reyes\tada @ kcpd.org', 'Ada | Reyes | ada @ kcpd.org |  ~ email email: ada @ kcpd.org'],
    ['two dots in it', 'ada@kcpd..org', ' |  | ada@kcpd..org |  ~ email email: ada@kcpd..org'],
    ['a full stop behind it', 'Ada Reyes, police, ada@kcpd.org.', ada],
    [
      'other things',
      'Ada Reyes\tada@kcpd.org\tpolice\tKCPD\t816-555-0100\t#4521',
      `${ada} ~ unused: KCPD ~ unused: 816-555-0100 ~ unused: #4521`,
    ],
  ],
  headings: [
    ['English', 'First Name\tLast Name\tEmail Address\tRole\nAda\tReyes\tada@kcpd.org\tPolice officer\t\t', ada],
    ['other English', 'E-mail,Surname,Given names,Position\nada@kcpd.org,Reyes,Ada,police', ada],
    ['last name first', 'Last;First;Email;Title\nReyes;Ada;ada@kcpd.org;Deputy', ada],
    ['a whole name', 'Name,Email,Role\n"Reyes, Ada",ada@kcpd.org,police\nBob Lee', ada, 'Bob | Lee |  | '],
    [
      'full name of three words',
      'Full name\tEmail\nAda M. Reyes\tada@kcpd.org',
      'Ada | M. Reyes | ada@kcpd.org |  ~ givenName name: Ada M. Reyes',
    ],
    ['name and surname', 'Name\tSurname\tEmail\nAda María\tReyes\tada@kcpd.org', 'Ada María | Reyes | ada@kcpd.org | '],
    [
      'unknown ones',
      'Name,Agency,Email,Badge #\nAda Reyes,KCPD,ada@kcpd.org,4521',
      'Ada | Reyes | ada@kcpd.org |  ~ unused: Agency: KCPD ~ unused: Badge #: 4521',
    ],
    ['none over a column', 'Name,,Email\nAda Reyes,police,ada@kcpd.org,KCPD', `${ada} ~ unused: KCPD`],
    [
      'a whole name beside its parts',
      'Name,First name,Last name\nReyes Ada,Ada,Reyes',
      'Ada | Reyes |  |  ~ unused: Name: Reyes Ada',
    ],
    [
      'a line above them',
      'Roster 2026\n\nName\tRole\nAda Reyes\tfire',
      ' |  |  |  ~ unused: Roster 2026',
      'Ada | Reyes |  | fire',
    ],
    [
      'a second time',
      'Name\tEmail\nAda Reyes\tada@kcpd.org\nEmail\tName\nbob@kcpd.org\tBob Lee',
      'Ada | Reyes | ada@kcpd.org | ',
      'Bob | Lee | bob@kcpd.org | ',
    ],
    [
      'a line that has no columns',
      'First name\tLast name\tEmail\nBob Lee <bob@kcpd.org>',
      'Bob | Lee | bob@kcpd.org | ',
    ],
    [
      'an address among the names',
      'Name\tAgency\nAda Reyes <ada@kcpd.org>\tKCPD',
      'Ada | Reyes | ada@kcpd.org |  ~ unused: Agency: KCPD',
    ],
    [
      'no address where one should be',
      'Name\tEmail\nAda Reyes\tpending',
      'Ada | Reyes | pending |  ~ email email: pending',
    ],
    [
      'no role where one should be',
      'Name\tRole\tTeam\nAda Reyes\tChaplain\tpolice',
      'Ada | Reyes |  |  ~ role role: Chaplain ~ unused: Team: police',
    ],
    ['only names', 'First,Last\nAda,Reyes', 'Ada | Reyes |  | '],
    [
      'words that might be headings',
      'Ana\tCargo\tana@kcpd.org\nAda Reyes\tPosition',
      'Ana | Cargo | ana@kcpd.org | ',
      'Ada | Reyes |  |  ~ role role: Position',
    ],
  ],
}

describe('a pasted list', () => {
  for (const [group, list] of Object.entries(cases)) {
    describe(group, () => {
      for (const [what, text, ...people] of list) {
        it(what, () => {
          expect(read(text)).to.deep.equal(people)
        })
      }
    })
  }

  const spanish: Case[] = [
    [
      'headings',
      'Nombre(s);Apellidos;Correo electrónico;Función\nMaría José;García López;mj@kcpd.org;Policía',
      'María José | García López | mj@kcpd.org | police',
    ],
    [
      'headings for two surnames',
      'Apellido paterno\tApellido materno\tNombre\tCorreo\nGarcía\tLópez\tMaría José\tmj@kcpd.org',
      'María José | García López | mj@kcpd.org | ',
    ],
    [
      'a whole name',
      'NOMBRE COMPLETO,CARGO\n"García, Ana",Bombera\nAna García,Cocinera',
      'Ana | García |  |  ~ role role: Bombera',
      'Ana | García |  |  ~ role role: Cocinera',
    ],
    [
      'name and surnames in one',
      'Nombre y apellidos\tPuesto\tTeléfono\nAna Ruiz Paz\tPolicía\t816',
      'Ana | Ruiz Paz |  | police ~ givenName name: Ana Ruiz Paz ~ unused: Teléfono: 816',
    ],
  ]
  describe('Spanish headings', () => {
    for (const [what, text, ...people] of spanish) {
      it(what, () => {
        expect(read(text, 'es')).to.deep.equal(people)
      })
    }
  })
})

describe('a pasted role', () => {
  const roleOf = (text: string, of: { value: string; label: string }[] = roles) => {
    const [person] = readPastedPeople(`Name\tRole\nAda Reyes\t${text}`, true, groupList(of))
    return person?.answers.role ?? person?.marks.map(({ kind }) => kind).join()
  }
  const marksOf = (text: string) => readPastedPeople(`Name\tRole\nAda Reyes\t${text}`, true, reading)[0]?.marks
  for (const [role, texts] of Object.entries(roleWords)) {
    it(`is ${role}: ${texts.join(', ')}`, () => {
      for (const text of texts) expect([text, roleOf(text), marksOf(text)]).to.deep.equal([text, role, []])
    })
  }

  it('is suggested where only some words are those of one role', () => {
    for (const [text, role] of rolesThatResemble) {
      expect(roleOf(text)).to.equal(role)
      expect(marksOf(text)).to.deep.equal([{ field: 'role', kind: 'likely', text, column: undefined }])
    }
  })

  it('is each of the labels, in both languages', () => {
    for (const lang of ['en', 'es'] as const) {
      for (const { value, label } of rolesIn(lang))
        expect(roleOf(label.toUpperCase(), rolesIn(lang)), label).to.equal(value)
    }
  })

  it('is suggested in a Spanish form where its English name is known', () => {
    const names = [
      'Police officer',
      'Firefighters',
      'EMS or medical personnel',
      'Social worker',
      'School resource officer',
    ]
    expect(names.map((text) => roleOf(text, rolesIn('es')))).to.deep.equal(ids.slice(0, 5))
    expect(read('Ada,Workman,ada@kcpd.org', 'es')).to.deep.equal(['Ada | Workman | ada@kcpd.org | '])
  })

  it('is left open where it is none of them, or may be several', () => {
    for (const text of 'Chaplain|Position|or|de|🚓|4521|constructor'.split('|')) {
      expect(roleOf(text), text).to.equal('role')
    }
    const nurses = ['school', 'clinic'].map((one) => ({ value: one, label: `Nurse (${one})` }))
    expect(roleOf('Nurse', nurses)).to.equal('role')
    expect(roleOf('clinic', nurses)).to.equal('clinic')
    expect(roleOf('🚓', [{ value: 'x', label: '(any)' }])).to.equal('role')
  })

  it('is only one that the training has', () => {
    expect(roleOf('Dispatcher', roles.slice(0, 2))).to.equal('role')
    expect(roleOf('constructor', [{ value: 'constructor', label: 'Builder' }])).to.equal('constructor')
  })

  it('is not used where the training asks for none', () => {
    const people = readPastedPeople('Ada Reyes\tada@kcpd.org\tpolice\nName\tRole\nBob Lee\tfire', false, reading)
    expect(people.map(tell)).to.deep.equal([
      'Ada | Reyes | ada@kcpd.org |  ~ unused: police',
      'Bob | Lee |  |  ~ unused: fire',
    ])
  })
})
