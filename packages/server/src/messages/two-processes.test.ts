import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../testing/server.ts'
import { startSmtpServer } from '../testing/smtp.ts'
import { adminToken, dialects, freshDatabaseUrl, readJson, somebody } from '../testing/test-app.ts'

const patienceMs = 90_000
const people = 120
// What a process may have in hand when it dies; another process takes it over ten minutes later.
const inHand = 5

async function ask({ url }: RunningProgram, method: string, path: string, body?: unknown) {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` }
  return readJson(
    await fetch(`${url}/api/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  )
}

async function until(isSo: () => boolean | Promise<boolean>) {
  for (const end = performance.now() + patienceMs; performance.now() < end; await delay(50)) if (await isSo()) return
  assert.fail('waited in vain')
}

for (const dialect of dialects) {
  describe(`a message on ${dialect}`, () => {
    test(`that two processes send reaches everyone once, though one of them is killed meanwhile, on ${dialect}`, async (t) => {
      const place = await freshDatabaseUrl(dialect)
      const [slug = ''] = await look(place.url, (db) =>
        seedTrainings(db, 'written-to', 1, () => ({ seats: { capacity: null } })),
      )
      const smtp = await startSmtpServer()
      const environment = {
        DATABASE_URL: place.url,
        ADMIN_TOKEN: adminToken,
        SMTP_URL: smtp.url,
        MAIL_FROM: 'signup@example.org',
      }
      const servers = await Promise.all([1, 2].map(() => startServerProcess(environment)))
      t.after(async () => {
        await Promise.all(servers.map(kill))
        await smtp.close()
        place.remove()
      })
      const [first, second] = servers as [RunningProgram, RunningProgram]
      await Promise.all(
        Array.from({ length: people }, () =>
          ask(first, 'POST', `/trainings/${slug}/registrations`, { people: [somebody()] }),
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
