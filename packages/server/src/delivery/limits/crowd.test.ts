import assert from 'node:assert/strict'
import type { KyselyPlugin } from 'kysely'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { composeMail } from '../compose/compose.ts'

onBothDatabases(
  'a mail about a person that strangers sign up again and again',
  (running) => {
    /** The most rows that one statement gives back while the last mail of a kind is composed. */
    async function mostRead(training: string, kind: string) {
      const { context } = running()
      const row = await context.db.reader
        .selectFrom('outbox')
        .innerJoin('training', 'training.id', 'outbox.training_id')
        .selectAll('outbox')
        .where('slug', '=', training)
        .where('kind', '=', kind)
        .orderBy('outbox.id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      const counts: number[] = []
      const counter: KyselyPlugin = {
        transformQuery: ({ node }) => node,
        transformResult: async ({ result }) => {
          counts.push(result.rows.length)
          return result
        },
      }
      const reader = context.db.reader.withPlugin(counter)
      assert.ok(await composeMail({ ...context, db: { ...context.db, reader } }, row))
      return Math.max(...counts)
    }

    test('is made without reading all that they said', async () => {
      const { slug } = await running().givenTraining({ audience: { access: 'approval', supervisor: 'optional' } })
      const ada = someone()
      await running().signUp(slug, { people: [ada] })
      for (let one = 0; one < 20; one++)
        await running().signUp(slug, { people: [{ ...ada, supervisorEmail: `boss${one}@precinct.example` }] })
      assert.equal(await mostRead(slug, 'supervisor'), 1)
      assert.equal(await mostRead(slug, 'already-registered'), 1)
    })
  },
  mailing,
)
