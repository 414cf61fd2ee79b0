import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { keepBuilt } from './keep-built.ts'

onBothDatabases('a query that is built once', (given) => {
  test('finds what it is asked for, one or several, in any order', async () => {
    const { db } = given().context
    const made = {
      url: null,
      logo: null,
      origins: '[]',
      accent: null,
      report_hash: null,
      created_at: '2026',
      updated_at: '',
    }
    const partners = ['north', 'south', 'west'].map((slug) => ({ slug, name: slug, ...made }))
    await db.writer.insertInto('partner').values(partners).execute()
    const find = keepBuilt((tx, slugs: readonly string[], before: string) =>
      tx
        .selectFrom('partner')
        .select('name')
        .where('slug', 'in', slugs)
        .where('created_at', '<', before)
        .orderBy('slug'),
    )
    const found = async (slugs: string[], before = '2027') =>
      (await find(db, db.reader, slugs, before)).map(({ name }) => name)
    assert.deepEqual(await found(['north']), ['north'])
    assert.deepEqual(await found(['west', 'south']), ['south', 'west'])
    assert.deepEqual(await found(['south']), ['south'])
    assert.deepEqual(await found(['south'], '2026'), [])
    assert.deepEqual(await found(['west', 'north', 'south']), ['north', 'south', 'west'])
  })

  test('refuses values that are not those given, before it asks', async () => {
    const { db } = given().context
    const swapped = keepBuilt((tx, one: string, other: string) =>
      tx.selectFrom('partner').select('name').where('slug', '=', other).where('name', '=', one),
    )
    await assert.rejects(swapped(db, db.reader, 'north', 'south'), /^Error: Other values than were given: select/)
  })
})
