import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { kill } from '../../testing/servers/server.ts'
import { dialects, someone } from '../../testing/servers/test-app.ts'
import { ask, startTestMail, startTwoServers } from '../../testing/servers/two-servers.ts'
import { until } from '../../testing/servers/until.ts'

const people = 120
// What a process may have in hand when it dies; another process takes it over ten minutes later.
const inHand = 5

for (const dialect of dialects) {
  describe(`a message on ${dialect}`, () => {
    test(`that two processes send reaches everyone once, though one of them is killed in the meantime, on ${dialect}`, async () => {
      const { smtp, environment } = await startTestMail()
      const { slug, servers } = await startTwoServers(dialect, { environment })
      const [first, second] = servers
      await Promise.all(
        Array.from({ length: people }, () =>
          ask(first, 'POST', `/trainings/${slug}/registrations`, { people: [someone()] }),
        ),
      )
      const draft = { training: slug, about: 'seat', subject: { en: 'Parking' }, text: { en: 'Lot B.' } }
      const { id } = await ask(first, 'POST', '/admin/messages', draft)
      await ask(second, 'POST', `/admin/messages/${id}/send`)
      const arrived = () => smtp.received.filter(({ mail }) => mail.subject === 'Parking')
      await until(() => arrived().length > 0)
      await kill(first)
      const report = () => ask(second, 'GET', `/admin/messages/${id}`)
      await until(async () => {
        const { message, totals } = await report()
        return message.state === 'sent' && totals.sent >= people - inHand
      })
      const { totals } = await report()
      assert.equal(totals.sent + totals.waiting, people)
      const messages = new Set(arrived().map(({ mail }) => mail.messageId))
      const recipients = arrived().map(({ recipients: [to] }) => to)
      assert.equal(messages.size, arrived().length)
      assert.equal(new Set(recipients).size, recipients.length)
    })
  })
}
