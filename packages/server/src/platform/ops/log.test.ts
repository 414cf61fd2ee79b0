import assert from 'node:assert/strict'
import { hostname } from 'node:os'
import { sql } from 'kysely'
import { describe, test } from 'mocha'
import { afterTest } from '../../testing/servers/after-test.ts'
import {
  authSecret,
  kill,
  look,
  type RunningProgram,
  seedTrainings,
  startServerProcess,
} from '../../testing/servers/server.ts'
import { openSocket, postHead } from '../../testing/servers/socket.ts'
import { adminToken, dialects, freshDatabaseUrl } from '../../testing/servers/test-app.ts'

/**
 * Everything that a person, a page or an organizer hands over, in spellings that occur nowhere
 * else.
 */
const personal = {
  givenName: 'Quetzalli',
  familyName: "O'Zyxwvut",
  email: 'quetzalli.private@vault.example',
  agency: 'Undercover Unit 7734',
  phone: '+1 816 555 0147',
  needs: 'wheelchair-and-insulin',
}
const key = 'key-that-nobody-may-read-0123456789'
const origin = 'https://page-of-a-partner.example'
const wrongToken = 'a-guess-at-the-token-0123456789-0123456789'
const secrets = [...Object.values(personal), key, origin, wrongToken, adminToken, authSecret]

for (const dialect of dialects) {
  describe(`the log on ${dialect}`, () => {
    test(`holds nothing of a person, no token, no key and no body, whatever goes wrong, on ${dialect}`, async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      const roles = [{ id: 'police', label: { en: 'Police' } }]
      await look(place.url, (db) =>
        seedTrainings(db, 't', 1, () => ({ audience: { roles }, fields: { phone: 'optional', needs: 'optional' } })),
      )
      const server = await startServerProcess({
        DATABASE_URL: place.url,
        LOG_LEVEL: 'debug',
        ADMIN_TOKEN: adminToken,
        METRICS_PORT: '127.0.0.1:0',
      })
      afterTest(() => kill(server))

      const statuses = [await signUp(server, { role: 'police' }), ...(await misuse(server))]
      statuses.push(await askAsOrganizer(server))
      await hangUp(server)
      // A table that is not there is a server fault whose message and statement name what was to be
      // written.
      await look(place.url, (db) => sql.raw('alter table outbox rename to away').execute(db.writer))
      statuses.push(await signUp(server, { role: 'police', givenName: 'Quetzalli Again' }, `${key}-again`))
      await look(place.url, (db) => sql.raw('alter table away rename to outbox').execute(db.writer))
      await look(place.url, (db) => sql.raw('alter table registration rename to away').execute(db.writer))
      statuses.push(await askAsOrganizer(server))

      assert.deepEqual(statuses, [201, 400, 415, 422, 422, 422, 413, 404, 401, 200, 500, 500])
      const written = server.output()
      const { port } = JSON.parse(/^.*"serving metrics".*$/m.exec(written)?.[0] ?? '{}')
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      assert.match(metrics, /^training_signup_sign_ups_total\{outcome="confirmed"\} 1$/m)
      for (const secret of secrets) assert.ok(!metrics.includes(secret), `${secret} is in the metrics:\n${metrics}`)
      assert.match(written, /"a request failed"/)
      for (const secret of secrets) assert.ok(!written.includes(secret), `${secret} is in the log:\n${written}`)
      for (const line of written.trim().split('\n')) {
        const { msg, pid, hostname: host, request } = JSON.parse(line)
        assert.deepEqual([typeof pid, host], ['number', hostname()], line)
        if (msg === 'a request failed') assert.match(request, /^[\da-f]{32}$/)
      }
    })
  })
}

function post(
  { url }: RunningProgram,
  body: string,
  headers: Record<string, string> = {},
  path = '/api/v1/trainings/t-0/registrations',
) {
  const sent = { 'content-type': 'application/json', 'idempotency-key': key, origin, ...ids, ...headers }
  return fetch(`${url}${path}`, { method: 'POST', headers: sent, body }).then((response) => response.status)
}

/** What a stranger could have for ids: none of it looks random. */
const ids = { 'x-request-id': personal.email, traceparent: `00-${personal.givenName}-${personal.phone}-01` }

const signUp = (server: RunningProgram, other: Record<string, string>, ownKey = key) =>
  post(server, JSON.stringify({ people: [{ ...personal, ...other }] }), { 'idempotency-key': ownKey })

async function misuse(server: RunningProgram): Promise<number[]> {
  const { email } = personal
  return [
    await post(server, `{"people":[{"email":"${email}"`),
    await post(server, JSON.stringify({ people: [personal] }), { 'content-type': 'text/plain' }),
    await signUp(server, { role: email }, `${key}-2`),
    await signUp(server, { role: 'police', [email.replaceAll(/[^a-z]/g, '')]: email }, `${key}-3`),
    // The same key for another request.
    await signUp(server, { role: 'police', familyName: "O'Zyxwvut the Other" }),
    await post(server, JSON.stringify({ people: [{ ...personal, needs: personal.needs.repeat(5000) }] })),
    await post(
      server,
      JSON.stringify({ people: [personal] }),
      {},
      `/api/v1/trainings/${encodeURIComponent(email)}/registrations`,
    ),
  ].concat(await ask(server, wrongToken))
}

const ask = ({ url }: RunningProgram, token: string) =>
  fetch(`${url}/api/v1/admin/registrations?q=${encodeURIComponent(personal.email)}`, {
    headers: { authorization: `Bearer ${token}` },
  }).then((response) => response.status)

const askAsOrganizer = (server: RunningProgram) => ask(server, adminToken)

/** A client whose connection is lost in the middle of a word. */
async function hangUp({ port }: RunningProgram) {
  const socket = await openSocket(port)
  socket.write(`${postHead('t-0', 'Content-Length: 1000')}{"people":[{"email":"${personal.email}`)
  await socket.until(/./, 100)
  socket.end()
  await socket.closed
}
