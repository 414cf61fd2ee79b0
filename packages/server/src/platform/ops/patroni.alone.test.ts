import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { hasPatroni, startPatroni } from '../../testing/databases/patroni.ts'
import { dayZone } from '../../testing/day-zone.ts'
import { checkCrowd, countRegistrations, crowd, persistentFinderIn } from '../../testing/servers/crowd.ts'
import { isThere, startPrimaryAddress } from '../../testing/servers/programs.ts'
import { look, seedTrainings, startServers } from '../../testing/servers/server.ts'
import { adminToken } from '../../testing/servers/test-app.ts'
import { startTestMail } from '../../testing/servers/two-servers.ts'
import { until } from '../../testing/servers/until.ts'

const people = 120
const capacity = 40

// A file of its own: most of its time it waits, as do the tests of the other programs.
describe('processes on PostgreSQLs under Patroni', () => {
  test('lose nothing that was answered when the primary is lost and Patroni has the standby take over', async function () {
    if (!isThere('haproxy') || !hasPatroni()) return this.skip()
    const [primary, standby] = await startPatroni()
    const at = (port: number) => `postgres://postgres@127.0.0.1:${port}/postgres`
    const [slug = ''] = await look(at(primary.port), (db) =>
      seedTrainings(db, 'patroni', 1, () => ({ timeZone: dayZone(new Date()), seats: { capacity, waitlist: true } })),
    )
    const { smtp, environment } = await startTestMail()
    const moving = await startPrimaryAddress([primary, standby])
    const servers = await startServers(2, { ...environment, ADMIN_TOKEN: adminToken, DATABASE_URL: at(moving) })
    const crowding = crowd(
      servers.map(({ url }) => url),
      { slug, people, atOnce: 12, idOf: persistentFinderIn(at(moving)) },
    )
    await until(async () => (await look(at(primary.port), countRegistrations)) >= people / 3)
    await primary.lose()
    const visits = await crowding
    assert.ok(visits.some(({ refusals }) => refusals > 0))
    await checkCrowd(at(standby.port), visits, smtp)
  })
})
