import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { inShare } from './connection-queue.ts'

onBothDatabases('a job that writes a hundred times', (given) => {
  /** Counts the turns of the loop, in each of which a request could begin. */
  async function turnsIn(work: () => Promise<void>): Promise<number> {
    let turns = 0
    const count = () => {
      turns += 1
      turning = setImmediate(count)
    }
    let turning = setImmediate(count)
    await work()
    clearImmediate(turning)
    return turns
  }
  const writes = 100
  const write = async () => {
    const { db, now } = given().context
    for (let count = 0; count < writes; count++) {
      const at = new Date(now().getTime() + count).toISOString()
      const run = count % 2 === 0 ? db.transaction : db.unsynced
      await run(async (tx) => {
        const row = tx.insertInto('heartbeat').values({ id: 1, at })
        await row.onConflict((same) => same.column('id').doUpdateSet({ at })).execute()
      })
    }
  }

  test('lets requests in between them, whether or not they wait for the disk', async () => {
    assert.ok((await turnsIn(() => inShare('jobs', write))) >= writes - 1)
  })
})
