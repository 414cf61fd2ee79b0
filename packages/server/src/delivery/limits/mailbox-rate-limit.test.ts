import assert from 'node:assert/strict'
import type { KyselyPlugin } from 'kysely'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { reserveSlot } from './mailbox-rate-limit.ts'

onBothDatabases('the turns of a mailbox', (running) => {
  test('are taken without reading those of all who wait', async () => {
    const { context } = running()
    const recipient = 'crowded'
    for (let one = 0; one < 30; one++) await reserveSlot(context, { recipient, mailId: `mail ${one}` })
    const counts: number[] = []
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        counts.push(result.rows.length)
        return result
      },
    }
    const { unsynced } = context.db
    const db: typeof context.db = {
      ...context.db,
      unsynced: (run) => unsynced((tx) => run(tx.withPlugin(counter))),
    }
    const instant = await reserveSlot({ ...context, db }, { recipient, mailId: 'the last' })
    assert.equal(instant, new Date(context.now().getTime() + 6 * 60 * 60_000).toISOString())
    assert.equal(Math.max(...counts), 5)
  })
})
