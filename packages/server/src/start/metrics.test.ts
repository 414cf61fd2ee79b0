import assert from 'node:assert/strict'
import { test } from 'mocha'
import { deliverMails } from '../delivery/deliver.ts'
import { readConfig } from '../platform/config.ts'
import { createMeter } from '../platform/ops/meter.ts'
import { RelayFailed } from '../platform/outgoing-mail.ts'
import { afterTest } from '../testing/servers/after-test.ts'
import { kill, startServerProcess } from '../testing/servers/server.ts'
import {
  adminToken,
  freshDatabaseUrl,
  onBothDatabases,
  someone,
  type TestApp,
  testApp,
} from '../testing/servers/test-app.ts'
import { runJobs } from './schedule.ts'

const token = 'metrics-token-0123456789-0123456789-0123456789'
const bearer = (given: string) => ({ headers: { authorization: `Bearer ${given}` } })

/** What a scrape says, by series. */
async function scrape({ app }: Pick<TestApp, 'app'>): Promise<Map<string, number>> {
  const response = await app.request('/metrics', bearer(token))
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  return seriesOf(await response.text())
}

const seriesOf = (text: string) =>
  new Map(
    text
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))] as const),
  )

const routesIn = (series: Map<string, number>) =>
  [...series.keys()].filter((name) => name.startsWith('training_signup_http_requests_total'))

const counted = (series: Map<string, number>, method: string, route: string, status: string) =>
  series.get(`training_signup_http_requests_total{method="${method}",route="${route}",status="${status}"}`) ?? 0

const answers = 'training_signup_sign_ups_total'
const oldestEmail = 'training_signup_oldest_due_email_seconds'
const oldestWebhook = 'training_signup_oldest_due_webhook_seconds'

const observed = { environment: { METRICS_TOKEN: token }, system: { meter: createMeter() } }

onBothDatabases(
  'metrics',
  (given) => {
    test('count requests by route, never by what a stranger writes', async () => {
      const { app, signUp, admin, givenTraining } = given()
      const { slug } = await givenTraining()
      const start = await scrape(given())
      const ask = async (path: string, method = 'GET') => (await app.request(path, { method })).status
      assert.deepEqual([await ask(`/t/${slug}`), await ask('/t/nowhere'), await ask('/nowhere')], [200, 404, 404])
      await ask(`/embed/0.0.0/${slug}.js`)
      await ask('/r/a-link', 'PUT')
      await admin('GET', '/trainings')
      await signUp(slug, { people: [someone()] })
      const before = await scrape(given())
      for (const [method, route, status] of [
        ['GET', '/t/:slug', '2xx'],
        ['GET', '/t/:slug', '4xx'],
        ['none', 'none', '4xx'],
        ['GET', '/api/v1/admin/trainings', '2xx'],
        ['POST', '/api/v1/trainings/:slug/registrations', '2xx'],
      ] as const)
        assert.equal(counted(before, method, route, status) - counted(start, method, route, status), 1, route)
      for (let count = 0; count < 30; count++) {
        const strange = `ada.reyes${count}@example.org`
        await ask(`/t/${strange}`)
        await ask(`/t/${slug}?partner=${strange}`)
        await ask(`/${strange}`, `BREW${count}`)
        await ask(`/r/${strange}`, 'PUT')
        await ask(`/embed/0.0.0/${strange}.js`)
        await ask(`/api/v1/admin/${strange}`)
        await signUp(strange, { people: [someone()], partner: strange })
      }
      const after = await scrape(given())
      const names = [...after.keys()].join('\n')
      assert.doesNotMatch(names, /ada|BREW|example\.org/)
      // What was not asked for before: pages of unknown trainings with another status, and the scrape.
      assert.ok(routesIn(after).length <= routesIn(before).length + 3, routesIn(after).join('\n'))
    })

    test('count sign-ups by what everyone is answered, duplicates like others', async () => {
      const { signUp, givenTraining } = given()
      const { slug } = await givenTraining({ seats: { capacity: 2, waitlist: false } })
      const [first, second, third] = [someone(), someone(), someone()]
      const before = await scrape(given())
      for (const people of [[first], [first], [second], [third], [first]]) await signUp(slug, { people })
      const after = await scrape(given())
      const risen = (outcome: string) => {
        const name = `${answers}{outcome="${outcome}"}`
        return (after.get(name) ?? 0) - (before.get(name) ?? 0)
      }
      // The last one is registered already, and reads that it is full like everyone.
      assert.deepEqual(['confirmed', 'training-full'].map(risen), [3, 2])
      const outcomes = [...after.keys()].filter((name) => name.startsWith(answers))
      assert.doesNotMatch(outcomes.join(), /duplicate|already|known/)
      assert.ok((after.get('training_signup_batch_requests_count') ?? 0) >= 4)
    })

    test('say how long the oldest email waits for a mail server, through all its tries', async () => {
      const { context, clock, signUp, givenTraining } = given()
      await deliverMails(context)
      const { slug } = await givenTraining()
      const send = context.sendMail
      afterTest(() => Object.assign(context, { sendMail: send }))
      await signUp(slug, { people: [someone()] })
      const fail = (error: Error) => {
        const refuse = async () => {
          throw error
        }
        Object.assign(context, { sendMail: refuse })
      }
      const ages: (number | undefined)[] = []
      for (const _ of Array.from({ length: 12 })) {
        fail(new RelayFailed('ECONNECTION'))
        await deliverMails(context)
        clock.later({ minutes: 1 })
        ages.push((await scrapeAnew()).get(oldestEmail))
      }
      assert.deepEqual([ages[0], ages.at(-1)], [60, 720])
      // Its recipient’s server is no concern of the operator’s.
      fail(Object.assign(new Error('greylisted'), { responseCode: 450, command: 'RCPT TO' }))
      await deliverMails(context)
      assert.equal((await scrapeAnew()).get(oldestEmail), 0)
      Object.assign(context, { sendMail: send })
      clock.later({ minutes: 10 })
      await deliverMails(context)
      const after = await scrapeAnew()
      assert.deepEqual([after.get(oldestEmail), after.get('training_signup_emails{state="due"}')], [0, 0])
    })

    test('say how long the oldest webhook waits, and how the jobs do', async () => {
      const { context, clock, admin, signUp, givenTraining } = given()
      const { status } = await admin('POST', '/webhooks', {
        url: 'https://receiver.example/hook',
        events: ['registration.created'],
      })
      assert.equal(status, 201)
      const { slug } = await givenTraining()
      await signUp(slug, { people: [someone()] })
      const resolve = context.resolveHost
      afterTest(() => Object.assign(context, { resolveHost: resolve }))
      Object.assign(context, { resolveHost: () => Promise.reject(new Error('gone')) })
      assert.deepEqual(await runJobs(context), [])
      // It failed, so it is due again later: nothing of ours keeps it.
      assert.equal((await scrapeAnew()).get(oldestWebhook), 0)
      clock.later({ minutes: 7 })
      const late = await scrapeAnew()
      assert.ok((late.get(oldestWebhook) ?? 0) > 300, String(late.get(oldestWebhook)))
      assert.equal(late.get('training_signup_webhook_deliveries{state="due"}'), 1)
      const at = clock.now.getTime() / 1_000 - 7 * 60
      assert.equal(late.get('training_signup_job_last_success_timestamp_seconds{job_name="deliverWebhooks"}'), at)
      assert.equal(late.get('training_signup_job_interval_seconds{job_name="deliverWebhooks"}'), 1)
    })

    test('are told without the database while it fails', async () => {
      const { context } = given()
      const { reader } = context.db
      afterTest(() => Object.assign(context.db, { reader }))
      Object.assign(context.db, { reader: undefined })
      const series = await scrapeAnew()
      assert.equal(series.has(oldestEmail), false)
      assert.equal(series.get('training_signup_ready'), 1)
      assert.ok(series.get('process_resident_memory_bytes'))
      assert.equal(series.get('training_signup_database_failures_total{kind="unavailable"}'), 0)
      const ofEngine =
        context.db.name === 'sqlite' ? 'training_signup_sqlite_wal_bytes' : 'training_signup_connections_max'
      assert.equal(series.has(ofEngine), true)
    })

    /** The counts of the database are kept for a while by the clock that stands still in tests. */
    async function scrapeAnew() {
      const { context } = given()
      const { now } = context.steadyClock
      Object.assign(context.steadyClock, { now: () => now() + 5_000 })
      return scrape(given())
    }
  },
  observed,
)

test('metrics are off unless the operator asks for them, and open to their token alone', async () => {
  const off = await testApp('sqlite')
  const ownPort = await testApp('sqlite', { environment: { METRICS_PORT: '9464' } })
  const on = await testApp('sqlite', { environment: { METRICS_TOKEN: token } })
  for (const { close } of [off, ownPort, on]) afterTest(close)
  for (const { app } of [off, ownPort]) assert.equal((await app.request('/metrics', bearer(token))).status, 404)
  const status = async (given?: string) => (await on.app.request('/metrics', given ? bearer(given) : {})).status
  assert.deepEqual(
    await Promise.all([status(), status('wrong'), status(`${token}x`), status(adminToken), status(token)]),
    [401, 401, 401, 401, 200],
  )
  assert.equal((await on.app.request('/api/v1/admin/trainings', bearer(token))).status, 401)
})

test('settings of metrics that would not do are named', () => {
  const faultIn = (environment: Record<string, string>) => {
    try {
      return readConfig({ ADMIN_TOKEN: adminToken, ...environment }).metrics
    } catch (error) {
      return (error as Error).message.split('\n').slice(1).join().trim()
    }
  }
  const port = 'METRICS_PORT: must be a port number, or ADDRESS:PORT like 0.0.0.0:9464'
  for (const [value, result] of [
    ['9464', { own: { host: '127.0.0.1', port: 9464 }, token: undefined }],
    ['0.0.0.0:9464', { own: { host: '0.0.0.0', port: 9464 }, token: undefined }],
    ['[::1]:9464', { own: { host: '::1', port: 9464 }, token: undefined }],
    ['99999', port],
    ['none', port],
    [':9464', port],
  ] as const)
    assert.deepEqual(faultIn({ METRICS_PORT: value }), result, value)
  assert.equal(faultIn({ METRICS_TOKEN: 'short' }), 'METRICS_TOKEN: must be at least 32 characters long')
  const same = 'METRICS_TOKEN: must not be in ADMIN_TOKEN, because that one reads the registrations'
  assert.equal(faultIn({ METRICS_TOKEN: adminToken }), same)
  assert.equal(faultIn({}), undefined)
})

test('metrics have a port of their own that serves nothing else', async () => {
  const place = await freshDatabaseUrl('sqlite')
  afterTest(place.remove)
  const server = await startServerProcess({ DATABASE_URL: place.url, METRICS_PORT: '127.0.0.1:0' })
  afterTest(() => kill(server))
  const line = server
    .output()
    .split('\n')
    .find((one) => one.includes('"serving metrics"'))
  const own = `http://127.0.0.1:${JSON.parse(line ?? '{}').port}`
  const statusOf = async (url: string) => (await fetch(url)).status
  assert.deepEqual(
    [await statusOf(`${own}/metrics`), await statusOf(`${own}/readyz`), await statusOf(`${server.url}/metrics`)],
    [200, 404, 404],
  )
  const series = seriesOf(await (await fetch(`${own}/metrics`)).text())
  for (const name of ['training_signup_disk_free_bytes', 'nodejs_eventloop_lag_p99_seconds', 'training_signup_ready'])
    assert.equal(series.has(name), true, name)
})
