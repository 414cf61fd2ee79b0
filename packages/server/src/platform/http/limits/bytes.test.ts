import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, describe, test } from 'mocha'
import { openPort } from '../../../start/serve.ts'
import { onBothDatabases, readJson, someone, type TestApp, testApp } from '../../../testing/servers/test-app.ts'

onBothDatabases('the bytes of a request', (given) => {
  const refused: [what: string, headers: Record<string, string>, status: number, type: string][] = [
    ['in another character set', { 'content-type': 'application/json; charset=utf-16' }, 415, 'unsupported-media-type'],
    ['in Latin 1', { 'content-type': 'application/json; charset="ISO-8859-1"' }, 415, 'unsupported-media-type'],
    ['compressed', { 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
    [
      'compressed in countless ways',
      { 'content-encoding': `${'identity '.repeat(500)}x` },
      415,
      'unsupported-media-type',
    ],
    ['compressed twice', { 'content-encoding': 'identity, br' }, 415, 'unsupported-media-type'],
  ]
  const post = (slug: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    given().app.request(`/api/v1/trainings/${slug}/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    })

  test('are refused as what they are, and nothing is stored', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const body = JSON.stringify({ people: [someone()] })
    for (const [what, headers, status, type] of refused) {
      for (const length of [{}, { 'content-length': String(body.length) }]) {
        const response = await post(slug, body, { ...headers, ...length })
        const problem = await readJson(response)
        assert.deepEqual([response.status, problem.type], [status, `/problems/${type}`], what)
        assert.equal(response.headers.get('accept-encoding'), 'identity')
      }
    }
    assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 0)
  })

  test('have to be UTF-8', async () => {
    const { admin, givenTraining } = given()
    const { slug } = await givenTraining()
    const bytes = Buffer.from(JSON.stringify({ people: [someone({ givenName: 'Andr\u00e9' })] }), 'latin1')
    for (const length of [{}, { 'content-length': String(bytes.length) }]) {
      const response = await post(slug, bytes, length)
      assert.deepEqual([response.status, (await readJson(response)).type], [400, '/problems/malformed'])
    }
    const patch = await admin('PATCH', `/trainings/${slug}`, '{"title":{"en":"\ufffd"}}')
    assert.equal(patch.status, 200, 'The replacement character itself is a character like any other.')
    assert.equal((await admin('GET', `/trainings/${slug}`)).body.seats.taken, 0)
  })

  test('can say that they are UTF-8 and not encoded', async () => {
    const { slug } = await given().givenTraining()
    const body = JSON.stringify({ people: [someone()] })
    const headers = { 'content-type': 'application/json; charset=UTF-8', 'content-encoding': 'identity' }
    assert.equal((await post(slug, body, headers)).status, 201)
  })
})

describe('what the parser refuses', () => {
  let running: TestApp
  let port: number
  let server: Awaited<ReturnType<typeof openPort>>
  before(async () => {
    running = await testApp('sqlite')
    server = await openPort({ ...running.context.config, host: '127.0.0.1', port: 0 }, (request, env) =>
      running.app.fetch(request, env),
    )
    const address = server.address()
    port = typeof address === 'object' && address ? address.port : 0
  })
  after(async () => {
    await new Promise((resolve) => server.close(resolve))
    await running.close()
  })

  const send = (bytes: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
      let text = ''
      socket.setEncoding('utf8').on('data', (data: string) => (text += data))
      socket.on('end', () => resolve(text)).on('error', reject)
    })
  const get = (lines: string[], path = '/livez') => send(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)

  const cases: [what: string, answer: () => Promise<string>, status: number, type: string][] = [
    ['two hosts', () => get(['Host: signup.example', 'Host: other.example']), 400, 'malformed'],
    ['the same host twice', () => get(['Host: signup.example', 'host: signup.example']), 400, 'malformed'],
    ['no host', () => get(['Accept: */*']), 400, 'malformed'],
    ['an empty host', () => get(['Host:']), 400, 'malformed'],
    ['a host that is none', () => get(['Host: a b']), 400, 'malformed'],
    ['a host with a path', () => get(['Host: a/b']), 400, 'malformed'],
    ['a backslash in the path', () => get(['Host: a'], '/api\\v1'), 400, 'malformed'],
    ['a header without a name', () => get(['Host: a', ': x']), 400, 'malformed'],
    ['no HTTP', () => send('hello\r\n\r\n'), 400, 'malformed'],
    ['two lengths', () => get(['Host: a', 'Content-Length: 1', 'Content-Length: 2']), 400, 'malformed'],
    ['headers of 40 kB', () => get(['Host: a', `X-Long: ${'x'.repeat(40_000)}`]), 431, 'headers-too-large'],
  ]
  for (const [what, answer, status, type] of cases)
    test(`is a problem too: ${what}`, async () => {
      const [head = '', body = ''] = (await answer()).split('\r\n\r\n')
      assert.match(head, new RegExp(`^HTTP/1.1 ${status} `))
      assert.match(head, /content-type: application\/problem\+json/i)
      assert.match(head, /connection: close/i)
      assert.match(head, /x-content-type-options: nosniff/i)
      const problem = JSON.parse(body) as { type: string; status: number }
      assert.deepEqual([problem.type, problem.status], [`/problems/${type}`, status])
    })

  test('is nothing that a browser or a proxy sends', async () => {
    for (const [host, path] of [
      ['signup.example:8080', '/livez'],
      ['[::1]:3000', '/livez'],
      ['127.0.0.1', '/livez?a=\\'],
      ['signup.example', 'http://signup.example/livez'],
    ] as const)
      assert.match(await get([`Host: ${host}`, 'Connection: close'], path), /^HTTP\/1.1 200 /, host)
  })
})
