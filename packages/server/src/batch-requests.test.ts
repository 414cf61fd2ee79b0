import assert from 'node:assert/strict'
import { test } from 'mocha'
import { batchRequests } from './batch-requests.ts'

const turnOfTheLoop = () => new Promise(setImmediate)

test('requests that arrive together are answered together, each with its own answer', async () => {
  const begun: string[] = []
  const fetch = batchRequests(async ({ url }, env) => {
    begun.push(url)
    if (url.endsWith('/bad')) throw new Error('no')
    return Response.json([url, env])
  })
  const ask = (path: string, env = {}) => fetch(new Request(`http://localhost${path}`), env)
  const first = ask('/first', { from: 'a' })
  const refused = assert.rejects(async () => ask('/bad'), /no/)
  await Promise.resolve()
  const last = ask('/last', { from: 'b' })
  assert.deepEqual(begun, [])
  await turnOfTheLoop()
  assert.equal(begun.length, 3)
  await refused
  for (const [answer, expected] of [
    [first, ['http://localhost/first', { from: 'a' }]],
    [last, ['http://localhost/last', { from: 'b' }]],
  ] as const)
    assert.deepEqual(await (await answer).json(), expected)

  const later = ask('/later')
  assert.equal(begun.length, 3)
  assert.equal((await later).status, 200)
})
