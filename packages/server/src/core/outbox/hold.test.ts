import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../delivery/deliver.ts'
import { settleRestored } from '../../delivery/settle-restored.ts'
import { adminToken, onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { mailing } from '../../testing/verify.ts'
import { deliverWebhooks } from '../webhooks/deliver-due.ts'
import { deliveryRow } from '../webhooks/fan-out.ts'
import { hold, release } from './hold.ts'

const sent: string[] = []
const server = {
  environment: mailing.environment,
  system: { sendMail: async ({ to }: { to: string }) => void sent.push(to) },
}

onBothDatabases(
  'after a restore',
  (given) => {
    const restoredTo = (instant: Date) => given().context.db.transaction((tx) => hold(tx, instant.toISOString()))
    const home = async () =>
      (await given().app.request('/admin', { headers: { authorization: `Bearer ${adminToken}` } })).text()

    test('emails and webhooks wait for the operator, and organizers are told', async () => {
      const { row, context, givenTraining, signUp, clock } = given()
      const { slug } = await givenTraining()
      await restoredTo(clock.now)
      const now = clock.now.toISOString()
      const hook = { id: context.newId(), url: 'https://receiver.example', events: '["*"]', state: 'on' as const }
      const delivery = deliveryRow(context.newId(), hook.id, { event: 'webhook.test' }, now, now)
      await context.db.transaction(async (tx) => {
        const rest = { secret: 'x', previous_secret: null, busy_until: '', paused_until: '' }
        await tx
          .insertInto('webhook')
          .values({ ...hook, ...rest, created_at: now, updated_at: now })
          .execute()
        await tx.insertInto('webhook_delivery').values(delivery).execute()
      })
      const ada = someone()
      await signUp(slug, { people: [ada] })
      await deliverMails(context)
      await deliverWebhooks(context)
      assert.ok(!sent.includes(ada.email))
      assert.equal((await row('webhook_delivery', { id: delivery.id })).tries, 0)
      assert.match(await home(), /Emails and webhooks wait: a backup was restored/)
      await context.db.transaction(async (tx) => {
        await tx.deleteFrom('webhook').where('id', '=', hook.id).execute()
        await release(tx, now)
      })
      await deliverMails(context)
      assert.ok(sent.includes(ada.email))
      assert.doesNotMatch(await home(), /a backup was restored/)
    })

    test('an email that is queued anew is dropped where it had left, once for each that had', async () => {
      const { row, context, givenTraining, signUp, clock } = given()
      const { slug } = await givenTraining()
      await restoredTo(clock.now)
      const people = [someone(), someone()]
      for (const person of people) await signUp(slug, { people: [person] })
      const { id } = await row('registration', { email: people[0]!.email })
      const before = {
        mail: () => ({ outcome: null, sent_at: null, last_error: null }),
        delivery: () => undefined,
        hasEvents: () => true,
        message: () => undefined,
        reminded: () => undefined,
        leftMails: [{ id: context.newId(), kind: 'confirmed', subject: id }],
      }
      const counts = await context.db.transaction(async (tx) => {
        await settleRestored(context, tx, before)
        return release(tx, clock.now.toISOString())
      })
      assert.equal(counts.dropped, 1)
      await deliverMails(context)
      assert.deepEqual(
        people.map(({ email }) => sent.includes(email)),
        [false, true],
      )
    })

    test('where nothing is known about what left, all that was due counts as sent, and no reminder comes again', async () => {
      const { rows, context, givenTraining, signUp, clock } = given()
      const start = new Date(clock.now.getTime() + 20 * 60 * 60_000).toISOString().slice(0, 16)
      const end = new Date(clock.now.getTime() + 24 * 60 * 60_000).toISOString().slice(0, 16)
      const { slug } = await givenTraining({ start, end, timeZone: 'UTC' })
      await signUp(slug, { people: [someone()] })
      await context.db.transaction((tx) => settleRestored(context, tx, undefined))
      const mails = await rows('outbox', { slug })
      assert.deepEqual(
        mails.map(({ outcome, last_error }) => [outcome, last_error]),
        [['dropped', 'restored']],
      )
      const reminded = (await rows('reminded', { slug })).map(({ kind, is_done }) => `${kind} ${is_done}`)
      assert.deepEqual(reminded.toSorted(), ['reminder 1', 'still-coming 1'])
    })
  },
  server,
)
