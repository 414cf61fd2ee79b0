import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { installedPostgres } from '../../testing/databases/postgres.ts'
import { startWithStandby } from '../../testing/databases/standby.ts'
import { dayZone } from '../../testing/day-zone.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { checkCrowd, countRegistrations, crowd, finderIn, persistentFinderIn } from '../../testing/servers/crowd.ts'
import { isThere, startHaproxy, startMovingAddress, startPgbouncer } from '../../testing/servers/programs.ts'
import { look, type RunningProgram, seedTrainings, startServers } from '../../testing/servers/server.ts'
import { adminToken, freshDatabaseUrl, someone } from '../../testing/servers/test-app.ts'
import { startTestMail } from '../../testing/servers/two-servers.ts'
import { until } from '../../testing/servers/until.ts'

const people = 120
const capacity = 40

/** A PostgreSQL with one training, and a mail server. */
async function given() {
  const place = await freshDatabaseUrl('postgres')
  afterTest(place.remove)
  const [slug = ''] = await look(place.url, (db) =>
    seedTrainings(db, 'shared', 1, () => ({ timeZone: dayZone(new Date()), seats: { capacity, waitlist: true } })),
  )
  const { smtp, environment } = await startTestMail()
  return { url: place.url, slug, smtp, environment: { ADMIN_TOKEN: adminToken, ...environment } }
}

describe('processes on one PostgreSQL', () => {
  for (const count of [2, 4])
    test(`${count} behind HAProxy lose nothing and oversell nothing, and each email leaves once, also while one stops`, async function () {
      if (!isThere('haproxy')) return this.skip()
      const { url, slug, smtp, environment } = await given()
      const servers = await startServers(count, { ...environment, DATABASE_URL: url })
      const proxy = await startHaproxy(servers.map(({ port }) => port))
      const half = crowd([proxy], { slug, people: people / 2, atOnce: 12, idOf: finderIn(url) })
      const [first] = servers as [RunningProgram]
      first.child.kill('SIGTERM')
      const visits = [
        ...(await half),
        ...(await crowd([proxy], { slug, people: people / 2, atOnce: 12, idOf: finderIn(url) })),
      ]
      assert.equal(await first.ended, 0)
      assert.equal(
        visits.reduce((sum, { lost }) => sum + lost, 0),
        0,
      )
      await checkCrowd(url, visits, smtp)
    })

  test('two behind pgbouncer in transaction mode do the same', async function () {
    if (!isThere('pgbouncer')) return this.skip()
    const { url, slug, smtp, environment } = await given()
    const servers = await startServers(2, { ...environment, DATABASE_URL: await startPgbouncer(url) })
    const urls = servers.map((one) => one.url)
    const visits = await crowd(urls, { slug, people, atOnce: 12, idOf: finderIn(url) })
    await checkCrowd(url, visits, smtp)
  })
})

describe('processes on a PostgreSQL with a synchronous standby', () => {
  /** Two processes that reach it by an address that moves. */
  async function givenPair() {
    const pair = await startWithStandby()
    const at = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`
    const [slug = ''] = await look(at(pair.primaryPort), (db) =>
      seedTrainings(db, 'pair', 1, () => ({ timeZone: dayZone(new Date()), seats: { capacity, waitlist: true } })),
    )
    const { smtp, environment } = await startTestMail()
    const moving = await startMovingAddress(pair.primaryPort, pair.standbyPort)
    const servers = await startServers(2, { ...environment, ADMIN_TOKEN: adminToken, DATABASE_URL: at(moving) })
    return { pair, slug, smtp, urls: servers.map(({ url }) => url), at, moving }
  }
  const isMissing = () => !isThere('haproxy') || !installedPostgres()

  test('lose nothing that was answered when the primary is lost and the standby takes over', async function () {
    if (isMissing()) return this.skip()
    const { pair, slug, smtp, urls, at, moving } = await givenPair()
    const crowding = crowd(urls, { slug, people, atOnce: 12, idOf: persistentFinderIn(at(moving)) })
    const isHalf = async () => (await look(at(pair.primaryPort), countRegistrations)) >= people / 3
    await until(isHalf)
    await pair.losePrimary()
    await pair.promote()
    const visits = await crowding
    assert.ok(visits.some(({ refusals }) => refusals > 0))
    await checkCrowd(at(pair.standbyPort), visits, smtp)
  })

  test('say that no one can register while the standby is gone, and lose nothing', async function () {
    if (isMissing()) return this.skip()
    const { pair, slug, urls } = await givenPair()
    await pair.loseStandby()
    const headers = { 'content-type': 'application/json' }
    const answers = await Promise.all(
      urls.map((url) =>
        fetch(`${url}/api/v1/trainings/${slug}/registrations`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ people: [someone()] }),
        }),
      ),
    )
    for (const answer of answers) {
      assert.equal(answer.status, 503)
      assert.ok(answer.headers.get('retry-after'))
    }
    await until(async () => (await fetch(`${urls[0]}/readyz`)).status === 503)
  })
})
