import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openPort } from '../../packages/server/src/start/serve.ts'
import { freePort } from '../../packages/server/src/testing/servers/free-port.ts'
import { scratchFolder } from '../../packages/server/src/testing/servers/scratch-folder.ts'
import { type TestApp, testApp } from '../../packages/server/src/testing/servers/test-app.ts'
import { engines, missing } from '../kit/engine.ts'
import { nginxAround } from '../kit/nginx.ts'
import { until } from '../kit/until.ts'
import { type HostPage, startHostPage } from '../widget/host-page.ts'

const example = readFileSync(new URL('../../examples/operators/nginx.conf', import.meta.url), 'utf8')
const hasNginx = spawnSync('sh', ['-c', 'command -v nginx']).status === 0
const chromium = engines[0]!

/** The example's settings, which keep what may be kept, for these ports and without TLS. */
const settings = (folder: string, { port, origin }: { port: number; origin: number }) =>
  example
    .replace(/^( *)# (?=proxy_cache)/gm, '$1')
    .replace('proxy_cache signup;', 'proxy_cache signup; add_header X-Kept $upstream_cache_status;')
    .replace(/server \{[^}]*return 301[^}]*\}/, '')
    .replace(/^ *(?:http2|ssl_certificate|ssl_certificate_key) .*;$/gm, '')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace('127.0.0.1:8787', `127.0.0.1:${origin}`)
    .replace('/var/cache/training-signup', join(folder, 'cache'))
    .replace('/var/log/nginx/training-signup.log', join(folder, 'access.log'))

/** Has nginx believe that it got all it keeps so many seconds earlier: its files begin with until when that holds. */
function age(folder: string, seconds: number) {
  for (const file of globSync(join(folder, 'cache/**/*'))) {
    const bytes = readFileSync(file)
    bytes.writeBigInt64LE(bytes.readBigInt64LE(8) - BigInt(seconds), 8)
    writeFileSync(file, bytes)
  }
}
const [minute, hour] = [60, 60 * 60]

describe('nginx in front, which keeps what it may', {
  concurrency: false,
  skip: hasNginx ? missing(chromium) : 'not on this machine: nginx',
}, () => {
  let folder: string
  let server: TestApp
  let host: HostPage
  let stopOrigin: () => void
  let end: () => Promise<unknown>
  let url: string
  let asked = 0

  before(async () => {
    folder = scratchFolder('training-signup-nginx-')
    server = await testApp('sqlite')
    host = await startHostPage()
    const listener = await openPort({ ...server.context.config, port: 0 }, async (request) => {
      asked += 1
      return server.app.fetch(request)
    })
    stopOrigin = () => {
      listener.close()
      if ('closeAllConnections' in listener) listener.closeAllConnections()
    }
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const site = join(folder, 'site.conf')
    writeFileSync(site, settings(folder, { port, origin: (listener.address() as AddressInfo).port }))
    const nginx = spawn('nginx', nginxAround(folder, site), { stdio: ['ignore', 'ignore', 'inherit'] })
    end = async () => {
      const ended = once(nginx, 'exit')
      nginx.kill('SIGKILL')
      await ended
    }
    await until('nginx', async () => (await fetch(`${url}/livez`).catch(() => undefined))?.ok)
  })
  after(async () => {
    await end?.()
    stopOrigin?.()
    await host?.stop()
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const load = async (path: string) => {
    const response = await fetch(url + path)
    return { status: response.status, kept: response.headers.get('x-kept'), text: await response.text() }
  }

  test('shows a change within 70 seconds, also to the only one who asks', async () => {
    const { slug } = await server.givenTraining()
    const path = `/api/v1/trainings/${slug}?lang=en`
    assert.equal((await load(path)).kept, 'MISS')
    assert.equal((await server.admin('PATCH', `/trainings/${slug}`, { title: { en: 'Changed' } })).status, 200)
    age(folder, minute - 10)
    const { kept, text } = await load(path)
    assert.deepEqual([kept, text.includes('Changed')], ['HIT', false])
    age(folder, 11)
    const later = await load(path)
    assert.deepEqual([later.kept, later.text.includes('Changed')], ['EXPIRED', true])
    // The browser of someone who had the old one asks again.
    const answer = await fetch(url + path)
    assert.match(answer.headers.get('cache-control') ?? '', /\bmax-age=10\b/)
  })

  test('asks for one in a hundred of what a rush loads', async () => {
    const { slug } = await server.givenTraining()
    const paths = ['/embed/v1/training-signup.js', `/api/v1/trainings/${slug}?lang=en`]
    const earlier = asked
    for (let round = 0; round < 20; round += 1)
      for (const { status } of await Promise.all(Array.from({ length: 10 }, (_, at) => load(paths[at % 2]!))))
        assert.equal(status, 200)
    assert.ok(asked - earlier <= 2, `${asked - earlier} of 200`)
  })

  test('asks once for a page without a form', async () => {
    await server.givenTraining({ title: { en: 'Kept' } })
    const earlier = asked
    for (let count = 0; count < 3; count += 1) assert.match((await load('/?lang=en')).text, /Kept/)
    assert.equal(asked - earlier, 1)
  })

  test('keeps nothing about a person, no page with a form, and no partner that was made up', async () => {
    const { slug } = await server.givenTraining()
    for (const path of [`/t/${slug}?lang=en`, `/api/v1/trainings/${slug}?lang=en&partner=made-up`, '/readyz']) {
      const earlier = asked
      await load(path)
      await load(path)
      assert.equal(asked - earlier, 2, path)
    }
  })

  test('shows the form and the list an hour after the server died, for a day', async () => {
    // It may be kept for a second, because the form closes then.
    const { slug } = await server.givenTraining({ closesAt: '2027-01-10T06:01' })
    server.clock.now = new Date('2027-01-10T12:00:58.500Z')
    const snippet = `<script type="module" src="${url}/embed/v1/training-signup.js" crossorigin="anonymous"></script>
      <training-signup api="${url}" training="${slug}" lang="en"></training-signup>`
    host.paste(snippet)
    const path = `/api/v1/trainings/${slug}?lang=en`
    const browser = await chromium.start()
    const seeForm = async () => {
      const page = await browser.open()
      await page.open(host.origin)
      await until('the form', () =>
        page.read(() => Boolean(document.querySelector('training-signup')?.shadowRoot?.querySelector('form input'))),
      )
      await page.close()
    }
    try {
      await seeForm()
      const { text } = await load(path)
      const list = await load('/?lang=en')
      stopOrigin()
      await until('a copy that may not be kept any more', async () => (await load(path)).kept === 'STALE')
      age(folder, hour)
      assert.deepEqual(await load(path), { status: 200, kept: 'STALE', text })
      assert.deepEqual(await load('/?lang=en'), { ...list, kept: 'STALE' })
      await seeForm()
      age(folder, 24 * hour)
      assert.equal((await load(path)).status, 502)
    } finally {
      await browser.close()
    }
  })
})
