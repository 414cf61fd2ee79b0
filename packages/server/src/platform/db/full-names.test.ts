import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { sortedName } from '../../core/people/search-words.ts'
import { withWords, wordRows } from '../../core/people/word-rows.ts'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/databases/load-fixture.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
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
const addresses = [
  'front-desk@mail.example.org',
  'reyes@reyes.example',
  null,
  `${'a.'.repeat(31)}a@example.org`,
  'José.Núñez_24@straße.example',
]
/** More than are read at a time. */
const people = 5_001

describe('an upgrade', () => {
  for (const dialect of dialects)
    test(`makes everyone who registered before it found by any of their words, on ${dialect}`, async () => {
      const filled = readFixture('filled-1.1.0.json') as Fixture
      const training = filled.tables['training']?.slice(0, 1) ?? []
      const [one] = filled.tables['registration'] ?? []
      const coordinator_email = 'night-shift@station-9.example'
      const registration_group = (filled.tables['registration_group'] ?? []).slice(0, 1).map((group) => ({
        ...group,
        coordinator_email,
        training_id: training[0]?.['id'],
      })) as Fixture['tables'][string]
      const registration = Array.from({ length: people }, (_, index) => {
        const [given_name, family_name] = names[index % names.length] as [string, string]
        const id = String(index)
        return {
          ...one,
          given_name,
          family_name,
          email: addresses[index % addresses.length] ?? null,
          id,
          reference: id,
          training_id: training[0]?.['id'],
          group_id: index % 3 === 0 ? (registration_group[0]?.['id'] ?? null) : null,
          active_person: null,
        }
      }) as Fixture['tables'][string]
      const { url, remove } = await givenFilledDatabase(dialect, {
        ...filled,
        tables: { training, registration_group, registration },
      })
      const db = await openDatabase(url)
      afterTest(async () => {
        await db.close()
        await remove()
      })
      const stored = await db.reader.selectFrom('registration').selectAll().execute()
      assert.equal(stored.length, people)
      const found = Map.groupBy(
        await db.reader.selectFrom('search_word').selectAll().execute(),
        (row) => row.registration_id,
      )
      const [signedUpBy] = await db.reader.selectFrom('registration_group').selectAll().execute()
      assert.equal(signedUpBy?.coordinator_email, coordinator_email)
      for (const row of stored) {
        assert.equal(row.family_folded, sortedName(row.family_name || row.given_name))
        assert.equal(row.given_folded, sortedName(row.given_name))
        assert.equal(row.words, withWords(row, row.group_id === null ? undefined : signedUpBy).words)
        const words = (found.get(row.id) ?? []).map(({ word }) => word).toSorted()
        assert.deepEqual(
          words,
          wordRows([row])
            .map(({ word }) => word)
            .toSorted(),
        )
      }
    })
})
