import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { openDatabase } from '../../platform/db/database.ts'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/databases/load-fixture.ts'
import { readWordsAnew } from '../../testing/read-words-anew.ts'
import { dialects, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { wordsVersion } from '../people/search-words.ts'
import { refillWords } from './refill-words.ts'

const stored = readFixture('filled-1.1.0.json') as Fixture
const [wang, chief, ...rest] = (stored.tables['registration'] ?? []).toSorted(
  (one, other) => Number(one['is_unverified']) - Number(other['is_unverified']),
)
const filled: Fixture = {
  ...stored,
  tables: {
    ...stored.tables,
    registration: [
      { ...wang, given_name: '小明', family_name: '王' },
      { ...chief, agency: 'Independence P.D.', agency_folded: 'independence pd' },
      ...rest,
    ],
  },
}

for (const dialect of dialects)
  describe(`people who registered with release 1.1.0, on ${dialect}`, () => {
    let server: TestApp
    let close: () => Promise<void>
    before(async () => {
      const { url, remove } = await givenFilledDatabase(dialect, filled)
      const db = await openDatabase(url)
      server = await testApp(dialect, { system: { db } })
      close = async () => {
        await server.close()
        await db.close()
        await remove()
      }
    })
    after(() => close())

    const find = async (q: string) =>
      (await server.admin('GET', `/registrations?q=${encodeURIComponent(q)}`)).body.registrations.map(
        ({ id }: { id: string }) => id,
      )

    test('are not found yet before a job has made their words anew', async () => {
      assert.deepEqual([await find('王小明'), await find('IPD')], [[], []])
      await refillWords(server.context)
      const { words, after_id } = await server.row('search_state', { id: 1 })
      assert.deepEqual([words, after_id], [wordsVersion, ''])
    })

    test('are found by a name without a space, in either order', async () => {
      for (const name of ['王小明', '小明王']) assert.deepEqual(await find(name), [wang?.['id']], name)
    })

    test('are found by the initials of an agency with periods', async () => {
      assert.deepEqual(await find('IPD'), [chief?.['id']])
    })

    test('have the words that they would have today, and a row for each', async () => {
      const { stored: words, today, rows, expected } = await readWordsAnew(server.context.db.reader)
      assert.ok(words.length > 10)
      assert.deepEqual(words, today)
      assert.deepEqual(rows, expected)
    })
  })
