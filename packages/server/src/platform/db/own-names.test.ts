import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import { type Fixture, givenFilledDatabase, readFixture } from '../../testing/databases/load-fixture.ts'
import { dialects } from '../../testing/servers/test-app.ts'
import { openDatabase } from './database.ts'

const stored = readFixture('waiting-070.json') as Fixture
const [one, other] = stored.tables['registration'] ?? []
const created_at = stored.now

const partner = { slug: 'rotary', name: 'Rotary', origins: '[]', created_at, updated_at: created_at }
const counts = stored.tables['placement_count'] ?? []
const pages = [
  { id: 'p1', partner: 'rotary', url: 'https://rotary.example/', created_at, checked_at: null, inspection: null },
  {
    id: 'p2',
    partner: 'rotary',
    url: 'https://rotary.example/2',
    created_at,
    checked_at: created_at,
    inspection: '{}',
  },
]
const pairs = [
  {
    id: 'l1',
    training_id: one?.['training_id'] ?? null,
    registration_id: one?.['id'] ?? null,
    other_id: other?.['id'] ?? null,
    duplicate_id: null,
    told_apart_at: created_at,
    created_at,
  },
]
const filled: Fixture = {
  ...stored,
  tables: { ...stored.tables, partner: [partner], placement: pages, pair: pairs },
}

const plain = (rows: object[]) => rows.map((row) => ({ ...row }))

for (const dialect of dialects)
  describe(`tables that had names of other things, on ${dialect}`, () => {
    let db: Awaited<ReturnType<typeof openDatabase>>
    let removeFile: () => void
    before(async () => {
      const { url, remove } = await givenFilledDatabase(dialect, filled)
      db = await openDatabase(url)
      removeFile = remove
    })
    after(async () => {
      await db.close()
      removeFile()
    })

    test('keep every row under their own', async () => {
      assert.deepEqual(plain(await db.reader.selectFrom('likely_pair').selectAll().execute()), pairs)
      assert.deepEqual(plain(await db.reader.selectFrom('partner_page').selectAll().orderBy('id').execute()), pages)
      const kept = plain(await db.reader.selectFrom('impression_count').selectAll().execute())
      assert.deepEqual(
        kept,
        counts.map((count) => ({ ...count, sent: null })),
      )
      assert.ok(counts.length > 0)
    })

    test('still take a page of a partner, and two registrations that are alike, once', async () => {
      const insert = async (table: 'partner_page' | 'likely_pair', row: object) =>
        db.transaction((tx) =>
          tx
            .insertInto(table as 'partner_page')
            .values({ ...row, id: 'another' } as (typeof pages)[0])
            .execute(),
        )
      await assert.rejects(insert('partner_page', pages[0] ?? {}), /unique/i)
      await assert.rejects(insert('likely_pair', pairs[0] ?? {}), /unique/i)
    })
  })
