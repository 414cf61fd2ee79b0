import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { comeBack } from '../../testing/servers/come-back.ts'
import { startProxy } from '../../testing/servers/proxy.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { dialects, freshDatabaseUrl, someone } from '../../testing/servers/test-app.ts'

const visitors = 8
const restarts = 2

describe('a rolling restart', () => {
  for (const dialect of dialects)
    test(`behind a proxy that keeps connections and probes loses no request, on ${dialect}`, async () => {
      const place = await freshDatabaseUrl(dialect)
      afterTest(place.remove)
      await look(place.url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
      const proxy = await startProxy()
      afterTest(proxy.stop)
      const start = () => startServerProcess({ DATABASE_URL: place.url })
      let servers = [await start(), await start()]
      afterTest(() => Promise.all(servers.map(kill)))
      proxy.use(servers.map(({ port }) => port))

      const load = startLoad(proxy.url)
      for (let round = 0; round < restarts; round++) {
        const [old, other] = servers as [RunningProgram, RunningProgram]
        old.child.kill('SIGTERM')
        assert.equal(await old.ended, 0)
        servers = [other, await start()]
        proxy.use(servers.map(({ port }) => port))
      }
      const { statuses, registered } = await load.end()
      assert.deepEqual(new Set(statuses.keys()), new Set([200, 201]))
      const rows = await look(place.url, (db) => db.reader.selectFrom('registration').select('id').execute())
      assert.equal(rows.length, registered)
      assert.deepEqual(await look(place.url, contradictions), [])
    })
})

/** Visitors who look and register until the end. */
function startLoad(url: string) {
  const statuses = new Map<number, number>()
  const over = new AbortController()
  const count = async (send: () => Promise<Response>) => {
    const { status } = (await comeBack(send)).response
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  const visit = async () => {
    while (!over.signal.aborted) {
      await count(() => fetch(`${url}/api/v1/trainings/t-0`))
      const sent = {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({ people: [someone()] }),
      }
      await count(() => fetch(`${url}/api/v1/trainings/t-0/registrations`, sent))
    }
  }
  const visits = Promise.all(Array.from({ length: visitors }, visit))
  return {
    async end() {
      over.abort()
      await visits
      return { statuses, registered: statuses.get(201) ?? 0 }
    },
  }
}
