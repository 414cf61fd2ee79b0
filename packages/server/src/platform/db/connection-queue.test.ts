import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { after, before, describe, test } from 'mocha'
import { contradictions } from '../../testing/generated/recount.ts'
import { newSlug, someone, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { until } from '../../testing/servers/until.ts'
import { ConnectionQueue, inShare, isCrowded, type Share } from './connection-queue.ts'
import { answerPatienceMs } from './postgres-dialect.ts'

const most = 10

test('pages and jobs leave a connection to sign-ups, jobs half of the others to pages, in any order', async () => {
  const asking = fc.constantFrom<Share>('sign-ups', 'pages', 'jobs')
  const steps = fc.array(fc.oneof(asking, fc.nat(20)), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: most }), steps, async (size, order) => {
      const queue = new ConnectionQueue(size)
      const using: Share[] = []
      const waiting: Record<Share, number> = { 'sign-ups': 0, pages: 0, jobs: 0 }
      const count = (share: Share) => using.filter((one) => one === share).length
      const others = Math.max(1, size - 1)
      for (const step of order) {
        if (typeof step === 'number') {
          const [given] = using.splice(step % Math.max(1, using.length), 1)
          if (given) queue.give(given)
        } else {
          waiting[step] += 1
          void inShare(step, () =>
            queue.take(async () => {
              waiting[step] -= 1
              using.push(step)
            }),
          )
        }
        for (let turns = 0; turns < 10; turns++) await Promise.resolve()
        assert.ok(using.length <= size && count('pages') + count('jobs') <= others)
        assert.ok(count('jobs') <= Math.max(1, Math.floor(others / 2)))
        // None waits for another than these rules.
        if (waiting['sign-ups'] > 0) assert.equal(using.length, size)
        else if (waiting.pages > 0) assert.ok(using.length === size || count('pages') + count('jobs') === others)
      }
      while (using.length > 0) {
        queue.give(using.pop() as Share)
        for (let turns = 0; turns < 10; turns++) await Promise.resolve()
      }
      assert.deepEqual(waiting, { 'sign-ups': 0, pages: 0, jobs: 0 })
    }),
  )
})

test('where the server has no connection left, the first in line stays the first', async () => {
  const queue = new ConnectionQueue(3)
  const crowded = Object.assign(new Error('too many clients'), { code: '53300' })
  assert.ok(isCrowded(crowded))
  let [left, refused] = [1, 0]
  const opened: string[] = []
  const take = (share: Share, name: string) =>
    inShare(share, () =>
      queue.take(async () => {
        if (left === 0) {
          refused += 1
          throw crowded
        }
        left -= 1
        opened.push(name)
      }),
    )
  const give = (share: Share) => {
    left += 1
    queue.give(share)
  }
  await take('pages', 'first page')
  const signUp = take('sign-ups', 'sign-up')
  const pages = [take('pages', 'second page'), take('pages', 'third page')]
  await until(() => refused > 0)
  give('pages')
  await signUp
  give('sign-ups')
  await pages[0]
  give('pages')
  await pages[1]
  assert.deepEqual(opened, ['first page', 'sign-up', 'second page', 'third page'])
  give('pages')
})

describe('the connections to PostgreSQL', () => {
  let server: TestApp
  before(async () => {
    server = await testApp('postgres')
  })
  after(() => server.close())

  /** Begins this many transactions of a share, which go on until they are released. */
  function hold(share: Share, count: number) {
    const released = Promise.withResolvers<void>()
    const held = { begun: 0, release: () => released.resolve() }
    const ended = Array.from({ length: count }, () =>
      inShare(share, () =>
        server.context.db.transaction(async (tx) => {
          await sql`select 1`.execute(tx)
          held.begun += 1
          await released.promise
        }),
      ),
    )
    return { held, ended: Promise.all(ended) }
  }

  test('let people register while pages and jobs hold all that they can, on postgres', async () => {
    const { slug } = await server.givenTraining({ slug: newSlug(), seats: { capacity: 5, waitlist: true } })
    const jobs = hold('jobs', 3 * most)
    await until(() => jobs.held.begun === 4)
    const pages = hold('pages', 3 * most)
    await until(() => pages.held.begun === 5)
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.signUp(slug, { people: [someone()] })))
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([201]))
    // By the page, too, which reads its training itself.
    const page = await server.app.request(`/t/${slug}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    assert.equal(page.status, 422)
    assert.deepEqual([jobs.held.begun, pages.held.begun], [4, 5])
    jobs.held.release()
    pages.held.release()
    await Promise.all([jobs.ended, pages.ended])
    assert.equal(answers.filter(({ body }) => body.status === 'confirmed').length, 5)
    assert.deepEqual(await contradictions(server.context.db), [])
  })

  test('wait for an answer while this process runs, not while it stands still, on postgres', async () => {
    const { reader } = server.context.db
    const waits = hold('pages', most)
    await until(() => waits.held.begun === most - 1)
    const answer = inShare('sign-ups', () => sql<{ one: number }>`select 1 as one`.execute(reader))
    // The answer comes, and everyone’s time passes, but no one can read it.
    await new Promise(setImmediate)
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, answerPatienceMs + 500)
    assert.deepEqual((await answer).rows, [{ one: 1 }])
    waits.held.release()
    await waits.ended
    assert.equal(waits.held.begun, most)
  })
})
