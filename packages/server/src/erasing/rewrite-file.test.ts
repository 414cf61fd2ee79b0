import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'mocha'
import type { Database } from '../db/database.ts'
import { afterTest } from '../testing/after-test.ts'
import { textsInFiles } from '../testing/erased.ts'
import { holdTrainings } from '../testing/hold.ts'
import { contradictions } from '../testing/recount.ts'
import { kill, look, seedTrainings, startServerProcess } from '../testing/server.ts'
import { adminToken, freshDatabaseUrl, someone, testApp } from '../testing/test-app.ts'
import { rewriteFile } from './rewrite-file.ts'

const minuteMs = 60_000
const people = 200
const erased = 133
const ballastBytes = 64 * 2 ** 20

const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0

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
  const pass = (minutes: number) => {
    server.clock.now = new Date(server.clock.now.getTime() + minutes * minuteMs)
  }
  const list = () => listAll(server.context.db)
  const signUp = async (person: ReturnType<typeof someone>) =>
    assert.equal((await server.signUp(slug, { people: [person] })).status, 201)
  const erase = async (id: string) => assert.equal((await server.admin('DELETE', `/registrations/${id}`)).status, 204)
  return { ...server, server, slug, pass, list, signUp, erase }
}

test('of many people who are erased, no byte is left in the files 10 minutes later, on sqlite', async () => {
  const { context, server, pass, list, signUp, erase } = await given()
  for (const person of peopleOf(people)) await signUp(person)
  const all = await list()
  // Spread over the pages of the file.
  const gone = all.filter((_, index) => (index * erased) % people < erased)
  assert.equal(gone.length, erased)
  for (const { id } of gone) await erase(id)
  for (let minute = 0; minute < 10; minute++) {
    await rewriteFile(context)
    pass(1)
  }
  assert.deepEqual(textsInFiles(server, emailsOf(gone)), [])
  const rest = all.filter((one) => !gone.includes(one))
  assert.equal(textsInFiles(server, emailsOf(rest)).length, people - erased)
  assert.deepEqual(await contradictions(context.db), [])
})

test('no byte is left then either where the process was killed as it rewrote the file, on sqlite', async () => {
  const { context, server, pass, list, signUp, erase } = await given()
  const ada = someone()
  await signUp(ada)
  const [one] = await list()
  await erase(one!.id)
  // The job runs every minute: at worst, it just missed its time before.
  pass(4.99)
  const killed = { ...context, db: { ...context.db, vacuum: () => Promise.reject(new Error('killed')) } }
  await assert.rejects(rewriteFile(killed), /killed/)
  // That of the next process may, too, and the rewrite takes a minute at most.
  pass(3.99)
  await rewriteFile(context)
  assert.deepEqual(textsInFiles(server, [ada.email]), [])
})

test('a server is ready while the file is rewritten, though it cannot write, on sqlite', async () => {
  const { context, send, pass, list, signUp, erase } = await given()
  await signUp(someone())
  const [one] = await list()
  await erase(one!.id)
  const statuses: number[] = []
  const askWhileHeld = async (times: number) => {
    const release = await holdTrainings('sqlite', context.config.databaseUrl)
    // Each probe waits for the write of the one before, until that is given up.
    for (let asked = 0; asked < times; asked++) statuses.push((await send('GET', '/readyz')).status)
    await release()
    return true
  }
  pass(5)
  await rewriteFile({ ...context, db: { ...context.db, vacuum: () => askWhileHeld(6) } })
  assert.deepEqual(statuses, [200, 200, 200, 200, 200, 200])
  await askWhileHeld(1)
  assert.equal(statuses.at(-1), 503, 'whatever else keeps it from writing')
})

test('the file is rewritten once for erasures of the same minutes, and not without any, on sqlite', async () => {
  const { context, pass, list, signUp, erase, logged } = await given()
  const rewrites = () => logged.filter((line) => line.includes('rewritten')).length
  for (const person of peopleOf(3)) await signUp(person)
  pass(60)
  await rewriteFile(context)
  assert.equal(rewrites(), 0)
  for (const { id } of await list()) {
    await erase(id)
    await rewriteFile(context)
    pass(1)
  }
  assert.equal(rewrites(), 0)
  pass(1)
  await Promise.all([rewriteFile(context), rewriteFile(context)])
  assert.equal(rewrites(), 1)
  pass(60)
  await rewriteFile(context)
  assert.equal(rewrites(), 1)
})

test('what another process’s reading keeps in the write-ahead log goes with a later run, on sqlite', async () => {
  const { context, server, pass, list, signUp, erase } = await given()
  const ada = someone()
  await signUp(ada)
  const [one] = await list()
  const other = new DatabaseSync(context.config.databaseUrl.slice('sqlite:'.length), { readOnly: true })
  other.exec('begin; select count(*) from registration')
  await erase(one!.id)
  pass(5)
  await assert.rejects(rewriteFile(context), /a reader keeps/)
  assert.deepEqual(textsInFiles(server, [ada.email]), [ada.email])
  other.close()
  pass(5)
  await rewriteFile(context)
  assert.deepEqual(textsInFiles(server, [ada.email]), [])
})

test('people can sign up while the file is rewritten, on sqlite', async () => {
  const { context, server, list, signUp, erase } = await given()
  for (const person of peopleOf(50)) await signUp(person)
  const [one] = await list()
  await erase(one!.id)
  const over = new AbortController()
  const rewriting = rewriteFile(context, { isLast: true }).then(() => over.abort())
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

test('a rewrite that is killed midway loses no one, and a later one finishes it, on sqlite', async () => {
  for (const part of [0.1, 0.6]) {
    const { server, url, file, found, gone, rest } = await eraseAtServer()
    const ballast = new DatabaseSync(file, { timeout: minuteMs })
    // So that the rewrite takes long enough to be met halfway.
    ballast.exec('create table ballast (bytes blob)')
    for (let one = 0; one < 64; one++) ballast.exec(`insert into ballast values (zeroblob(${ballastBytes / 64}))`)
    ballast.exec('pragma wal_checkpoint(truncate)')
    ballast.close()
    server.child.kill('SIGINT')
    // The copy is in the log before it is in the file.
    while (server.child.exitCode === null && sizeOf(`${file}-wal`) < part * ballastBytes) await delay(1)
    await kill(server)
    assert.equal(await server.ended, 'SIGKILL', 'it was over too soon')
    assert.ok(sizeOf(`${file}-wal`) > 0)
    await look(url, async (db) => {
      assert.deepEqual(emailsOf((await listAll(db)).filter(({ email }) => email !== null)), emailsOf(rest))
      assert.deepEqual(await contradictions(db), [])
      const { context, close } = await testApp('sqlite', {
        system: { db, now: () => new Date(Date.now() + 5 * minuteMs) },
      })
      await rewriteFile(context)
      await close()
    })
    assert.deepEqual(found(gone), [])
    assert.deepEqual(found(rest), emailsOf(rest))
  }
})
