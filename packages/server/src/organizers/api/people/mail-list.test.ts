import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../../../delivery/deliver.ts'
import { type Mail, MailRefused } from '../../../platform/outgoing-mail.ts'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'

const sent: Mail[] = []
const refused = new Set<string>()
const sendMail = async (mail: Mail) => {
  if (refused.has(mail.to)) throw new MailRefused('550')
  sent.push(mail)
}

onBothDatabases(
  'the organizer’s list of mails',
  (given) => {
    test('shows what waits, was sent and was refused, and retries a refused mail on demand', async () => {
      const { admin, signUp, givenTraining, context } = given()
      const { slug } = await givenTraining()
      const [ada, luis, late] = [someone(), someone(), someone()]
      refused.add(luis.email)
      for (const one of [ada, luis]) await signUp(slug, { people: [one] })
      await deliverMails(context)
      await signUp(slug, { people: [late] })

      const all = (await admin('GET', `/mails?training=${slug}`)).body
      assert.deepEqual(all.totals, { waiting: 1, sent: 1, failed: 1, dropped: 0 })
      assert.deepEqual(
        all.mails.map((one: { state: string }) => one.state),
        ['waiting', 'failed', 'sent'],
      )
      const failed = (await admin('GET', `/mails?training=${slug}&state=failed&kind=confirmed`)).body.mails
      assert.deepEqual([failed.length, failed[0].lastError, failed[0].attempts], [1, '550', 1])
      assert.ok((await admin('GET', '/mails?state=failed')).body.mails.length >= 1)
      // Only an address that refused an email is shown, because it may have to be corrected.
      assert.deepEqual(
        all.mails.map(({ address }: { address: string | null }) => address),
        [null, luis.email, null],
      )
      assert.doesNotMatch(JSON.stringify(all), /Ada|Reyes/)

      refused.clear()
      assert.equal((await admin('POST', `/mails/${failed[0].id}/retry`)).status, 204)
      assert.equal((await admin('POST', `/mails/${failed[0].id}/retry`)).status, 409)
      assert.equal((await admin('POST', `/mails/${crypto.randomUUID()}/retry`)).status, 404)
      await deliverMails(context)
      assert.equal(sent.filter(({ to }) => to === luis.email).length, 1)
      assert.deepEqual((await admin('GET', `/mails?training=${slug}`)).body.totals, {
        waiting: 0,
        sent: 3,
        failed: 0,
        dropped: 0,
      })
    })

    test('comes in pages, latest first, each mail once', async () => {
      const { admin, signUp, givenTraining, context } = given()
      const { slug } = await givenTraining({ seats: { capacity: null, waitlist: false } })
      for (let person = 0; person < 7; person++) {
        await signUp(slug, { people: [someone()] })
        if (person === 3) await deliverMails(context)
      }
      const ids: string[] = []
      for (let cursor = ''; cursor !== 'null'; ) {
        const page = (await admin('GET', `/mails?training=${slug}&limit=3${cursor && `&cursor=${cursor}`}`)).body
        ids.push(...page.mails.map((one: { id: string }) => one.id))
        cursor = String(page.nextCursor)
      }
      assert.deepEqual([ids.length, ids], [7, [...new Set(ids)].toSorted().toReversed()])
      assert.equal((await admin('GET', '/mails?kind=confirmed')).status, 422)
      assert.equal((await admin('GET', '/mails?training=no-such')).status, 404)
    })
  },
  { system: { sendMail } },
)
