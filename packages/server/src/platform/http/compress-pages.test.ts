import assert from 'node:assert/strict'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip } from 'node:zlib'
import { after, before, describe, test } from 'mocha'
import { adminToken, type TestApp, testApp } from '../../testing/servers/test-app.ts'

const unpack = { br: promisify(brotliDecompress), gzip: promisify(gunzip) }

describe('compressed pages', () => {
  let server: TestApp
  before(async () => {
    server = await testApp('sqlite')
    for (let count = 0; count < 5; count++) await server.givenTraining({ slug: `training-${'abcde'[count]}` })
  })
  after(() => server.close())

  const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await server.app.request(path, { method, headers })
    const coding = response.headers.get('content-encoding')
    const bytes = Buffer.from(await response.arrayBuffer())
    const isPacked = coding !== null && bytes.length > 0
    const text = isPacked ? await unpack[coding as 'br'](bytes) : bytes
    return { status: response.status, headers: response.headers, coding, bytes: bytes.length, text: text.toString() }
  }
  const publicPages = ['/', '/t/training-a/group', '/embed', '/docs', '/problems/not-found']

  test('have the smallest coding that the browser takes, or none', async () => {
    for (const path of [...publicPages, '/openapi.json']) {
      const plain = await ask(path)
      assert.deepEqual([plain.coding, plain.status], [null, 200], path)
      for (const [accepted, coding] of [
        ['gzip, deflate, br, zstd', 'br'],
        ['gzip, deflate', 'gzip'],
        ['br;q=0, gzip;q=0.5', 'gzip'],
        ['identity', null],
        ['*', null],
      ] as const) {
        const page = await ask(path, { 'accept-encoding': accepted })
        assert.deepEqual([page.coding, page.status], [coding, 200], `${path} ${accepted}`)
        assert.ok(page.headers.get('vary')?.toLowerCase().includes('accept-encoding'), path)
        assert.equal(page.text.length, plain.text.length)
        if (coding !== null && plain.bytes > 2000)
          assert.ok(page.bytes < plain.bytes / 1.8, `${path} ${page.bytes} of ${plain.bytes}`)
        assert.ok(path === '/openapi.json' || page.headers.has('content-security-policy'), path)
      }
    }
  })

  test('answer a HEAD like a GET, without a body', async () => {
    for (const path of [...publicPages, '/openapi.json']) {
      const [head, get] = [
        await ask(path, { 'accept-encoding': 'br' }, 'HEAD'),
        await ask(path, { 'accept-encoding': 'br' }),
      ]
      assert.deepEqual([head.status, head.headers.get('content-encoding')], [200, get.coding], path)
    }
  })

  test('of the API’s description are kept by browsers, and asked for again by their tag', async () => {
    for (const path of ['/openapi.json', '/docs', '/docs/schemas']) {
      const first = await ask(path, { 'accept-encoding': 'br' })
      const tag = first.headers.get('etag') as string
      assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=300$/)
      const again = await ask(path, { 'accept-encoding': 'br', 'if-none-match': tag })
      assert.deepEqual([again.status, again.bytes, again.headers.get('etag')], [304, 0, tag], path)
    }
    assert.ok((await ask('/openapi.json', { 'accept-encoding': 'br' })).bytes < 100_000)
    assert.equal((await ask('/docs/nowhere', { 'accept-encoding': 'br' })).status, 404)
  })

  test('of organizers are compressed for their own pages alone, and those with secrets never', async () => {
    const authorization = `Bearer ${adminToken}`
    const codings = async (path: string, site?: string) =>
      (await ask(path, { authorization, 'accept-encoding': 'br', ...(site && { 'sec-fetch-site': site }) })).coding
    for (const path of ['/admin', '/admin/keys', '/admin/trainings/training-a?q=ada']) {
      assert.equal(await codings(path, 'same-origin'), 'br')
      assert.equal(await codings(path, 'none'), 'br')
      for (const site of ['same-site', 'cross-site', undefined]) assert.equal(await codings(path, site), null, path)
    }
    for (const path of ['/admin/sign-in', '/t/training-a/notify', '/t/training-a/find'])
      assert.equal((await ask(path, { 'accept-encoding': 'br', 'sec-fetch-site': 'same-origin' })).coding, null, path)
  })
})
