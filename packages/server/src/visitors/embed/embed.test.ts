import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { after, before, describe, test } from 'mocha'
import { answerError } from '../../platform/http/api/answer-problem.ts'
import { readJson, type TestApp, testApp } from '../../testing/servers/test-app.ts'
import { createManifestReader, newestRelease, releaseOfBuild } from './manifest.ts'
import { createScriptFiles } from './script-files.ts'

const code = `export const sentence = '${'a partner’s page. '.repeat(50)}'\n`
const v1 = '/embed/v1/training-signup.js'
/** Of a release before 1.2.0. */
const several = 'several-0123abcd.js'
const immutable = 'public, max-age=31536000, immutable'
const entry = { integrity: 'sha384-x', bytes: 1 }
const manifest = { '1.2.3': { 'training-signup.js': entry, [several]: entry, 'sbom.json': entry } }
let server: TestApp
let folder = ''
/** Reads from a folder of its own, so what is built and released here does not matter. */
function serve({ demo = false, from = folder } = {}) {
  const files = createScriptFiles({ demo }, from)
  return new Hono()
    .onError(answerError(server.context))
    .get(v1, files.current)
    .get('/embed/manifest.json', files.manifest)
    .get('/embed/:version/:file', files.release)
}

before(async () => {
  server = await testApp('sqlite')
  folder = await mkdtemp(join(tmpdir(), 'embed-'))
  for (const path of ['dist', 'releases/1.2.3']) {
    await mkdir(join(folder, path), { recursive: true })
    for (const name of ['training-signup.js', several, 'sbom.json', 'other.js'])
      await writeFile(join(folder, path, name), code)
  }
  await writeFile(join(folder, 'releases/manifest.json'), JSON.stringify(manifest))
  await writeFile(join(folder, 'secret.js'), 'secret')
})
after(async () => {
  await rm(folder, { recursive: true })
  await server.close()
})

describe('the script', () => {
  test('may be loaded by any page, for five minutes', async () => {
    const { status, headers } = await serve().request(v1)
    assert.equal(status, 200)
    for (const [name, value] of [
      ['content-type', 'text/javascript; charset=utf-8'],
      ['cache-control', 'public, max-age=300, stale-if-error=86400'],
      ['access-control-allow-origin', '*'],
      ['cross-origin-resource-policy', 'cross-origin'],
      ['vary', 'Accept-Encoding'],
    ] as const)
      assert.equal(headers.get(name), value)
    assert.equal((await serve({ demo: true }).request(v1)).headers.get('cache-control'), 'no-cache')
  })
  test('comes compressed, and is not sent again to a browser that has it', async () => {
    const app = serve()
    const headers = { 'accept-encoding': 'gzip, deflate, br, zstd' }
    const first = await app.request(v1, { headers })
    assert.equal(first.headers.get('content-encoding'), 'br')
    const etag = first.headers.get('etag') ?? ''
    const again = await app.request(v1, { headers: { ...headers, 'if-none-match': etag } })
    assert.deepEqual(
      [again.status, await again.text(), again.headers.get('etag'), again.headers.get('access-control-allow-origin')],
      [304, '', etag, '*'],
    )
  })
  test('is read again after it is rebuilt', async () => {
    const app = serve()
    const file = join(folder, 'dist/training-signup.js')
    const first = (await app.request(v1)).headers.get('etag')
    await writeFile(file, `${code}// new`)
    await utimes(file, new Date('2040-01-01'), new Date('2040-01-01'))
    const second = await app.request(v1)
    assert.notEqual(second.headers.get('etag'), first)
    assert.match(await second.text(), /new$/)
  })
  test('answers HEAD without a body', async () => {
    const head = await serve().request(v1, { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
  })
  test('is all there is of the working build', async () => {
    for (const app of [serve(), server.app])
      for (const name of [several, 'other.js', 'training-signup.js.map', '..%2f..%2fsecret.js']) {
        const { status, headers } = await app.request(`/embed/v1/${name}`)
        assert.deepEqual(
          [status, headers.get('content-type'), headers.get('cache-control')],
          [404, 'application/problem+json; charset=utf-8', 'no-store'],
          name,
        )
      }
  })
  test('that was never built says how to build it', async () => {
    const response = await serve({ from: join(folder, 'nowhere') }).request(v1)
    assert.equal(response.status, 503)
    assert.match(await response.text(), /Build it with: pnpm/)
  })
})

describe('a release', () => {
  test('stays what it is for a year', async () => {
    for (const name of ['training-signup.js', several]) {
      const response = await serve().request(`/embed/1.2.3/${name}`)
      assert.equal(response.headers.get('cache-control'), immutable)
      assert.equal(await response.text(), code)
    }
  })
  test('gives the scripts that the manifest names, and nothing else', async () => {
    for (const name of ['sbom.json', 'other.js', 'toString'])
      assert.equal((await serve().request(`/embed/1.2.3/${name}`)).status, 404, name)
  })
  test('that does not exist is not found, nor is anything next to the releases', async () => {
    for (const app of [serve(), server.app])
      for (const path of [
        '/embed/9.9.9/training-signup.js',
        '/embed/../secret.js',
        '/embed/..%2f..%2fsecret.js',
        '/embed/1.2.3/../../secret.js',
        '/embed/1.2.3%2f..%2f/training-signup.js',
        '/embed/dist/training-signup.js',
      ])
        assert.equal((await app.request(path)).status, 404, path)
  })
  test('is named in the manifest', async () => {
    const response = await serve().request('/embed/manifest.json')
    assert.deepEqual(
      [response.headers.get('content-type'), await response.json()],
      ['application/json; charset=utf-8', manifest],
    )
  })
  test('is the newest when it stands last in the manifest, and none while there is no manifest', async () => {
    const read = createManifestReader(join(folder, 'releases'))
    assert.deepEqual(newestRelease(await read()), { version: '1.2.3', integrity: 'sha384-x' })
    assert.equal(newestRelease(await createManifestReader(join(folder, 'nowhere'))()), undefined)
    assert.equal(newestRelease({ '1.9.0': {}, '1.10.0': { 'training-signup.js': entry } })?.version, '1.10.0')
  })
  test('is known by its bytes for what was built last', async () => {
    const place = join(folder, 'widget')
    await mkdir(join(place, 'releases'), { recursive: true })
    await mkdir(join(place, 'dist'))
    assert.equal(await releaseOfBuild(place), undefined)
    const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`
    const released = { '1.0.0': { 'training-signup.js': { integrity, bytes: code.length } } }
    await writeFile(join(place, 'releases/manifest.json'), JSON.stringify(released))
    assert.equal(await releaseOfBuild(place), undefined)
    await writeFile(join(place, 'dist/training-signup.js'), code)
    assert.deepEqual(await releaseOfBuild(place), { version: '1.0.0', integrity })
    await writeFile(join(place, 'dist/training-signup.js'), `${code} `)
    assert.equal(await releaseOfBuild(place), undefined)
  })
  test('is said not to exist, and while there is none, that too', async () => {
    const askFor = async (path: string, from = folder) => {
      const response = await serve({ from }).request(path)
      assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8')
      const { status, detail } = await readJson(response)
      return [status, detail]
    }
    const none = [404, 'There are no releases yet. Use /embed/v1/training-signup.js.']
    assert.deepEqual(await askFor('/embed/manifest.json', join(folder, 'nowhere')), none)
    assert.deepEqual(await askFor('/embed/1.2.3/training-signup.js', join(folder, 'nowhere')), none)
    assert.deepEqual(await askFor('/embed/9.9.9/training-signup.js'), [404, 'No release has this version.'])
  })
})
