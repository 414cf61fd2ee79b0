import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'mocha'
import { findReleaseBefore, makeNextServer, unpackServer } from '../../testing/databases/other-version.ts'
import { dayZone } from '../../testing/day-zone.ts'
import { contradictions } from '../../testing/generated/recount.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { comeBack } from '../../testing/servers/come-back.ts'
import { countUnsent } from '../../testing/servers/crowd.ts'
import { startProxy } from '../../testing/servers/proxy.ts'
import { kill, look, type RunningProgram, startServerProcess } from '../../testing/servers/server.ts'
import {
  adminToken,
  type Dialect,
  dialects,
  freshDatabaseUrl,
  type Json,
  someone,
} from '../../testing/servers/test-app.ts'
import { startTestMail } from '../../testing/servers/two-servers.ts'
import { until } from '../../testing/servers/until.ts'
import { migrations } from '../db/migrations/index.ts'

const visitors = 6
/** How many register while one process is replaced: strangers cause no more than 1,000 emails an hour. */
const perStep = 120
/** Each third person cancels. */
const thirdOf = 3
const seats = { capacity: null, waitlist: false }
/** Node's arguments for another version; none for this one. */
type Version = string[] | undefined

/** Starts two processes of a version on a new database, replaces them by the other version, and goes back. */
async function upgradeAndBack(dialect: Dialect, { from, to }: { from: Version; to: Version }) {
  const place = await freshDatabaseUrl(dialect)
  afterTest(place.remove)
  const { smtp, environment: mail } = await startTestMail()
  const environment = { DATABASE_URL: place.url, ADMIN_TOKEN: adminToken, ...mail }
  const start = (version: Version) => startServerProcess(environment, version && { program: version })
  const first = await start(from)
  // Its version has to store it.
  await seed(first)
  let servers = [first, await start(from)]
  afterTest(() => Promise.all(servers.map(kill)))
  const proxy = await startProxy()
  afterTest(proxy.stop)
  proxy.use(servers.map(({ port }) => port))

  const load = startLoad(proxy.url)
  for (const version of [to, to, from, from]) {
    const [old, other] = servers as [RunningProgram, RunningProgram]
    old.child.kill('SIGTERM')
    assert.equal(await old.ended, 0, old.output())
    servers = [other, await start(version)]
    proxy.use(servers.map(({ port }) => port))
    await load.more()
  }
  const { answers, registered, canceled } = await load.end()
  assert.deepEqual(
    new Set(answers.keys()),
    new Set(['look 200', 'register 201', 'find 200', 'cancel 200']),
    JSON.stringify([...answers]),
  )
  const rows = await look(place.url, ({ reader }) =>
    reader.selectFrom('registration').select(['email', 'status']).execute(),
  )
  const inOrder = (addresses: Iterable<string | null>) => [...addresses].map(String).toSorted()
  assert.deepEqual(inOrder(rows.map(({ email }) => email)), inOrder(registered))
  assert.deepEqual(
    inOrder(rows.filter(({ status }) => status === 'cancelled').map(({ email }) => email)),
    inOrder(canceled),
  )
  assert.deepEqual(await look(place.url, contradictions), [])
  await look(place.url, (db) => until(async () => (await countUnsent(db)) === 0))
  const emails = smtp.received.map(({ recipients, mail: { subject } }) => `${recipients[0]} ${subject}`)
  assert.equal(new Set(emails).size, emails.length, 'each email once')
  assert.ok(canceled.size > 0 && emails.length >= registered.size)
}

describe('an upgrade of one process after the other, and back', () => {
  for (const dialect of dialects)
    test(`to a version with one more migration loses no request and no email, on ${dialect}`, async () => {
      const last = Object.keys(migrations).at(-1) ?? ''
      await upgradeAndBack(dialect, { from: undefined, to: makeNextServer(last) })
    })

  const release = findReleaseBefore()
  for (const dialect of dialects)
    test(`from ${release ?? 'the release before'} loses no request and no email, on ${dialect}`, async function () {
      // Until there is one, the test above is all that can be known.
      if (!release) return this.skip()
      await upgradeAndBack(dialect, { from: unpackServer(release), to: undefined })
    })
})

const post = { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` } }

async function seed({ url }: RunningProgram) {
  const when = { start: '2099-03-07T09:00', end: '2099-03-07T15:00', timeZone: dayZone(new Date()) }
  const training = {
    slug: 't-0',
    title: { en: 'First aid' },
    venue: { name: 'Hall' },
    status: 'published',
    seats,
    ...when,
  }
  const audience = { verify: 'never' }
  const body = JSON.stringify({
    ...training,
    audience,
    organizer: { name: 'Office' },
    contact: { phone: '816-555-0100' },
  })
  const response = await fetch(`${url}/api/v1/admin/trainings`, { ...post, body })
  assert.equal(response.status, 201, await response.text())
}

/** Visitors who look, register, and now and then cancel, until the end. */
function startLoad(url: string) {
  const answers = new Map<string, number>()
  const [registered, canceled] = [new Set<string>(), new Set<string>()]
  const over = new AbortController()
  let most = perStep
  const note = async (what: string, path: string, options?: RequestInit) => {
    const { response, isRepeated } = await comeBack(() => fetch(`${url}/api/v1/${path}`, options))
    // The first time has canceled, and only its answer came too late.
    const status = what === 'cancel' && isRepeated && response.status === 409 ? 200 : response.status
    answers.set(`${what} ${status}`, (answers.get(`${what} ${status}`) ?? 0) + 1)
    return (await response.json()) as Json
  }
  const visit = async () => {
    for (let count = 0; !over.signal.aborted; count++) {
      await note('look', 'trainings/t-0?lang=en')
      if (registered.size >= most) {
        await delay(20)
        continue
      }
      const person = someone()
      const body = JSON.stringify({ people: [person] })
      const headers = { ...post.headers, 'idempotency-key': crypto.randomUUID() }
      const { reference } = await note('register', 'trainings/t-0/registrations', { ...post, headers, body })
      if (!reference) continue
      registered.add(person.email)
      if (count % thirdOf > 0) continue
      const found = await note('find', `admin/find?q=${reference}`, { headers: post.headers })
      await note('cancel', `admin/registrations/${found.people?.[0]?.id}/cancel`, post)
      canceled.add(person.email)
    }
  }
  const visits = Promise.all(Array.from({ length: visitors }, visit))
  return {
    /** Waits until some more have registered. */
    async more() {
      const enough = registered.size + visitors * thirdOf
      most += perStep
      await until(async () => registered.size >= enough)
    },
    async end() {
      over.abort()
      await visits
      return { answers, registered, canceled }
    },
  }
}
