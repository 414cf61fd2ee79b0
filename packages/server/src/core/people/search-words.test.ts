import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { areFoundBy, doorWords, searchWords, typedWords } from './search-words.ts'
import { titleWords } from './titles.ts'

const ada = {
  reference: 'K7MQ-3FXA',
  given_name: 'Ada María',
  family_name: 'García-López',
  email: 'Ada.Reyes@kcpd.example',
  phone: '+1 (816) 555-0100 ext. 12',
  agency: 'Kansas City Police Department',
}
const group = {
  reference: 'G2BB-4CCD',
  coordinator_name: 'Sharon O’Neill',
  coordinator_email: 'squad@station-9.example',
}
const words = searchWords(ada, group)
const isFound = (q: string) => areFoundBy(words, typedWords(q))

const finding = {
  names: [
    'ada',
    'Maria',
    'lopez',
    'García',
    'Lopez Ada',
    'López, Ada María',
    'garcia lopez',
    'Garcia-Lopez',
    'garcialopez',
    'adamaria',
  ],
  titles: [
    'Sergeant Lopez',
    'Sgt. Ada López',
    'Det. Lopez',
    'Sgto. García',
    'Sra. García',
    'Lt.Lopez',
    'Officer Ada Lopez KCPD',
    ...'Paramedic|EMT|PFC|Nurse|RN|Director|Supervisor|Special Agent|Assistant Chief|Asst. Chief|Master Sergeant'
      .concat('|First Sergeant|1st Sgt.|1st Lt.|Patrol Officer|Lt. Col.|Dispatcher|Chaplain|SRO|Major|Bishop')
      .concat('|Cadete|Enfermera|Subjefe|Mtra.|Capellán')
      .split('|')
      .map((title) => `${title} Lopez`),
  ],
  agencies: ['kansas', 'City Police', 'police department kansas', 'KCPD', 'Lopez KCPD', 'Ada Kansas City'],
  phones: [
    '816-555-0100',
    '(816) 555-0100',
    '+1 816 555 0100',
    '1-816-555-0100',
    '8165550100',
    '816.555.0100',
    '555-0100',
    '0100',
    'Lopez 555 0100',
    '816 555',
  ],
  references: ['K7MQ-3FXA', 'k7mq3fxa', 'K7MQ 3FXA', '3fxa', 'k7m', 'G2BB-4CCD'],
  addresses: [
    'ada.reyes@kcpd.example',
    'ADA.REYES@',
    'ada.reyes',
    'kcpd.example',
    '@kcpd',
    'reyes@',
    'REYES@KCPD.example',
    'reyes lopez kcpd',
    'ada.reyes@kcpd.example lopez',
  ],
  coordinators: [
    'Sharon',
    "O'Neill",
    'oneill',
    'Neill Sharon',
    'squad@station-9.example',
    'station-9.example',
    '9.example',
    'Ada Sharon',
  ],
}
const missing = [
  'opez',
  'arcia',
  'Ada Smith',
  'kcfd',
  '816-555-0101',
  '555-0101',
  'K7MQ-3FXB',
  'bda',
  'example',
  'ada.reyes@kcpd.example.org',
  'Sergeant',
]

test('people are found by any beginnings of their words, in any order', () => {
  for (const [kind, searches] of Object.entries(finding))
    for (const q of searches) assert.ok(isFound(q), `${kind}: ${q} in${words}`)
  for (const q of missing) assert.ok(!isFound(q), `${q} in${words}`)
})

test('an address is found by each of its words, and a long one has few', () => {
  const isFoundBy = (email: string, q: string) => areFoundBy(searchWords({ ...ada, email }, undefined), typedWords(q))
  const desk = 'front-desk_24+kc@mail.st-marys.example.org'
  for (const q of ['front', 'desk', '24', 'kc', 'KC@', 'mail', 'st-marys', 'marys', 'example', 'desk marys Lopez'])
    assert.ok(isFoundBy(desk, q), q)
  for (const q of ['org', 'esk', 'frontkc']) assert.ok(!isFoundBy(desk, q), q)
  assert.ok(isFoundBy('wordpress-real@home.example', 'real'))
  const long = `${'a.'.repeat(31)}a@${'b.'.repeat(90)}example`
  const added = searchWords({ ...ada, email: long }, undefined).split(' ').length - words.split(' ').length
  assert.ok(added <= 8, `${added} more words`)
})

test('both names are one word where people write no space, in either order', () => {
  const wang = { ...ada, given_name: '小明', family_name: '王' }
  const door = doorWords({ givenName: '小明', familyName: '王' }, [], ada.reference)
  for (const q of ['王小明', '小明王', '王小', '王 小明', '小明'])
    for (const all of [searchWords(wang, undefined), door]) assert.ok(areFoundBy(all, typedWords(q)), `${q} in${all}`)
  assert.ok(!areFoundBy(searchWords(wang, undefined), typedWords('明王')))
})

test('the initials of an agency are found, also of one with periods', () => {
  for (const [agency, initials] of [
    ['Independence P.D.', 'IPD'],
    ['Lee’s Summit F. D.', 'LSFD'],
    ['Dept. of Public Safety', 'DPS'],
    ['K.C.P.D.', 'KCPD'],
  ] as const)
    assert.ok(areFoundBy(searchWords({ ...ada, agency }, undefined), typedWords(initials)), agency)
})

test('every title alone is still looked for, and the last of several', () => {
  for (const title of titleWords) assert.deepEqual(typedWords(title), [title])
  assert.deepEqual(typedWords('Sergeant Major'), ['major'])
  assert.deepEqual(typedWords('Nurse Bishop'), ['bishop'])
  assert.deepEqual(typedWords('- ,'), ['-'])
})

test('people whose words are written in any other way are found by them', () => {
  const name = fc.array(fc.stringMatching(/^[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿĀ-ž’'-]{0,11}$/), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(name, name, fc.infiniteStream(fc.nat()), (given, family, order) => {
      const all = searchWords({ ...ada, given_name: given.join(' '), family_name: family.join('-') }, undefined)
      const door = doorWords({ givenName: given.join(' '), familyName: family.join('-') }, [ada.agency], ada.reference)
      const shuffled = [...given, ...family].map((word) => [order.next().value ?? 0, word] as const)
      const q = shuffled
        .toSorted(([one], [other]) => one - other)
        .map(([, word]) => word.toUpperCase())
        .join(' ')
      assert.ok(areFoundBy(all, typedWords(q)), `${q} in${all}`)
      assert.ok(areFoundBy(door, typedWords(q)), `${q} in${door}`)
      assert.ok(areFoundBy(all, typedWords(family.join(' ').normalize('NFD').toLowerCase())))
    }),
  )
})

test('a long text has few words to look for, and long words are compared by their beginning', () => {
  assert.equal(typedWords(Array.from({ length: 100 }, (_, index) => `a${index}`).join(' ')).length, 10)
  const long = `${'a'.repeat(39)}𝒜${'b'.repeat(60)}`
  const one = searchWords({ ...ada, family_name: long }, undefined)
  assert.ok(areFoundBy(one, typedWords(long)))
  assert.ok(one.isWellFormed())
})
