import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'mocha'
import { createContext } from '../core/context.ts'
import { readConfig } from '../platform/config.ts'
import { openContext } from '../start/serve.ts'
import { authSecret, kill, look, seedTrainings, startServerProcess } from '../testing/servers/server.ts'
import { startSmtpServer } from '../testing/servers/smtp.ts'
import { dialects, freshDatabaseUrl } from '../testing/servers/test-app.ts'
import { deliverMails } from './deliver.ts'

// Far less than a code is valid.
const leaseIsOverMs = 91_000

for (const dialect of dialects) {
  describe(`a server that is killed while it sends, on ${dialect}`, () => {
    test('leaves the mail to another, who sends it under the same Message-ID', async () => {
      const place = await freshDatabaseUrl(dialect)
      const smtp = await startSmtpServer()
      const { promise: silentUntil, resolve } = Promise.withResolvers<void>()
      const environment = {
        DATABASE_URL: place.url,
        SMTP_URL: smtp.url,
        MAIL_FROM: 'signup@example.org',
        AUTH_SECRET: authSecret,
        LOG_LEVEL: 'info',
      }
      const [slug = ''] = await look(place.url, (db) => seedTrainings(db, 'killed-mail', 1))
      smtp.behave({ at: 'DATA', silentUntil })
      const server = await startServerProcess(environment)
      await signUp(server.url, slug)
      while (smtp.received.length === 0) await delay(20)
      await kill(server)
      resolve()

      smtp.behave(undefined)
      const { context, close } = await openContext(readConfig(environment))
      await deliverMails(context)
      assert.equal(smtp.received.length, 1)
      const later = createContext({ ...context, now: () => new Date(Date.now() + leaseIsOverMs) })
      await deliverMails(later)
      await deliverMails(later)
      const ids = smtp.received.map(({ mail }) => mail.messageId)
      assert.equal(ids.length, 2)
      assert.equal(new Set(ids).size, 1)
      await close()
      await smtp.close()
      await place.remove()
    })
  })
}

async function signUp(url: string, slug: string) {
  const response = await fetch(`${url}/api/v1/trainings/${slug}/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people: [{ givenName: 'Ada', familyName: 'Reyes', email: 'ada@example.org' }] }),
  })
  assert.equal(response.status, 201)
}
