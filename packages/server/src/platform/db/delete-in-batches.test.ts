import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { test } from 'mocha'
import { forgetDeliveries } from '../../core/webhooks/deliver-due.ts'
import { forgetSlots } from '../../delivery/limits/mailbox-rate-limit.ts'
import { onBothDatabases } from '../../testing/servers/test-app.ts'

const old = '2026-11-01T00:00:00.000Z'
const lines = sql`with recursive line(n) as (select 1 union all select n + 1 from line where n < 1500)`
const oldName = sql`'old-' || cast(n as text)`

onBothDatabases('what is forgotten every hour', (given) => {
  /** How many are left after the first batch, and after a whole run; one is young. */
  async function leftAfter(table: 'webhook_delivery' | 'mailbox_slot', forget: typeof forgetDeliveries) {
    const { context } = given()
    const count = async () => (await context.db.reader.selectFrom(table).selectAll().execute()).length
    let batches = 0
    await forget({ ...context, isStopping: () => (batches += 1) > 1 })
    const first = await count()
    await forget(context)
    return [first, await count()]
  }

  test('goes a thousand rows at a time: deliveries', async () => {
    const { context, clock } = given()
    const now = clock.now.toISOString()
    await context.db.transaction(async (tx) => {
      const hook = { id: 'hook', url: 'https://x.example', events: '[]', state: 'off', secret: '' } as const
      const never = { previous_secret: null, busy_until: old, paused_until: '', created_at: old, updated_at: old }
      await tx
        .insertInto('webhook')
        .values({ ...hook, ...never })
        .execute()
      const columns = sql`(id, webhook_id, event, data, happened_at, due_at, tries, created_at)`
      await sql`${lines} insert into webhook_delivery ${columns}
        select ${oldName}, 'hook', 'e', '{}', ${sql.lit(old)}, ${sql.lit(old)}, 0, ${sql.lit(old)} from line`.execute(
        tx,
      )
      await sql`insert into webhook_delivery ${columns}
        values ('young', 'hook', 'e', '{}', ${now}, ${now}, 0, ${now})`.execute(tx)
    })
    assert.deepEqual(await leftAfter('webhook_delivery', forgetDeliveries), [501, 1])
  })

  test('goes a thousand rows at a time: slots of mailboxes', async () => {
    const { context, clock } = given()
    await context.db.transaction(async (tx) => {
      await sql`${lines} insert into mailbox_slot (recipient, slot, mail_id, reserved_for)
        select 'someone', n, ${oldName}, ${sql.lit(old)} from line`.execute(tx)
      const young = { recipient: 'someone', slot: 0, mail_id: 'young', reserved_for: clock.now.toISOString() }
      await tx.insertInto('mailbox_slot').values(young).execute()
    })
    assert.deepEqual(await leftAfter('mailbox_slot', forgetSlots), [501, 1])
  })
})
