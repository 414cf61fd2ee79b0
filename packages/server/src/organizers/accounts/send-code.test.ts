import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { mailing } from '../../testing/verify.ts'
import { sendCodeLater } from './send-code.ts'

onBothDatabases(
  'a code to sign in',
  (given) => {
    test('is as much work for an unknown address, and leaves at a moment that no one knows', async () => {
      const email = 'dana@example.org'
      await given().admin('POST', '/accounts', { email, name: 'Dana Ortiz', role: 'owner' })
      given().mails.length = 0
      const workFor = async (address: string) => {
        const done: string[] = []
        let waited = 0
        const { context } = given()
        const whileLeaving = Promise.withResolvers<void>()
        sendCodeLater(
          {
            ...context,
            newId: () => (done.push('id'), context.newId()),
            randomBytes: (count) => {
              done.push(`random ${count}`)
              // Two bytes are the delay.
              return count === 2 ? Uint8Array.of(0x80, 0) : new Uint8Array(count)
            },
            steadyClock: {
              now: () => 100,
              until: async (moment) => {
                assert.deepEqual(given().mails, [], 'no email leaves before its moment')
                waited = moment
                whileLeaving.resolve()
              },
            },
          },
          { browser: 'own', address },
        )
        await whileLeaving.promise
        return { done, waited }
      }
      const unknown = await workFor('no.one@example.org')
      assert.deepEqual(await workFor(email), unknown)
      assert.equal(unknown.waited, 600)
      await until(() => given().mails.length > 0)
      assert.deepEqual(
        given().mails.map(({ to }) => to),
        [email],
      )
    })
  },
  mailing,
)
