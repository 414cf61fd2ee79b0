import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { foldName } from '../../core/people/person.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/servers/load-fixture.ts'
import { dialects } from '../../testing/servers/test-app.ts'
import { openDatabase } from './database.ts'

const names: [given: string, family: string][] = [
  ['Ada', 'Reyes'],
  ['José María', 'Núñez-Ortega'],
  ['Jean–Luc', 'O’Brien'],
  ['Madonna', ''],
  ['---', ''],
  ['Ａda', '  Straße  '],
  ['Ὀδυσσεύς', '李'],
  ['100%', '"quoted" \\ {name}'],
]
/** More than are read at a time. */
const people = 5_001

describe('an upgrade', () => {
  for (const dialect of dialects)
    test(`makes everyone who registered before it found by first and last name, on ${dialect}`, async () => {
      const filled = readFixture('filled-1.1.0.json') as Fixture
      const training = filled.tables['training']?.slice(0, 1) ?? []
      const [one] = filled.tables['registration'] ?? []
      const registration = Array.from({ length: people }, (_, index) => {
        const [given_name, family_name] = names[index % names.length] as [string, string]
        const id = String(index)
        return {
          ...one,
          given_name,
          family_name,
          id,
          reference: id,
          training_id: training[0]?.['id'],
          active_person: null,
        }
      }) as Fixture['tables'][string]
      const { url, remove } = await givenFilledDatabase(dialect, { ...filled, tables: { training, registration } })
      const db = await openDatabase(url)
      afterTest(async () => {
        await db.close()
        remove()
      })
      const stored = await db.reader
        .selectFrom('registration')
        .select(['given_name', 'family_name', 'name_folded'])
        .execute()
      assert.equal(stored.length, people)
      for (const { given_name, family_name, name_folded } of stored)
        assert.equal(name_folded, foldName(`${given_name} ${family_name}`))
    })
})
