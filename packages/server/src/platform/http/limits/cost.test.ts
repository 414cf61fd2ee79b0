import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { KyselyPlugin } from 'kysely'
import { test } from 'mocha'
import { openPort } from '../../../start/serve.ts'
import { addressed } from '../../../testing/pages/addressed.ts'
import { seedTrainings } from '../../../testing/servers/server.ts'
import { testApp } from '../../../testing/servers/test-app.ts'
import { limited } from '../../rate-limits.ts'

const limiting = (limits: string) => ({ environment: { RATE_LIMITS: limits, TRUSTED_PROXIES: '192.0.2.1' } })

test('a crawler waits by what its pages show, and no one else does', async () => {
  const { app, context, clock, close } = await testApp('sqlite', limiting('pages=30'))
  const [slug] = await seedTrainings(context.db, 'many', 60)
  const crawler = addressed('198.51.100.7', app)
  const statuses = async (path: string, count: number, from = crawler) => {
    const found: number[] = []
    for (let times = 0; times < count; times++) found.push((await from.get(path)).status)
    return found
  }
  assert.deepEqual(await statuses('/', 11), [...Array<number>(10).fill(200), 429], 'three points for 25 trainings')
  const refused = await crawler.get('/')
  assert.ok(Number(refused.headers.get('retry-after')) >= 1)
  assert.match(await refused.text(), /<h1/)
  for (const path of ['/api/v1/trainings', '/embed', `/t/${slug}`, `/t/${slug}/qr.svg`])
    assert.deepEqual(await statuses(path, 1), [429], path)
  assert.deepEqual(await statuses('/', 1, addressed('198.51.100.8', app)), [200])
  clock.later({ minutes: 1 })
  assert.deepEqual(await statuses(`/t/${slug}`, 31), [...Array<number>(30).fill(200), 429])
  await close()
})

test('what is kept costs nothing', async () => {
  const { app, context, close } = await testApp('sqlite', limiting('pages=5'))
  const [slug] = await seedTrainings(context.db, 'kept', 3)
  const visitor = addressed('198.51.100.7', app)
  for (let times = 0; times < 40; times++)
    for (const path of [`/api/v1/trainings/${slug}`, '/api/v1/trainings?limit=3', '/docs', '/openapi.json'])
      assert.equal((await visitor.get(path)).status, 200, `${path}, ${times}`)
  await close()
})

test('a station full of people behind one address never waits', async () => {
  const { app, context, close } = await testApp('sqlite', limiting(`pages=${limited.pages.count / 5}`))
  const [slug] = await seedTrainings(context.db, 'station', 40)
  const station = addressed('198.51.100.7', app)
  // A fifth of the limit for a fifth of three hundred people, all within one minute.
  for (let person = 0; person < 60; person++)
    for (const path of ['/', `/t/${slug}`, `/api/v1/trainings/${slug}?partner=p${person}`])
      assert.equal((await station.get(path)).status, 200, `${path}, person ${person}`)
  await close()
})

test('a list ends when its client hangs up', async () => {
  const server = await testApp('sqlite')
  const { context, app, logged } = server
  await server.admin('POST', '/partners', { slug: 'rotary', name: 'Rotary' })
  await seedTrainings(context.db, 'unread', 120, () => ({ sponsors: ['rotary'] }))
  const answers: unknown[] = []
  const port = await openPort({ ...context.config, host: '127.0.0.1', port: 0 }, (asked, env) => {
    const answer = app.fetch(asked, env)
    answers.push(answer)
    return answer
  })
  const connected = once(port, 'connection') as Promise<[Socket]>
  const { port: number } = port.address() as AddressInfo
  const client = request({ host: '127.0.0.1', port: number, path: '/api/v1/trainings' }).on('error', () => {})
  let partners = 0
  const watching: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      if (!result.rows.some((row) => 'origins' in row)) return result
      partners += 1
      if (partners > 1) return result
      const [socket] = await connected
      const closed = once(socket, 'close')
      client.destroy()
      await closed
      return result
    },
  }
  context.db.reader = context.db.reader.withPlugin(watching)
  client.end()
  await new Promise((resolve) => client.once('close', resolve))
  await new Promise((resolve) => port.close(resolve))
  await Promise.all(answers)
  assert.ok(partners >= 1 && partners <= 10, `${partners} of 120`)
  assert.deepEqual(
    logged.filter((line) => line.includes('a request failed')),
    [],
  )
  await server.close()
})
