import assert from 'node:assert/strict'
import { TrainingInput } from '@training-signup/contract'
import { describe, test } from 'mocha'
import { roleFinder } from '../../../core/people/list-words.ts'
import { rolesThatResemble, roleWords } from '../../../testing/role-words.ts'
import { readPeople } from './answers.ts'
import { guessColumns, questionsOf } from './columns.ts'
import { divideName } from './names.ts'
import { readListText } from './read-list.ts'

const input = TrainingInput.parse({
  slug: 'first',
  title: { en: 'First' },
  start: '2027-03-06T08:00',
  end: '2027-03-06T16:00',
  timeZone: 'America/Chicago',
  venue: { name: 'Hall' },
  audience: {
    roles: ['police', 'fire', 'medical', 'social-work', 'school-resource-officer', 'dispatcher', 'victim-advocate'],
  },
  fields: { agency: 'required', phone: 'optional', language: 'optional', rank: 'optional' },
  questions: [
    { id: 'shift', type: 'text', label: { en: 'Your shift', es: 'Su turno' } },
    { id: 'hired', type: 'date', label: { en: 'Hire date' } },
    { id: 'lunch', type: 'checkbox', label: { en: 'Lunch' } },
    {
      id: 'days',
      type: 'checkboxes',
      label: { en: 'Days' },
      options: [
        { value: 'mon', label: { en: 'Monday', es: 'Lunes' } },
        { value: 'tue', label: { en: 'Tuesday', es: 'Martes' } },
      ],
    },
  ],
})

const holdsOf = (text: string) =>
  guessColumns(readListText(text), input)
    .columns.map(({ holds }) => holds)
    .join(' ')

const answersIn = (text: string) => {
  const rows = readListText(text)
  const { headings, columns } = guessColumns(rows, input)
  return readPeople({ rows, headings, columns, everyone: {}, fields: questionsOf(input, 'en') }).map(
    ({ answers }) => answers,
  )
}

/** Headings and cells as agencies send them. */
const lists: [what: string, text: string, holds: string][] = [
  ['first and last names', 'First,Last,Email\nAda,Reyes,a@b.org', 'givenName familyName email'],
  [
    'a police roster',
    'Rank\tLast Name\tFirst Name\tUnit\tBadge #\tAssignment\tE-mail Address\nSgt\tReyes\tAda\tPatrol\t4521\tDays\ta@b.org',
    'rank familyName givenName skip skip skip email',
  ],
  // The Chicago Police Department's “CPD Employees”, published by the Invisible Institute.
  [
    'the columns of a database',
    'LAST_NME,FIRST_NME,EMPLOYEE_POSITION,STAR_NO\nREYES,ADA,POLICE OFFICER,4521',
    'familyName givenName role skip',
  ],
  // The City of Chicago's “Current Employee Names, Salaries, and Position Titles”.
  ['a city’s payroll', 'Name\tJob Titles\tDepartment\nREYES,  ADA\tSERGEANT\tPOLICE', 'name role agency'],
  ['a whole name', 'Officer Name;Dept.;Cell Phone\nReyes, Ada;KCPD;816-555-0100', 'name agency phone'],
  [
    'Spanish headings',
    'Nombre(s);Apellidos;Correo electrónico;Función;Teléfono\nMaría José;García;m@b.org;Policía;8165550100',
    'givenName familyName email role phone',
  ],
  [
    'two last names',
    'Apellido paterno\tApellido materno\tNombre\nGarcía\tLópez\tMaría',
    'familyName familyName givenName',
  ],
  [
    'the training’s own questions, in any language',
    'Name,Su turno,Hire date,hired\nAda Reyes,Nights,3/6/2020,x',
    'name shift hired skip',
  ],
  ['a second address', 'Name,Email,Work email\nAda Reyes,a@b.org,c@d.org', 'name email skip'],
  ...'Last, First|Last Name, First Name|Name (Last, First)|Full Name (Last, First, MI)|Last/First|Rank/Name|Rank & Name'
    .concat('|Student|Students|Personnel|Member|Member Name|Alumno|Rango y nombre')
    .concat('|Apellidos, Nombre|Apellidos y nombre|Nombre y apellidos|Nombre (apellidos, nombre)')
    .split('|')
    .map((heading): [string, string, string] => [
      `a whole name below “${heading}”`,
      `${heading}\tEmail\tUnit\nReyes, Ada\ta@b.org\tDays`,
      'name email skip',
    ]),
  ['no headings', 'Ada Reyes,a@b.org,Police,816-555-0100', 'name email role phone'],
  ['no headings, and a rank first', 'Sgt.,Ada,Reyes,a@b.org\nOfc.,Bob,Lee,b@b.org', 'rank givenName familyName email'],
  [
    'no headings, numbers, and an agency',
    '1,Ada Reyes,KCPD,a@b.org\n2,Bob Lee,Jackson County,b@b.org',
    'skip name agency email',
  ],
  ['only names', 'Ada Reyes\nBob Lee', 'name'],
]

describe('the columns of a list', () => {
  for (const [what, text, holds] of lists) test(what, () => assert.equal(holdsOf(text), holds))

  test('are guessed anew where someone says whether the first row names them', () => {
    const rows = readListText('Name,Email\nAda Reyes,a@b.org')
    assert.equal(guessColumns(rows, input).headings, true)
    const { headings, columns } = guessColumns(rows, input, false)
    assert.deepEqual([headings, columns.map(({ heading }) => heading)], [false, ['', '']])
  })
})

describe('the cells of a list', () => {
  test('answer questions of every type, as people write it', () => {
    const [ada, bob] = answersIn(`Name,Role,Language,Hire date,Lunch,Days
Sgt. Ada Reyes,POLICE OFFICER,Spanish,3/6/2020,x,"Monday; Martes"
"Lee, Bob",fire,en,43896,No,tue`)
    assert.deepEqual(ada, {
      givenName: 'Ada',
      familyName: 'Reyes',
      role: 'police',
      language: 'es',
      hired: '2020-03-06',
      lunch: true,
      days: ['mon', 'Martes'],
      rank: 'Sgt.',
    })
    assert.deepEqual(bob, {
      givenName: 'Bob',
      familyName: 'Lee',
      role: 'fire',
      language: 'en',
      hired: '2020-03-06',
      lunch: false,
      days: ['tue'],
    })
  })

  test('are a last and a first name at a comma, without the rank before them', () => {
    for (const [heading, cell] of [
      ['Last, First', 'Reyes, Ada'],
      ['Rank/Name', 'Sgt. Ada Reyes'],
      ['Rank/Name', 'Sgt. Reyes, Ada'],
      ['Apellidos, Nombre', 'Reyes, Ada'],
    ]) {
      const [ada] = answersIn(`${heading}\tEmail\n${cell}\ta@b.org`)
      assert.deepEqual([ada?.givenName, ada?.familyName], ['Ada', 'Reyes'], `${heading}: ${cell}`)
    }
  })

  test('are those of everyone whose row says nothing', () => {
    const rows = readListText('Name,Agency\nAda,KCPD\nBob,')
    const { headings, columns } = guessColumns(rows, input)
    const fields = questionsOf(input, 'en')
    const everyone = { agency: 'Sheriff', role: 'police', unknown: 'x' }
    const people = readPeople({ rows, headings, columns, everyone, fields })
    assert.deepEqual(
      people.map(({ answers: { agency, role, unknown } }) => [agency, role, unknown]),
      [
        ['KCPD', 'police', undefined],
        ['Sheriff', 'police', undefined],
      ],
    )
  })

  for (const [whole, rank, givenName, familyName] of [
    ['Ada Reyes', '', 'Ada', 'Reyes'],
    ['Reyes, Ada', '', 'Ada', 'Reyes'],
    ['Ada', '', 'Ada', ''],
    ['Ada M. Reyes', '', 'Ada M.', 'Reyes'],
    ['Ada Reyes García', '', 'Ada', 'Reyes García'],
    ['Lt. Col. Reyes, Ada', 'Lt. Col.', 'Ada', 'Reyes'],
    ['Reyes, Sgt. Ada', 'Sgt.', 'Ada', 'Reyes'],
    ['Officer Ada Reyes', 'Officer', 'Ada', 'Reyes'],
    ['Po Lee', '', 'Po', 'Lee'],
    ['Po Ada Lee', 'Po', 'Ada', 'Lee'],
    ['Chief', '', 'Chief', ''],
    ['Special Agent Ada Reyes', 'Special Agent', 'Ada', 'Reyes'],
    ['1st Sgt. Ada Reyes', '1st Sgt.', 'Ada', 'Reyes'],
    ['Mtra. Ada Reyes', 'Mtra.', 'Ada', 'Reyes'],
    ['Cadete Ada Reyes', 'Cadete', 'Ada', 'Reyes'],
    ['Major Reyes', '', 'Major', 'Reyes'],
    ['Bishop Reyes', '', 'Bishop', 'Reyes'],
    ['Reyes, Judge', '', 'Judge', 'Reyes'],
    ['Chaplain Ada Reyes', 'Chaplain', 'Ada', 'Reyes'],
    ['Don Reyes', '', 'Don', 'Reyes'],
    ['Don Lee Reyes', '', 'Don', 'Lee Reyes'],
    ['Bishop, Ada', '', 'Ada', 'Bishop'],
  ] as const)
    test(`have a name: ${whole}`, () => assert.deepEqual(divideName(whole), { rank, givenName, familyName }))

  test('have a role whose words are much alike, and are gone through once', () => {
    const alike = [1, 2, 3, 4].map((times) => 'aaas'.repeat(times)).join(' ')
    const findRole = roleFinder([
      { value: 'alike', label: `${alike} aaass aaa` },
      { value: 'other', label: 'Other' },
    ])
    for (const word of ['aaa', 'aaas', 'aaass', 'aaasaaas']) {
      assert.deepEqual(findRole(`${word} `.repeat(5000)), { value: 'alike', isSure: true })
      assert.deepEqual(findRole(`${word} `.repeat(5000) + 'bbb'), { value: 'alike', isSure: false })
      assert.equal(findRole(`x${word}`.repeat(5000)), undefined)
    }
  })

  test('have a role, by the rule of the form in which a coordinator pastes', () => {
    const findRole = roleFinder(questionsOf(input, 'en').get('role')?.options ?? [])
    for (const [role, texts] of Object.entries(roleWords))
      for (const text of texts) assert.deepEqual(findRole(text), { value: role, isSure: true }, text)
    for (const [text, role] of rolesThatResemble) assert.deepEqual(findRole(text), { value: role, isSure: false }, text)
  })
})
