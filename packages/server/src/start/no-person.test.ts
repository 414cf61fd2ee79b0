import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { readEverything } from '../testing/everything.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { startReceiver } from '../testing/servers/receiver.ts'
import {
  kill,
  look,
  type RunningProgram,
  runCommand,
  seedTrainings,
  startServerProcess,
} from '../testing/servers/server.ts'
import { startSmtpServer } from '../testing/servers/smtp.ts'
import { dialects, freshDatabaseUrl } from '../testing/servers/test-app.ts'
import { until } from '../testing/servers/until.ts'

const adminToken = 'canary-admin-token-0123456789-0123456789'
const someone = (name: string) => ({
  givenName: `Canary${name}`,
  familyName: 'Zyxwvut',
  email: `${name}@canary.example`,
  agency: 'Canary Unit',
  phone: '+1 816 555 0147',
  role: 'canary-role',
  needs: 'wheelchair of a canary',
})
/** Where nothing listens. */
const closed = 'http://127.0.0.1:1023'
const told = /canary|zyxwvut|816 555/i

/** Asks the server as a sponsor's page or an organizer does. */
async function post({ url }: RunningProgram, path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` }
  const response = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  assert.equal(response.status, 201, await response.text())
}

/** Waits until the server has written a line. */
const says = ({ output }: RunningProgram, text: string) => until(() => output().includes(text))

async function readMetrics({ output }: RunningProgram): Promise<string> {
  const { port } = JSON.parse(/^.*"serving metrics".*$/m.exec(output())?.[0] ?? '{}')
  return (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
}

for (const dialect of dialects)
  describe(`what operators read on ${dialect}`, () => {
    test('names no person and no secret of a database full of both, while emails and webhooks fail', async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      const smtp = await startSmtpServer()
      afterTest(smtp.close)
      const hook = await startReceiver((answer) =>
        answer.writeHead(410, { location: 'https://canary.example/' }).end('canary'),
      )
      const roles = [{ id: 'canary-role', label: { en: 'Canary' } }]
      await look(place.url, (db) =>
        seedTrainings(db, 't', 1, () => ({
          audience: { roles, verify: 'never' },
          fields: { agency: 'optional', phone: 'optional', needs: 'optional' },
        })),
      )
      const settings = {
        DATABASE_URL: place.url,
        SMTP_URL: smtp.url,
        MAIL_FROM: 'Canary Office <office@canary.example>',
        ADMIN_TOKEN: adminToken,
        AUTH_SECRET: 'canary-auth-secret-0123456789-0123456789',
        WEBHOOK_ALLOW: hook.place,
      }
      const server = await startServerProcess({ ...settings, LOG_LEVEL: 'debug', METRICS_PORT: '127.0.0.1:0' })
      afterTest(() => kill(server))
      const signUp = (people: unknown[], more = {}) => post(server, '/trainings/t-0/registrations', { people, ...more })

      await post(server, '/admin/webhooks', { url: `http://${hook.place}/canary?key=canary-key` })
      smtp.behave({ at: 'RCPT', code: 550, says: '5.1.1 <ada@canary.example> Canaryada Zyxwvut: no such user' })
      await signUp([someone('ada')])
      await Promise.all(['gave up on an email', 'returned 410'].map((line) => says(server, line)))
      smtp.behave({ at: 'RCPT', code: 554, says: '5.7.1 <bo@canary.example>: relay access denied' })
      const coordinator = { name: 'Canary Lead', email: 'lead@canary.example' }
      await signUp([someone('bo'), someone('cy')], { coordinator, split: true })
      await says(server, 'refuses emails because of this server')
      smtp.behave({ at: 'MAIL', code: 451, says: '4.3.0 <office@canary.example> try later' })
      await signUp([someone('di')])
      await says(server, 'the mail server is not taking emails')

      const metrics = await readMetrics(server)
      const environment = { ...settings, PUBLIC_URL: server.url }
      const running = await runCommand(['doctor'], environment)
      const tested = await runCommand(['mail', 'test', 'ada@canary.example'], environment)
      await kill(server)
      const due_at = '2026-01-01T00:00:00.000Z'
      const held = await look(place.url, async (db) => {
        await db.transaction((tx) => tx.updateTable('outbox').set({ due_at, waiting_since: due_at }).execute())
        return JSON.stringify(await readEverything({ db }))
      })
      const stopped = await runCommand(['doctor'], { ...environment, PUBLIC_URL: closed })

      assert.match(held, /Canarydi.*canary-key|canary-key.*Canarydi/s)
      assert.match(metrics, /^training_signup_sign_ups_total\{outcome="confirmed"\} 3$/m)
      assert.match(running.output, /^ok {7}proxy /m)
      assert.match(tested.output, /^The mail server doesn’t take the sender: 451 4\.3\.0 … try later/)
      assert.match(stopped.output, /^FAILS {4}queues .* an email has been due for/m)
      const read = { metrics, log: server.output(), running, tested, stopped }
      for (const [name, text] of Object.entries(read)) assert.doesNotMatch(JSON.stringify(text), told, name)
    })
  })
