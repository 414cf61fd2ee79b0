import assert from 'node:assert/strict'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, test } from 'mocha'
import { chooseEncoding, type SharedBody, sendShared, shareBody } from './shared-response.ts'

const sentence = 'a partner’s page. '.repeat(50)
const type = { 'Content-Type': 'text/plain; charset=utf-8' }
const serve = (shared: SharedBody, headers: Record<string, string> = type) =>
  new Hono().get('/', (c) => sendShared(c, shared, headers))

async function read(response: Response) {
  const { status, headers } = response
  return { status, headers, body: Buffer.from(await response.arrayBuffer()), etag: headers.get('etag') ?? '' }
}

describe('a shared body', () => {
  test('comes as small as the visitor reads it', async () => {
    const app = serve(shareBody(sentence))
    for (const [accepted, encoding, open] of [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['br;q=0, gzip', 'gzip', gunzipSync],
      ['identity', null, (body: Buffer) => body],
    ] as const) {
      const { headers, body } = await read(await app.request('/', { headers: { 'accept-encoding': accepted } }))
      assert.deepEqual(
        [headers.get('content-encoding'), headers.get('content-length'), open(body).toString()],
        [encoding, String(body.length), sentence],
      )
    }
  })
  test('is compressed once for all', async () => {
    const shared = shareBody(sentence)
    const app = serve(shared)
    const get = async () => app.request('/', { headers: { 'accept-encoding': 'br' } })
    await Promise.all([get(), get()])
    const made = shared.compressed.get('br')
    await get()
    assert.equal(shared.compressed.get('br'), made)
    assert.deepEqual([...shared.compressed.keys()], ['br'])
  })
  test('is not sent again to a browser that has it in this encoding', async () => {
    const app = serve(shareBody(sentence))
    const get = async (headers: Record<string, string>) => read(await app.request('/', { headers }))
    const tags = new Set<string>()
    for (const encoding of ['br', 'gzip', 'identity']) {
      const asked = { 'accept-encoding': encoding }
      const { etag } = await get(asked)
      tags.add(etag)
      for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
        const again = await get({ ...asked, 'if-none-match': known })
        assert.deepEqual(
          [again.status, again.body.length, again.etag, again.headers.get('vary')],
          [304, 0, etag, 'Accept-Encoding'],
          known,
        )
        for (const name of ['content-type', 'content-encoding', 'content-length'])
          assert.equal(again.headers.get(name), null, name)
      }
      for (const unknown of ['"other"', '', etag.replace(/"$/, 'x"')])
        assert.equal((await get({ ...asked, 'if-none-match': unknown })).status, 200, unknown)
    }
    assert.equal(tags.size, 3)
  })
  test('is the same as another of which only what does not count differs', () => {
    assert.equal(shareBody('at noon', { tagOf: 'a' }).tag, shareBody('at one', { tagOf: 'a' }).tag)
    assert.notEqual(shareBody('at noon').tag, shareBody('at one').tag)
  })
  test('has the headers that it is given', async () => {
    const { headers } = await serve(shareBody(sentence), { ...type, Vary: 'Accept-Language' }).request('/')
    assert.deepEqual(
      ['content-type', 'vary'].map((name) => headers.get(name)),
      ['text/plain; charset=utf-8', 'Accept-Language'],
    )
  })
})

test('an encoding is chosen by what is accepted, not by what is refused', () => {
  for (const [accepted, chosen] of [
    [undefined, 'identity'],
    ['', 'identity'],
    ['deflate', 'identity'],
    ['GZIP', 'gzip'],
    ['gzip;q=0.5, br;q=0.1', 'br'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0.0, gzip; q=0', 'identity'],
    ['brotli, x-gzip', 'identity'],
  ] as const)
    assert.equal(chooseEncoding(accepted), chosen, accepted)
})
