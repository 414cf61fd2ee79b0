import assert from 'node:assert/strict'
import { test } from 'mocha'
import { startPostgres } from '../../testing/databases/postgres.ts'
import { mountSmallDisk } from '../../testing/databases/small-disk.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { type Json, readJson, someone } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'

async function signUp({ url }: RunningProgram) {
  const response = await fetch(`${url}/api/v1/trainings/t-0/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ people: [someone()] }),
  })
  return { status: response.status, retry: response.headers.get('retry-after'), body: await readJson(response) }
}

const statusOf = async ({ url }: RunningProgram, path: string) => (await fetch(`${url}${path}`)).status

const stored = async (url: string) =>
  (await look(url, (db) => db.reader.selectFrom('registration').select('reference').execute()))
    .map(({ reference }) => reference)
    .toSorted()

/** Checks that the log names the full disk once, without stacks, though many requests failed. */
function checkLog(server: RunningProgram, code: unknown) {
  const lines = server.output().trim().split('\n')
  const told = lines.filter((line) => line.includes('"can’t use the database;'))
  assert.deepEqual(
    told.map((line) => (JSON.parse(line) as { code: unknown }).code),
    [code],
    'one line a minute',
  )
  assert.doesNotMatch(server.output(), /a request failed|a job failed|    at /)
}

test('a full disk: not ready, no one is told that they are registered, and it recovers by itself, on sqlite', async function () {
  // With room for the file and its log.
  const disk = mountSmallDisk('4m')
  if (!disk) return this.skip()
  afterTest(disk.unmount)
  const url = `sqlite:${disk.folder}/signup.db`
  await look(url, (db) => seedTrainings(db, 't', 1))
  const server = await startServerProcess({ DATABASE_URL: url })
  let reference = ''
  try {
    assert.equal(await statusOf(server, '/readyz'), 200)
    disk.fill()
    await until(async () => (await statusOf(server, '/readyz')) === 503)
    assert.equal(await statusOf(server, '/livez'), 200)
    for (let again = 0; again < 10; again++) {
      const { status, retry } = await signUp(server)
      assert.deepEqual([status, retry], [503, '2'])
    }
    disk.empty()
    await until(async () => (await statusOf(server, '/readyz')) === 200)
    const { status, body } = await signUp(server)
    assert.equal(status, 201)
    reference = body.reference
    checkLog(server, 13)
  } finally {
    await kill(server)
  }
  assert.deepEqual(await stored(url), [reference])
  assert.deepEqual(await look(url, contradictions), [])
})

test('a full disk: people it has no room for try again later, and no one is lost, on postgres', async function () {
  const disk = mountSmallDisk('160m')
  if (!disk) return this.skip()
  const postgres = await startPostgres({ durable: true, disk: disk.folder })
  afterTest(async () => {
    await postgres.stop()
    disk.unmount()
  })
  const url = await postgres.createDatabase()
  await look(url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
  const server = await startServerProcess({ DATABASE_URL: url })
  afterTest(() => kill(server))
  const kept: string[] = []
  const keep = ({ status, body }: Json) => {
    if (status === 201) kept.push(body.reference)
    return status as number
  }
  assert.equal(keep(await signUp(server)), 201)
  disk.fill()
  // What it has on the disk has room for some people yet.
  let refused: Awaited<ReturnType<typeof signUp>> | undefined
  for (let tries = 0; tries < 500 && !refused; tries++) {
    const answer = await signUp(server)
    if (keep(answer) !== 201) refused = answer
  }
  for (let again = 0; again < 10; again++) {
    assert.deepEqual([refused?.status, refused?.retry, refused?.body.type], [503, '2', '/problems/busy'])
    refused = await signUp(server)
  }
  assert.equal(await statusOf(server, '/livez'), 200)
  assert.equal(await statusOf(server, '/api/v1/trainings/t-0'), 200)
  assert.deepEqual(await stored(url), kept.toSorted())
  assert.deepEqual(await look(url, contradictions), [])

  disk.empty()
  for (let again = 0; again < 10; again++) assert.equal(keep(await signUp(server)), 201)
  assert.equal(await statusOf(server, '/readyz'), 200)
  checkLog(server, '53100')
  assert.deepEqual(await stored(url), kept.toSorted())
  assert.deepEqual(await look(url, contradictions), [])
})
