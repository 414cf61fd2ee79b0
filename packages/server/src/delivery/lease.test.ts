import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { test } from 'mocha'
import { leaseMs } from '../core/outbox/lease.ts'
import { onBothDatabases, someone } from '../testing/servers/test-app.ts'
import { until } from '../testing/servers/until.ts'
import { mailing } from '../testing/verify.ts'
import { deliverMails, renewMs } from './deliver.ts'

const sent: string[] = []
let onTheWay: Promise<void> | undefined
const server = {
  environment: mailing.environment,
  system: {
    sendMail: async ({ to }: { to: string }) => {
      sent.push(to)
      await onTheWay
    },
  },
}

onBothDatabases(
  'the lease of an email',
  (given) => {
    test('is renewed while the mail server takes its time, and no one else sends it', async () => {
      const { context, givenTraining, signUp, clock } = given()
      const { slug } = await givenTraining()
      const ada = someone()
      await signUp(slug, { people: [ada] })
      const { promise, resolve } = Promise.withResolvers<void>()
      onTheWay = promise
      mock.timers.enable({ apis: ['setInterval'] })
      const sending = deliverMails(context)
      await until(() => sent.includes(ada.email))
      const lease = async () => {
        const row = await context.db.reader
          .selectFrom('outbox')
          .select('leased_until')
          .where('leased_until', 'is not', null)
          .executeTakeFirst()
        return row?.leased_until ?? ''
      }
      // Twice as long as a lease lasts.
      for (let passed = 0; passed < 2 * leaseMs; passed += renewMs) {
        const before = await lease()
        clock.later({ ms: renewMs })
        mock.timers.tick(renewMs)
        await until(async () => (await lease()) > before)
        await deliverMails(context)
      }
      resolve()
      await sending
      assert.deepEqual(
        sent.filter((to) => to === ada.email),
        [ada.email],
      )
      assert.equal(await lease(), '')
    })
  },
  server,
)
