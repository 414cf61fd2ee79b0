import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { test } from 'mocha'
import type { Database } from '../../platform/db/database.ts'
import { textsInFiles } from '../../testing/erased.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { kill, look, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { adminToken, freshDatabaseUrl, someone, testApp } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { wipeFile } from './wipe-file.ts'

const minuteMs = 60_000
const people = 200
const erased = 133

const peopleOf = (count: number) => Array.from({ length: count }, () => someone())
interface Listed {
  id: string
  email: string
}

const emailsOf = (list: readonly Pick<Listed, 'email'>[]) => list.map(({ email }) => email)

const listAll = ({ reader }: Database) =>
  reader.selectFrom('registration').select(['id', 'email']).orderBy('email').$castTo<Listed>().execute()

async function given() {
  const server = await testApp('sqlite')
  afterTest(server.close)
  const { slug } = await server.givenTraining({ seats: { capacity: null, waitlist: false } })
  const list = () => listAll(server.context.db)
  const signUp = async (person: ReturnType<typeof someone>) =>
    assert.equal((await server.signUp(slug, { people: [person] })).status, 201)
  const erase = async (id: string) => assert.equal((await server.admin('DELETE', `/registrations/${id}`)).status, 204)
  return { ...server, server, slug, list, signUp, erase }
}

test('of many people who are erased, no byte is left in the files 10 minutes later, on sqlite', async () => {
  const { context, server, list, signUp, erase } = await given()
  for (const person of peopleOf(people)) await signUp(person)
  const all = await list()
  // Spread over the pages of the file.
  const gone = all.filter((_, index) => (index * erased) % people < erased)
  assert.equal(gone.length, erased)
  for (const { id } of gone) await erase(id)
  for (let minute = 0; minute < 10; minute++) {
    await wipeFile(context)
    server.clock.later({ minutes: 1 })
  }
  assert.deepEqual(textsInFiles(server, emailsOf(gone)), [])
  const rest = all.filter((one) => !gone.includes(one))
  assert.equal(textsInFiles(server, emailsOf(rest)).length, people - erased)
  assert.deepEqual(await contradictions(context.db), [])
})

test('no byte is left then either where the process was killed as it wiped the file, on sqlite', async () => {
  const { context, server, list, signUp, erase } = await given()
  const ada = someone()
  await signUp(ada)
  const [one] = await list()
  await erase(one!.id)
  // The job runs every minute: at worst, it just missed its time before.
  server.clock.later({ minutes: 4.99 })
  const killed = { ...context, db: { ...context.db, wipe: () => Promise.reject(new Error('killed')) } }
  await assert.rejects(wipeFile(killed), /killed/)
  // That of the next process may, too, and the wipe takes a minute at most.
  server.clock.later({ minutes: 3.99 })
  await wipeFile(context)
  assert.deepEqual(textsInFiles(server, [ada.email]), [])
})

test('the file is wiped once for erasures of the same minutes, and not without any, on sqlite', async () => {
  const { context, server, list, signUp, erase, logged } = await given()
  const wipes = () => logged.filter((line) => line.includes('is gone from')).length
  for (const person of peopleOf(3)) await signUp(person)
  server.clock.later({ minutes: 60 })
  await wipeFile(context)
  assert.equal(wipes(), 0)
  for (const { id } of await list()) {
    await erase(id)
    await wipeFile(context)
    server.clock.later({ minutes: 1 })
  }
  assert.equal(wipes(), 0)
  server.clock.later({ minutes: 1 })
  await Promise.all([wipeFile(context), wipeFile(context)])
  assert.equal(wipes(), 1)
  server.clock.later({ minutes: 60 })
  await wipeFile(context)
  assert.equal(wipes(), 1)
})

test('what another process’s reading keeps in the write-ahead log goes with a later run, on sqlite', async () => {
  const { context, server, list, signUp, erase } = await given()
  const ada = someone()
  await signUp(ada)
  const [one] = await list()
  const other = new DatabaseSync(context.config.databaseUrl.slice('sqlite:'.length), { readOnly: true })
  other.exec('begin; select count(*) from registration')
  await erase(one!.id)
  server.clock.later({ minutes: 5 })
  await assert.rejects(wipeFile(context), /a reader keeps/)
  assert.deepEqual(textsInFiles(server, [ada.email]), [ada.email])
  other.close()
  server.clock.later({ minutes: 5 })
  await wipeFile(context)
  assert.deepEqual(textsInFiles(server, [ada.email]), [])
})

test('people can sign up while the file is wiped, on sqlite', async () => {
  const { context, server, list, signUp, erase } = await given()
  for (const person of peopleOf(50)) await signUp(person)
  const [one] = await list()
  await erase(one!.id)
  const over = new AbortController()
  const rewriting = wipeFile(context, { isLast: true }).then(() => over.abort())
  const signUpOn = async () => {
    while (!over.signal.aborted) await signUp(someone())
  }
  await Promise.all([rewriting, ...Array.from({ length: 8 }, signUpOn)])
  assert.deepEqual(textsInFiles(server, [one!.email]), [])
  assert.deepEqual(await contradictions(context.db), [])
})

/** A server with people. Two of three are erased but still in the file. */
async function eraseAtServer() {
  const { url, remove } = await freshDatabaseUrl('sqlite')
  afterTest(remove)
  await look(url, (db) => seedTrainings(db, 't', 1, () => ({ seats: { capacity: null, waitlist: false } })))
  const server = await startServerProcess({ DATABASE_URL: url, ADMIN_TOKEN: adminToken })
  afterTest(() => kill(server))
  const api = `${server.url}/api/v1`
  const authorization = `Bearer ${adminToken}`
  for (const person of peopleOf(60))
    await fetch(`${api}/trainings/t-0/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ people: [person] }),
    })
  const all = await look(url, listAll)
  const gone = all.filter((_, index) => index % 3 > 0)
  for (const { id } of gone)
    await fetch(`${api}/admin/registrations/${id}`, { method: 'DELETE', headers: { authorization } })
  const file = url.slice('sqlite:'.length)
  const found = (wanted: readonly Listed[]) => {
    const bytes = ['', '-wal', '-shm'].map((end) => (existsSync(file + end) ? readFileSync(file + end, 'latin1') : ''))
    return emailsOf(wanted).filter((email) => bytes.join('').includes(email))
  }
  return { server, url, file, found, gone, rest: all.filter((one) => !gone.includes(one)) }
}

test('a server that stops leaves no erased person in the file, on sqlite', async () => {
  const { server, found, gone, rest } = await eraseAtServer()
  server.child.kill('SIGINT')
  assert.equal(await server.ended, 0)
  assert.deepEqual(found(gone), [])
  assert.deepEqual(found(rest), emailsOf(rest))
})

test('a wipe that is killed midway loses no one, and a later one finishes it, on sqlite', async () => {
  const { server, url, file, found, gone, rest } = await eraseAtServer()
  const ballast = new DatabaseSync(file, { timeout: minuteMs })
  // Spread over the file, so that pages are divided and leave gaps: work for many steps.
  ballast.exec(`create table ballast (id text primary key, bytes blob);
    with recursive numbers(i) as (select 1 union all select i + 1 from numbers where i < 20000)
    insert into ballast select printf('%08x', i * 2654435761 % 4294967296) || printf('%0800d', i), zeroblob(200) from numbers`)
  const wiped = () => Number(ballast.prepare('pragma user_version').get()?.['user_version'])
  const isWhole = () => assert.equal(ballast.prepare('pragma integrity_check').get()?.['integrity_check'], 'ok')
  const before = wiped()
  const program = fileURLToPath(new URL('../../platform/db/wipe-gaps.ts', import.meta.url))
  const wipe = () => spawn(process.execPath, [program, file], { stdio: 'inherit' })
  const killed = wipe()
  await until(() => wiped() > before)
  killed.kill('SIGKILL')
  assert.deepEqual(await once(killed, 'exit'), [null, 'SIGKILL'])
  isWhole()
  assert.deepEqual(await look(url, contradictions), [])
  assert.deepEqual(await once(wipe(), 'exit'), [0, null])
  isWhole()
  ballast.close()
  assert.deepEqual(await look(url, contradictions), [])
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200)
  assert.deepEqual(found(gone), [])
  assert.deepEqual(found(rest), emailsOf(rest))
})
