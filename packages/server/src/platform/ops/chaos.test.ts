import assert from 'node:assert/strict'
import { describe, test } from 'mocha'
import { chaosPercent } from '../../testing/databases/chaos.ts'
import { dayZone } from '../../testing/day-zone.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { checkCrowd, crowd, finderIn } from '../../testing/servers/crowd.ts'
import { startReceiver } from '../../testing/servers/receiver.ts'
import { kill, look, type RunningProgram, seedTrainings, startServerProcess } from '../../testing/servers/server.ts'
import { adminToken, freshDatabaseUrl } from '../../testing/servers/test-app.ts'
import { startTestMail } from '../../testing/servers/two-servers.ts'
import { until } from '../../testing/servers/until.ts'

const here = (path: string) => new URL(path, import.meta.url)
const program = [
  ...['../../testing/servers/hurry.ts', '../../testing/databases/chaos.ts'].flatMap((path) => [
    '--import',
    here(path).href,
  ]),
  here('../../start/main.ts').pathname,
]

/** Starts it again as often as it takes, as a service manager does. */
const start = (environment: Record<string, string>): Promise<RunningProgram> =>
  startServerProcess(environment, { program }).catch(() => start(environment))

describe(`two processes on a PostgreSQL of which ${chaosPercent} of a hundred statements fail`, () => {
  test('lose nothing that was answered, give no seat twice, and send each email and event', async () => {
    const place = await freshDatabaseUrl('postgres')
    afterTest(place.remove)
    const [slug = ''] = await look(place.url, (db) =>
      seedTrainings(db, 'chaos', 1, () => ({ timeZone: dayZone(new Date()), seats: { capacity: 20, waitlist: true } })),
    )
    const { smtp, environment: mail } = await startTestMail()
    const receiver = await startReceiver()
    const environment = {
      DATABASE_URL: place.url,
      ADMIN_TOKEN: adminToken,
      WEBHOOK_ALLOW: receiver.place,
      TEST_CHAOS: String(chaosPercent),
      TEST_CHAOS_FOR_ALL: '1',
      ...mail,
    }
    const servers = await Promise.all([start(environment), start(environment)])
    afterTest(() => Promise.all(servers.map(kill)))
    const urls = servers.map(({ url }) => url)
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${adminToken}` }
    await until(async () => {
      const body = JSON.stringify({ url: receiver.url })
      return (await fetch(`${urls[0]}/api/v1/admin/webhooks`, { method: 'POST', headers, body })).status === 201
    })
    const visits = await crowd(urls, { slug, people: 60, atOnce: 8, idOf: finderIn(place.url) })
    await checkCrowd(place.url, visits, smtp)
    const delivered = () => new Set(receiver.received.map(({ headers: { 'webhook-id': id } }) => id))
    await until(() => delivered().size >= visits.length)
    // Most of what failed was tried again, so hardly a visitor may have noticed.
    for (const server of servers) assert.match(server.output(), /a first statement fails/)
    for (const server of servers) assert.doesNotMatch(server.output(), /Reyes|@example/)
  })
})
