import assert from 'node:assert/strict'
import { type CompiledQuery, sql } from 'kysely'
import { after, before, describe, test } from 'mocha'
import { type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { deleteWords } from './word-rows.ts'

describe('the words that people are found by', () => {
  let server: TestApp
  before(async () => {
    server = await testApp('sqlite')
  })
  after(() => server.close())

  test('go without the engine reading those of everyone who has one of them', async () => {
    const { db } = server.context
    const statements: CompiledQuery[] = []
    await db.transaction(async (tx) => {
      const people = Array.from({ length: 5_000 }, (_, index) => ({ word: 'org', registration_id: `r-${index}` }))
      for (let first = 0; first < people.length; first += 1_000)
        await tx
          .insertInto('search_word')
          .values(people.slice(first, first + 1_000))
          .execute()
      // What the engine knows of a database that has been in use for a while. With it, pairs of a word and
      // a person are read by their words alone.
      await sql`analyze search_word`.execute(tx)
      const plans: string[][] = []
      const watched = tx.withPlugin({
        transformQuery: ({ node, queryId }) => {
          statements.push(tx.getExecutor().compileQuery(node, queryId))
          return node
        },
        transformResult: async ({ result }) => result,
      })
      await deleteWords(watched, [{ id: 'r-1', words: ' ada org ' }])
      for (const one of statements) {
        const plan = { ...one, sql: `explain query plan ${one.sql}` }
        plans.push((await tx.executeQuery<{ detail: string }>(plan)).rows.map(({ detail }) => detail))
      }
      assert.deepEqual(plans, [['SEARCH search_word USING PRIMARY KEY (word=? AND registration_id=?)']])
      assert.equal(
        (await tx.selectFrom('search_word').select('word').where('registration_id', '=', 'r-1').execute()).length,
        0,
      )
    })
  })
})
