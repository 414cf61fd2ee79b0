import assert from 'node:assert/strict'
import { test } from 'mocha'
import { signedIn } from '../../testing/organizer.ts'
import { afterTest } from '../../testing/servers/after-test.ts'
import { type Json, someone, testApp } from '../../testing/servers/test-app.ts'
import { createLog } from './log.ts'

/** A server, the lines of its log, and a way to have all that stores something fail. */
async function failing() {
  const lines: Json[] = []
  const log = createLog({ logLevel: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) })
  const server = await testApp('sqlite', { system: { log } })
  afterTest(server.close)
  const { slug } = await server.givenTraining()
  const body = { people: [someone()] }
  const ask = async (headers: Record<string, string> = {}) => {
    lines.length = 0
    // In place of the one that tests send.
    const answer = await server.signUp(slug, body, { 'x-request-id': '', ...headers })
    return { ...answer, id: answer.headers.get('x-request-id'), lines: lines.map(({ request }) => request) }
  }
  const fail = () => {
    server.context.groupCommit.submit = () => Promise.reject(new Error('gone'))
  }
  return { ...server, slug, ask, fail }
}

const random = '0af7651916cd43dd8448eb211c80319c'
const uuid = '0190a6b2-7c1e-7d3a-9f00-0123456789ab'

test('a request has one id in its answer, its problem, and its log lines', async () => {
  const { ask, fail } = await failing()
  const stored = await ask()
  assert.equal(stored.status, 201)
  assert.match(stored.id ?? '', /^[\da-f]{32}$/)
  fail()
  const { status, body, id, lines } = await ask()
  assert.equal(status, 500)
  assert.notEqual(id, stored.id)
  assert.deepEqual([body.requestId, ...lines], [id, id])
})

test('the id of a proxy or a trace is taken if it looks random, and nothing else', async () => {
  const { ask } = await failing()
  const taken = [
    [{ 'x-request-id': random.toUpperCase() }, random],
    [{ 'x-request-id': uuid }, uuid],
    [{ traceparent: `00-${random}-b7ad6b7169203331-01` }, random],
    [{ traceparent: `01-${random}-b7ad6b7169203331-01-more` }, random],
    [{ 'x-request-id': uuid, traceparent: `00-${random}-b7ad6b7169203331-01` }, uuid],
    [{ 'x-request-id': 'Ada Reyes', traceparent: `00-${random}-b7ad6b7169203331-01` }, random],
  ] as const
  for (const [headers, id] of taken) assert.equal((await ask({ ...headers })).id, id, JSON.stringify(headers))
  const refused: Record<string, string>[] = [
    { 'x-request-id': 'ada.reyes@example.org' },
    { 'x-request-id': '8165550147' },
    { 'x-request-id': '7F000001:E8D2_7F000001:1F90_65A1B2C3_0001:1A2B' },
    { 'x-request-id': `${random}, ${random}` },
    { 'x-request-id': random.repeat(2_000) },
    { traceparent: `00-${'0'.repeat(32)}-b7ad6b7169203331-01` },
    { traceparent: `ff-${random}-b7ad6b7169203331-01` },
    { traceparent: `00-${random}-b7ad6b7169203331` },
    { traceparent: `00-${'-'.repeat(50_000)}` },
  ]
  for (const headers of refused) {
    const { id } = await ask(headers)
    assert.match(id ?? '', /^[\da-f]{32}$/)
    assert.notEqual(id, random, JSON.stringify(headers).slice(0, 80))
  }
})

test('a page that shows a fault of the server shows the id, and no other page does', async () => {
  const { app, context, slug } = await failing()
  const read = async (path: string) => {
    const response = await app.request(path, { headers: path.startsWith('/admin') ? signedIn : {} })
    return { status: response.status, id: response.headers.get('x-request-id') ?? '-', text: await response.text() }
  }
  const missing = await read('/t/nowhere')
  assert.deepEqual([missing.status, missing.text.includes(missing.id)], [404, false])
  Object.assign(context.db, { reader: undefined })
  for (const path of [`/t/${slug}-2`, `/t/${slug}-2/frame?lang=es`, '/admin/trainings/x']) {
    const { status, id, text } = await read(path)
    assert.deepEqual([status, text.includes(id)], [500, true], path)
  }
})
