import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, sql } from 'kysely'
import { after, before, describe, test } from 'mocha'
import { mostKept, NodeSqliteDialect } from './node-sqlite-dialect.ts'

describe('prepared statements', () => {
  const prepared: string[] = []
  let database: DatabaseSync
  let db: Kysely<unknown>
  before(() => {
    database = new DatabaseSync(':memory:')
    const prepare = database.prepare.bind(database)
    database.prepare = (text) => {
      prepared.push(text)
      return prepare(text)
    }
    db = new Kysely({ dialect: new NodeSqliteDialect(database) })
  })
  after(() => database.close())

  const ask = (text: string) => sql.raw(text).execute(db)
  const timesPrepared = (text: string) => prepared.filter((one) => one === text).length

  test('are kept while they are used, and those of many long ones do not add up', async () => {
    const [often, once] = ['select 1', 'select 2']
    // Like insertions of ever more rows.
    const long = Array.from({ length: 30 }, (_, count) => `select ${count} in (${'0, '.repeat(mostKept.weight / 30)}0)`)
    await ask(once)
    for (const text of long) {
      await ask(often)
      await ask(text)
    }
    for (const text of [often, once, long.at(-1) ?? '', long[0] ?? '']) await ask(text)
    assert.deepEqual([often, once, long.at(-1) ?? '', long[0] ?? ''].map(timesPrepared), [1, 2, 1, 2])
  })
})
