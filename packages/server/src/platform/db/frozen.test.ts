import assert from 'node:assert/strict'
import { after, before, describe, test } from 'mocha'
import pg from 'pg'
import { probePatienceMs } from '../../start/health.ts'
import { type Postgres, startPostgres } from '../../testing/databases/postgres.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { adminToken, someone } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { connectionPatienceMs } from './connection-queue.ts'
import { answerPatienceMs } from './postgres-dialect.ts'

// Only ends a test in which a request hangs. A machine that is busy with other tests takes long.
const hangMs = 60_000
const signUps = 100

const ask = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(hangMs) })
  await response.text()
  return { status: response.status, retry: response.headers.get('retry-after') }
}

const signUp = ({ url }: RunningProgram, slug = 't-0') =>
  ask(`${url}/api/v1/trainings/${slug}/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people: [someone()] }),
  })

const list = ({ url }: RunningProgram) =>
  ask(`${url}/api/v1/admin/registrations`, { headers: { authorization: `Bearer ${adminToken}` } })

const open = () => ({ seats: { capacity: null, waitlist: false } })

test('a request waits less than 8 seconds for the database, and a probe less than 2', () => {
  assert.ok(connectionPatienceMs + answerPatienceMs < 8_000)
  assert.ok(probePatienceMs < 2_000)
})

describe('a PostgreSQL server that hangs', () => {
  let postgres: Postgres
  before(async () => {
    postgres = await startPostgres()
  })
  after(async () => {
    await postgres.thaw()
    await postgres.stop()
  })

  test('makes everyone try again later, and loses nothing, on postgres', async () => {
    const url = await postgres.createDatabase()
    await look(url, (db) => seedTrainings(db, 't', 2, open))
    const server = await startServerProcess({ DATABASE_URL: url, ADMIN_TOKEN: adminToken })
    afterTest(() => kill(server))
    for (let warmed = 0; warmed < 5; warmed++) assert.equal((await signUp(server)).status, 201)
    await postgres.freeze()
    const asked = [...Array.from({ length: signUps }, () => signUp(server)), signUp(server, 't-1'), list(server)]
    for (const { status, retry } of await Promise.all(asked)) assert.deepEqual([status, retry], [503, '2'])
    await until(async () => (await ask(`${server.url}/readyz`)).status === 503)
    await postgres.thaw()
    assert.equal((await signUp(server)).status, 201)
    await until(async () => (await ask(`${server.url}/readyz`)).status === 200)
    assert.equal((await list(server)).status, 200)
    assert.deepEqual(await look(url, contradictions), [])
  })
})

describe('a PostgreSQL server whose standby is gone', () => {
  test('is not ready, because no sign-up can be committed, until the standby is back, on postgres', async () => {
    const postgres = await startPostgres()
    afterTest(postgres.stop)
    const url = await postgres.createDatabase()
    await look(url, (db) => seedTrainings(db, 't', 1, open))
    const server = await startServerProcess({ DATABASE_URL: url })
    afterTest(() => kill(server))
    assert.equal((await ask(`${server.url}/readyz`)).status, 200)
    const waitFor = async (standby: string) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`alter system set synchronous_standby_names = '${standby}'`)
      await client.query('select pg_reload_conf()')
      await client.end()
    }
    await waitFor('gone')
    assert.equal((await signUp(server)).status, 503)
    await until(async () => (await ask(`${server.url}/readyz`)).status === 503)
    await waitFor('')
    await until(async () => (await ask(`${server.url}/readyz`)).status === 200)
    assert.equal((await signUp(server)).status, 201)
  })
})

describe('a PostgreSQL server with few connections', () => {
  let postgres: Postgres
  before(async () => {
    postgres = await startPostgres({ maxConnections: 10 })
  })
  after(() => postgres.stop())

  test('is enough for four processes, whatever they are asked, on postgres', async () => {
    const url = await postgres.createDatabase()
    await look(url, (db) => seedTrainings(db, 't', 2, open))
    const servers: RunningProgram[] = []
    for (const _ of [1, 2, 3, 4]) {
      const server = await startServerProcess({ DATABASE_URL: url, ADMIN_TOKEN: adminToken })
      afterTest(() => kill(server))
      servers.push(server)
    }
    const statuses = new Map<number, number>()
    const askOn = async (each: () => Promise<{ status: number }>) => {
      for (let count = 0; count < 15; count++) {
        const { status } = await each()
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(
      servers.flatMap((server) =>
        Array.from({ length: 10 }, (_, index) => askOn(() => (index % 2 === 0 ? signUp(server) : list(server)))),
      ),
    )
    assert.deepEqual(
      statuses,
      new Map([
        [201, 300],
        [200, 300],
      ]),
    )
  })
})
