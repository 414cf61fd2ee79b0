import { expect } from '@open-wc/testing'
import { groupList } from '../../../server/src/core/people/list-words.ts'
import { type PastedPerson, readPastedPeople } from './pasted-people.ts'

const roles = [
  { value: 'police', label: 'Police officer or deputy' },
  { value: 'dispatcher', label: 'Dispatcher (911)' },
]
const reading = groupList(roles)

describe('much that is pasted', () => {
  it('is no one where nothing is', () => {
    const empty = ['', ' \n\t\r\n', ',,,\n;;', '\u200b', 'Name,Email']
    expect(empty.flatMap((text) => readPastedPeople(text, true, reading))).to.deep.equal([])
  })

  it('is kept twice where it is there twice', () => {
    const ada = { answers: { email: 'ada@kcpd.org', givenName: 'Ada', familyName: 'Reyes', role: 'police' }, marks: [] }
    expect(
      readPastedPeople('Ada Reyes\tada@kcpd.org\tpolice\n'.repeat(2), true, reading).map(({ answers, marks }) => ({
        answers,
        marks,
      })),
    ).to.deep.equal([ada, ada])
  })

  it('is all read, 5,000 lines of it', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `Ada Reyes\tada${i}@kcpd.org\tpolice\tKCPD`).join('\n')
    expect(readPastedPeople(text, true, reading).length).to.equal(5000)
  })

  const units = [
    'a',
    'a ',
    '"',
    '""',
    '"a\n',
    ',"',
    '"""x\n',
    '@',
    'a@',
    'a@ ',
    '<',
    '<@',
    'a <',
    '>,',
    '.',
    'a.',
    'ab. ',
    "'",
    '1. ',
    '- ',
    '\t',
    ', ',
    'a, b<',
    'a,b;',
    ' ',
    '\u00a0',
    '\u0301',
    'mailto:',
    'a@b.c; ',
  ]
  for (const unit of units) {
    // If reading started again at each letter, this would take billions of steps, and longer than
    // the limit.
    it(`is read to its end, 100 kB of ${JSON.stringify(unit)}`, () => {
      const text = unit.repeat(100_000 / unit.length)
      for (const end of ['', '"', '@', ',;', '>', ' <a@b.c>'])
        expect(readPastedPeople(text + end, true, reading)).to.be.an('array')
      expect(readPastedPeople(`a${text}b <a@b.c>`, true, reading)).to.be.an('array')
    })
  }
})

/** Numbers that look like chance and are the same in each run (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('nothing pasted is lost', () => {
  const tellAll = (people: PastedPerson[]) =>
    people.flatMap(({ answers, marks }) => [...Object.values(answers), ...marks.map((mark) => mark.text)]).join('\n')
  const pick = <T>(next: () => number, list: readonly T[]) => list[Math.floor(next() * list.length)] as T

  it('of cells in rows', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const next = chance(seed)
      const separator = pick(next, ['\t', ';', ','])
      const rows = Array.from({ length: 1 + Math.floor(next() * 4) }, (_row, row) =>
        Array.from({ length: 1 + Math.floor(next() * 6) }, (_cell, at) => {
          const id = 'abcdefgh'.charAt(row) + 'klmnop'.charAt(at)
          return pick(next, [
            `X${id}`,
            `X${id} Yo`,
            `Yo, X${id}`,
            `x${id}@kcpd.org`,
            `x${id}@kcpd`,
            `9${id}`,
            `X${id} Yo Zu`,
            `🚓${id}`,
            '',
          ])
        }),
      )
      const write = (cell: string) => (cell.includes(separator) || next() < 0.2 ? `"${cell}"` : cell)
      const heading = pick(next, [
        '',
        'First,Last,Agency,Email\n',
        'Agency,Name,Role\n',
        'Nombre,Apellidos,Correo,Notas\n',
      ])
      const text = heading.replaceAll(',', separator) + rows.map((row) => row.map(write).join(separator)).join('\n')
      const told = tellAll(readPastedPeople(text, true, reading))
      const lost = rows.flat().filter((cell) => !cell.split(/,? /).every((one) => told.includes(one)))
      expect(lost, JSON.stringify({ seed, text })).to.deep.equal([])
    }
  })

  it('of words between whatever', () => {
    const between = [
      ' ',
      ' ',
      ',',
      ', ',
      ';',
      '\t',
      '"',
      '""',
      '","',
      "'",
      '<',
      '>',
      '@',
      '@',
      '.',
      ':',
      '\n',
      '\r\n',
      ' - ',
      '(',
      ')',
      '|',
      '\u00a0',
      '1. ',
      '\n"',
      '"\n',
      '\t"',
      '"\t',
      ' <',
      '>, ',
      'mailto:',
      '\n• ',
      ' Sgt. ',
      '/',
      '\u200b',
      '王',
      '🚓',
      '\nName,Email\n',
      '\nFirst\tLast\tAgency\n',
    ]
    for (let seed = 0; seed < 10_000; seed++) {
      const next = chance(seed)
      const words = Array.from(
        { length: 1 + Math.floor(next() * 25) },
        (_, at) => pick(next, ['x', 'Wo', 'é', '9000']) + String.fromCharCode(97 + at) + pick(next, ['', 'q', 'zz']),
      )
      const text = words.map((one) => one + pick(next, between) + (next() < 0.3 ? pick(next, between) : '')).join('')
      const told = tellAll(readPastedPeople(text, seed % 2 > 0, reading))
      expect(
        words.filter((one) => !told.includes(one)),
        JSON.stringify({ seed, text }),
      ).to.deep.equal([])
    }
  })
})
