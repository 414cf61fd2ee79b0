import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'mocha'
import { foldName } from '../../../core/people/person.ts'
import { assertLinear } from '../../../testing/traces/count-work.ts'
import { findAlike } from './alike-agencies.ts'
import { sortInPortions } from './sort-in-portions.ts'

const setsOf = async (...names: string[]) => {
  const byFolded = new Map(names.map((name) => [foldName(name), name]))
  return (await findAlike([...byFolded.keys()])).map((set) => set.map((one) => byFolded.get(one)))
}

test('spellings with the same words, written out, or with their initials may be one agency', async () => {
  for (const set of [
    ['KCPD', 'Kansas City Police Department', 'Kansas City Police Dept.', 'KC Police', 'Kansas City PD'],
    ['Jackson Co. Sheriff', "Jackson County Sheriff's Office", 'JCSO'],
    ['MOCSA', 'Metropolitan Organization to Counter Sexual Assault (MOCSA)'],
    ['CMH: Children’s Mercy Hospital', 'Children’s Mercy Hospital', 'CMH'],
    ['Kansas City, Missouri Police Dept.', 'Kansas City Police Department', 'Kansas City MO Police'],
    ['Department of Health, Kansas City', 'Kansas City Health Department'],
    ['Lee’s Summit FD', 'Lees Summit Fire Department'],
    ['St. Luke’s Hosp.', 'Saint Lukes Hospital'],
    ['Policía de Kansas, Depto. de', 'Departamento de Policía de Kansas'],
  ])
    assert.deepEqual(
      (await setsOf(...set)).map((found) => new Set(found)),
      [new Set(set)],
    )
})

test('other agencies stay apart', async () => {
  assert.deepEqual(
    await setsOf(
      'Kansas City Police',
      'Kansas City Fire',
      'KC',
      'Independence Police',
      'IPA',
      'Blue Springs Fire',
      'Springfield Missouri Police',
      'Springfield Illinois Police',
      'Springfield Police',
      'Missouri Police',
      '🚓',
    ),
    [],
  )
})

test('what strangers write is compared in steps that grow with how much it is, a few at a time', async () => {
  /** Texts of so many words each, all different. */
  const rows = (words: string[], length: number) => (count: number) =>
    Array.from({ length: count }, (_, at) =>
      Array.from({ length }, (__, place) => words[Math.floor(at / words.length ** place) % words.length]).join(' '),
    )
  const kinds: ((count: number) => string[])[] = [
    (count) => Array.from({ length: count }, (_, at) => `agency${at % 26} of town ${at} pd`),
    // Each can be cut in as many ways as words can.
    rows(['a', 'aa', 'aaa', 'aaaa', 'aaaaa', 'aaaaaa', 'zz'], 10),
    // All are of one set, joined one after the other, or by the initials.
    (count) => ['ab', ...rows(['the', 'of', 'and', 'for', 'at', 'in'], 6)(count).map((one) => `a ${one} b`)],
    (count) => [`${'aa '.repeat(count / 20)}zz`, 'aa '.repeat(count / 10).trim()],
    // Each says a state after a city, and its own initials.
    (count) => Array.from({ length: count }, (_, at) => `town ohio ${at % 9 ? 'utah' : 'iowa'} c${at % 50} toucc`),
  ]
  for (const spellings of kinds) await assertLinear((count) => findAlike(spellings(count)), 500, 100_000)
})

test('more spellings of one agency than a person reads come in parts', async () => {
  const same = Array.from({ length: 50 }, (_, at) => `kansas city ${'the '.repeat(at)}police`)
  const sets = await findAlike(same)
  assert.deepEqual(sets.flat(), same)
  assert.ok(sets.every(({ length }) => length <= 20))
})

test('any number of texts is sorted as it would be in one go', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.string(), { maxLength: 50 }), fc.nat(4), async (texts, times) => {
      const all = Array.from({ length: times * 3_000 + 1 }, (_, at) => `${texts[at % texts.length] ?? ''}${at % 7}`)
      assert.deepEqual(await sortInPortions(all), all.toSorted())
    }),
    { numRuns: 20 },
  ))
