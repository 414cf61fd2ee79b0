/** Someone of the training that was held. None of them exists. */
export interface HeldPerson {
  givenName: string
  familyName: string
  email: string
  role: string
  agency: string
  licenceNumber: string
  lang: 'en' | 'es'
}

const agencies = [
  { agency: 'Blue River Police Department', role: 'police', people: 12 },
  { agency: 'Prairie Hill Fire District', role: 'fire', people: 8 },
  { agency: 'Riverbend Medical Center', role: 'medical', people: 7 },
  { agency: 'Eastside Family Services', role: 'social-work', people: 6 },
  { agency: 'Northland Sheriff’s Office', role: 'police', people: 5 },
  { agency: 'Maple Grove Schools', role: 'school-resource-officer', people: 2 },
] as const

const givenNames = 'Amara Ben Carmen Desmond Elena Farah Gus Hana Ivan Jolene'.split(' ')
const familyNames = (
  'Ashgrove Bellweather Castellano Dunmore Eastlake Fairbank Greenhill Hawthorn Ironwood Juniper Kettering Lindqvist ' +
  'Marlowe Northcutt Oakfield Pemberly Quillon Ravenel Silverton Thornbury Underhill Valdivia Westover Yarborough Zamorano'
).split(' ')

/** Every fifth reads Spanish. */
const spanishEvery = 5
const firstLicense = 48_213
/** One officer gave no number. */
const unlicensed = 4

function personOf(index: number, { agency, role }: (typeof agencies)[number]): HeldPerson {
  const givenName = givenNames[index % givenNames.length]!
  const familyName = familyNames[index % familyNames.length]!
  return {
    givenName,
    familyName,
    email: `${givenName}.${familyName}@example.org`.toLowerCase(),
    role,
    agency,
    licenceNumber: role === 'police' && index !== unlicensed ? String(firstLicense + index * 17) : '',
    lang: index % spanishEvery === spanishEvery - 1 ? 'es' : 'en',
  }
}

/** The people who registered, each time the same. */
export const heldPeople: readonly HeldPerson[] = agencies
  .flatMap((one) => Array.from({ length: one.people }, () => one))
  .map((one, index) => personOf(index, one))

/** They came without a seat. */
export const walkIns: readonly Pick<HeldPerson, 'givenName' | 'familyName' | 'role' | 'agency'>[] = [
  { givenName: 'Rosalind', familyName: 'Applewhite', role: 'police', agency: 'Blue River Police Department' },
  { givenName: 'Tobias', familyName: 'Merriweather', role: 'fire', agency: 'Prairie Hill Fire District' },
]
