import { expect } from '@open-wc/testing'
import { groupList } from '../../../server/src/core/people/list-words.ts'
import { say } from '../../../server/src/words/index.ts'
import { readPastedPeople } from './pasted-people.ts'

const ids = ['police', 'fire', 'medical', 'social-work', 'school-resource-officer', 'dispatcher'] as const
const roles = ids.map((id) => ({ value: id, label: say('en', `role.${id}`) }))

/** "given | family | email | role", then the marks. */
const read = (text: string) =>
  readPastedPeople(text, true, groupList(roles)).map(({ answers, marks }) =>
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

/** With the columns and ranks of published data sets, of which some columns are left out. */
const published: typeof rosters = [
  [
    // City of Chicago: Current Employee Names, Salaries, and Position Titles
    'of a city',
    'Name\tJob Titles\tDepartment\nREYES,  ADA\tPOLICE OFFICER (ASSIGNED AS DETECTIVE)\tPOLICE\nLEE,  BOB\tFIREFIGHTER-EMT\tFIRE\nDIAZ,  ROSA\tLIEUTENANT-EMT\tFIRE',
    'ADA | REYES |  | police ~ role likely: POLICE OFFICER (ASSIGNED AS DETECTIVE) ~ unused: Department: POLICE',
    'BOB | LEE |  | fire ~ role likely: FIREFIGHTER-EMT ~ unused: Department: FIRE',
    'ROSA | DIAZ |  | fire ~ role likely: LIEUTENANT-EMT ~ unused: Department: FIRE',
  ],
  [
    // Chicago Police Department: CPD Employees, by the Invisible Institute (invinst/chicago-police-data)
    'with the columns of a database',
    'LAST_NME,FIRST_NME,EMPLOYEE_POSITION,CPD_UNIT_ASSIGNED_NO,STAR_NO\nREYES,ADA,POLICE OFFICER,189,4521\nLEE,BOB,SERGEANT,610,1142',
    'ADA | REYES |  | police ~ unused: CPD_UNIT_ASSIGNED_NO: 189 ~ unused: STAR_NO: 4521',
    'BOB | LEE |  | police ~ role likely: SERGEANT ~ unused: CPD_UNIT_ASSIGNED_NO: 610 ~ unused: STAR_NO: 1142',
  ],
  [
    // City of Baltimore: Baltimore City Employee Salaries FY2015
    'of a sheriff’s office, a fire department, and a call center',
    'name,JobTitle,Agency\n"Reyes,Ada",DEPUTY SHERIFF,Sheriff\'s Office (410)\n"Lee,Bob",EMT Firefighter Suppression,Fire Department (120)\n"Diaz,Rosa",PARAMEDIC CRT,Fire Department (465)\n"Cruz,Sam",911 OPERATOR,M-R Info Technology (301)\n"Abd Kim,Hana M",POLICE OFFICER (EID),Police Department (125)',
    "Ada | Reyes |  | police ~ role likely: DEPUTY SHERIFF ~ unused: Agency: Sheriff's Office (410)",
    'Bob | Lee |  | fire ~ role likely: EMT Firefighter Suppression ~ unused: Agency: Fire Department (120)',
    'Rosa | Diaz |  | medical ~ role likely: PARAMEDIC CRT ~ unused: Agency: Fire Department (465)',
    'Sam | Cruz |  | dispatcher ~ role likely: 911 OPERATOR ~ unused: Agency: M-R Info Technology (301)',
    'Hana M | Abd Kim |  | police ~ givenName name: Abd Kim,Hana M ~ role likely: POLICE OFFICER (EID) ~ unused: Agency: Police Department (125)',
  ],
  [
    // Montgomery County, Maryland: Employee Salaries
    'of a county',
    'Full Name;Division;Assignment Category;Employee Position Title\nReyes, Ada;Patrol;Fulltime-Regular;Master Police Officer\nLee, Bob;Station 7;Fulltime-Regular;Firefighter/Rescuer III\nDiaz, Rosa;Jail;Fulltime-Regular;Correctional Officer III (Corporal)',
    'Ada | Reyes |  | police ~ role likely: Master Police Officer ~ unused: Division: Patrol ~ unused: Assignment Category: Fulltime-Regular',
    'Bob | Lee |  | fire ~ role likely: Firefighter/Rescuer III ~ unused: Division: Station 7 ~ unused: Assignment Category: Fulltime-Regular',
    'Rosa | Diaz |  | police ~ role likely: Correctional Officer III (Corporal) ~ unused: Division: Jail ~ unused: Assignment Category: Fulltime-Regular',
  ],
  [
    // City of New York: Citywide Payroll Data
    'of a police department with school safety agents',
    'Last Name,First Name,Mid Init,Title Description\nREYES,ADA,M,POLICE OFFICER\nLEE,BOB,,SCHOOL SAFETY AGENT',
    'ADA | REYES |  | police ~ unused: Mid Init: M',
    'BOB | LEE |  | school-resource-officer ~ role likely: SCHOOL SAFETY AGENT',
  ],
  [
    // Oregon Department of Public Safety Standards and Training: employment records (PDX-Police-Accountability/dpsst-data)
    'of a state’s academy, with its short ranks',
    'name\tdpsst_identifier\trank\tassignment\nReyes, Ada\t99001\tDpty Shrf\t\nLee, Bob\t99002\tPolice Off\t',
    'Ada | Reyes |  | police ~ role likely: Dpty Shrf ~ unused: dpsst_identifier: 99001',
    'Bob | Lee |  | police ~ role likely: Police Off ~ unused: dpsst_identifier: 99002',
  ],
  [
    // Missouri Department of Corrections: employees, APFX90, by Recidiviz (Recidiviz/pulse-data)
    'of a department of corrections',
    'BDGNO,LNAME,FNAME,WRKLOC,CLSTTL\n99001,REYES,ADA,KC,CORRECTIONS OFFICER I',
    'ADA | REYES |  | police ~ role likely: CORRECTIONS OFFICER I ~ unused: BDGNO: 99001 ~ unused: WRKLOC: KC',
  ],
]

describe('a roster', () => {
  for (const [what, text, ...people] of [...rosters, ...published])
    it(what, () => expect(read(text)).to.deep.equal(people))
})
