import assert from 'node:assert/strict'
import { test } from 'mocha'
import { foldName } from '../people/person.ts'
import { findAlike } from './alike-agencies.ts'

const setsOf = async (...names: string[]) => {
  const byFolded = new Map(names.map((name) => [foldName(name), name]))
  return (await findAlike([...byFolded.keys()])).map((set) => set.map((one) => byFolded.get(one)))
}

test('spellings with the same words, written out, or with their initials may be one agency', async () => {
  for (const set of [
    ['KCPD', 'Kansas City Police Department', 'Kansas City Police Dept.', 'KC Police', 'Kansas City PD'],
    ['Jackson Co. Sheriff', "Jackson County Sheriff's Office", 'JCSO'],
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
      '🚓',
    ),
    [],
  )
})

test('thousands of spellings are compared within a moment', async () => {
  const many = Array.from({ length: 5_000 }, (_, at) => `agency${at % 26} of town ${at} pd`)
  assert.equal((await findAlike(many)).length, 0)
})
