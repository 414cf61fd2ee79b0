import assert from 'node:assert/strict'
import { test } from 'mocha'
import { onBothDatabases, someone } from '../../testing/servers/test-app.ts'
import { createSigner, mailing, verifying } from '../../testing/verify.ts'

onBothDatabases(
  'the code for an address that a stranger signs up again and again',
  (running) => {
    const { begin, type, later, ...reader } = createSigner(running)

    /** A training, and an address that strangers have used up. */
    async function flooded(count = 20) {
      const { slug } = await running().givenTraining({ ...verifying, seats: { capacity: null, waitlist: false } })
      const { email } = someone()
      const signUp = () => begin(slug, { people: [{ ...someone(), email }] })
      await Promise.all(Array.from({ length: count }, signUp))
      assert.equal((await reader.mailsTo(email)).length, 6)
      later(1)
      return { slug, email }
    }

    test('comes within a quarter of an hour, before those that waited longer', async () => {
      const { slug, email } = await flooded()
      const own = await begin(slug, { people: [{ ...someone(), email }] })
      assert.equal((await reader.mailsTo(email)).length, 0)
      later(15)
      assert.equal((await type(own, await reader.codeTo(email))).body.status, 'confirmed')
    })

    test('comes so too to a coordinator', async () => {
      const { slug, email } = await flooded()
      const own = await begin(slug, { people: [someone()], coordinator: { name: 'Pat', email } })
      await reader.mailsTo(email)
      later(15)
      assert.equal((await type(own, await reader.codeTo(email))).body.status, 'confirmed')
    })

    test('is not sent once its hour is over by then, and the organizer sees that', async () => {
      const { slug, email } = await flooded()
      for (let quarter = 0; quarter < 4; quarter++) {
        later(15)
        assert.equal((await reader.mailsTo(email)).length, quarter < 3 ? 1 : 0)
      }
      const { totals, mails } = (await running().admin('GET', `/mails?training=${slug}&state=dropped`)).body
      assert.deepEqual([totals.sent, totals.dropped, totals.waiting], [9, 11, 0])
      assert.equal(mails[0].lastError, 'crowded-mailbox')
    })
  },
  mailing,
)
