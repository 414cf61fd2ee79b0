import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { Hono } from 'hono'
import { describe, test } from 'mocha'
import { onBothDatabases, someone } from '../../../testing/servers/test-app.ts'
import { mailing } from '../../../testing/verify.ts'
import type { SteadyClock } from '../../steady-clock.ts'
import { answerOnGrid } from './answer-grid.ts'

/** A clock that a test moves. What waits for it goes on in the turns of the loop after that. */
function createStillClock(startMs = 0) {
  let nowMs = startMs
  const waiting = new Set<{ moment: number; end: () => void }>()
  const clock: SteadyClock = {
    now: () => nowMs,
    until: (moment) => new Promise((end) => waiting.add({ moment, end })),
  }
  return {
    clock,
    moments: () => [...waiting].map(({ moment }) => moment),
    pass(ms: number) {
      nowMs += ms
      for (const one of waiting) {
        if (one.moment > nowMs) continue
        waiting.delete(one)
        one.end()
      }
    },
  }
}

describe('an answer on the grid', () => {
  async function answering(workMs: number) {
    const { clock, moments, pass } = createStillClock(1000.25)
    const app = new Hono().post('/', answerOnGrid({ steadyClock: clock }), async (c) => {
      pass(workMs)
      return c.text(await c.req.text(), 201)
    })
    let answer: Response | undefined
    void Promise.resolve(app.request('/', { method: 'POST', body: 'sent' })).then((given) => (answer = given))
    while (moments().length === 0) await turn()
    return { moments, pass, answer: () => turn().then(() => answer) }
  }

  test('leaves 25 milliseconds after its request was read, or a multiple of that', async () => {
    for (const [workMs, leavesMs] of [
      [0, 25],
      [6.3, 25],
      [24.99, 25],
      [25, 50],
      [62.5, 75],
    ] as const) {
      const { moments } = await answering(workMs)
      assert.deepEqual(moments(), [1000.25 + leavesMs], `${workMs} ms of work`)
    }
  })

  test('is kept back until then, and is what it was', async () => {
    const { pass, answer } = await answering(1)
    pass(23.99)
    assert.equal(await answer(), undefined)
    pass(0.01)
    const given = await answer()
    assert.equal(given?.status, 201)
    assert.equal(await given?.text(), 'sent')
  })

  test('counts from when the body was read, which its sender can keep back', async () => {
    const { clock, moments, pass } = createStillClock()
    const app = new Hono().post('/', answerOnGrid({ steadyClock: clock }), (c) => c.text('done'))
    const body = new ReadableStream({
      async pull(controller) {
        pass(3)
        controller.enqueue(new TextEncoder().encode('late'))
        controller.close()
      },
    })
    const request = new Request('http://localhost/', { method: 'POST', body, duplex: 'half' })
    void app.request(request)
    while (moments().length === 0) await turn()
    assert.deepEqual(moments(), [3 + 25])
  })
})

const waits: number[] = []
const steadyClock: SteadyClock = { now: () => 0, until: async (moment) => void waits.push(moment) }

onBothDatabases(
  'the answers that could reveal who is registered',
  (running) => {
    const asked = async (path: string, body: object | string) => {
      waits.length = 0
      const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json'
      const sent = typeof body === 'string' ? body : JSON.stringify(body)
      const { status } = await running().send('POST', path, sent, { 'content-type': type })
      return { status, waits: [...waits] }
    }

    test('leave on the grid, refused or not', async () => {
      const { slug } = await running().givenTraining({ audience: { verify: true } })
      const { body } = await running().signUp(slug, { people: [someone()] })
      const { reference, verification } = body
      const { secret } = verification
      const api = `/api/v1/trainings/${slug}/registrations`
      const steps: [path: string, body: object | string, status: number, leavesMs?: number][] = [
        [api, { people: [someone()] }, 201],
        [api, { people: [] }, 422],
        [api, 'people', 415],
        ['/api/v1/trainings/nowhere/registrations', { people: [someone()] }, 404],
        [`${api}/${reference}/verification`, { secret, code: '000000' }, 422],
        [`${api}/${reference}/verification`, {}, 422],
        [`${api}/${reference}/verification/code`, { secret }, 429],
        [`/t/${slug}`, 'email=a', 422],
        [`/t/${slug}/verify`, '_step=again', 404],
        [`/t/${slug}/find`, 'email=ada@example.org', 200, 250],
        [`/t/${slug}/find`, 'email=', 422, 250],
        ['/t/nowhere/find', 'email=ada@example.org', 404, 250],
        ['/r/verify/nothing', '_pressed=1', 404],
      ]
      for (const [path, sent, status, leavesMs = 25] of steps) {
        const answer = await asked(path, sent)
        assert.deepEqual(answer, { status, waits: [leavesMs] }, `${path} ${JSON.stringify(sent)}`)
      }
    })

    test('are all that wait', async () => {
      const { slug } = await running().givenTraining()
      for (const path of ['/', '/readyz', `/t/${slug}`, `/t/${slug}/find`, `/api/v1/trainings/${slug}`]) {
        waits.length = 0
        assert.equal((await running().send('GET', path)).status, 200)
        assert.deepEqual(waits, [])
      }
    })
  },
  { ...mailing, system: { steadyClock } },
)
