import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../kit/chromium.ts'
import { engines, missing } from '../kit/engine.ts'
import { type Signup, startSignup } from '../kit/signup.ts'
import { files } from './bundled-project.ts'
import { pack, readManifest, run, startProject } from './fresh-project.ts'
import { installWithNpm, registerOne, sizeOf, startInstalled } from './installed.ts'

const root = join(import.meta.dirname, '../..')

const packed = ['client', 'server', 'widget'] as const
let packs = ''
let tarballs: Record<(typeof packed)[number], string>
before(async () => {
  packs = await mkdtemp(join(tmpdir(), 'package-'))
  tarballs = {
    client: await pack('client', packs),
    server: await pack('server', packs),
    widget: await pack('widget', packs),
  }
})
after(() => rm(packs, { recursive: true, force: true }))

describe('the packages', { concurrency: false }, () => {
  let installed: Awaited<ReturnType<typeof installWithNpm>>
  let server: Awaited<ReturnType<typeof startInstalled>>
  before(async () => {
    installed = await installWithNpm(Object.values(tarballs))
    server = await startInstalled(installed.folder)
  })
  after(async () => {
    await server?.stop()
    await installed?.remove()
  })

  test('are not packed by npm, which would leave out half', async () => {
    await assert.rejects(run(join(root, 'packages/server'), 'npm', 'pack', '--dry-run'), /Only pnpm packs what works/)
    for (const which of packed)
      assert.match(
        (await readManifest(`packages/${which}`)).scripts.prepack,
        /^node \.\.\/\.\.\/tools\/only-pnpm\.mjs && /,
      )
  })

  test('take no more room than an operator was told, and hold no test and no cache', async () => {
    const megabytes = (await sizeOf(join(installed.folder, 'node_modules'))) / 1e6
    assert.ok(megabytes <= 150, `${megabytes} MB`)
    const names = (await run(packs, 'tar', '-tf', tarballs.server)).split('\n')
    assert.deepEqual(
      names.filter((name) => /\.ts$|\.test\.|\/testing\/|\/compiled\/|built-from/.test(name)),
      [],
    )
  })

  test('bring a server that registers people, with everything it serves', async () => {
    const registered = await registerOne(server)
    assert.equal(registered.status, 201, registered.text)
    assert.match(server.log(), new RegExp(`"version":"${(await readManifest('packages/server')).version}"`))
    const { version } = await readManifest('packages/widget')
    const pages = [
      '/',
      '/t/citizens',
      '/embed',
      '/docs',
      '/openapi.json',
      '/embed/training-signup.zip',
      '/robots.txt',
      '/favicon.ico',
    ]
    const scripts = [
      '/embed/v1/training-signup.js',
      `/embed/${version}/training-signup.js`,
      '/embed/1.0.0/training-signup.js',
    ]
    const drawn = ['/t/citizens/image.png', '/api/v1/admin/trainings/citizens/sign-in-sheet.pdf']
    for (const path of [...pages, ...scripts, ...drawn]) {
      const { status, text } = await server.send(path)
      assert.equal(status, 200, path)
      for (const [, asset = ''] of text.matchAll(/"(\/assets\/[^"]+)"/g))
        assert.equal((await server.send(asset)).status, 200, asset)
    }
  })

  test('bring a client that reads its roster', async () => {
    await copyFile(join(root, 'examples/api-client/roster.ts'), join(installed.folder, 'roster.ts'))
    const roster = (token: string) =>
      run(installed.folder, 'env', `SERVER=${server.api}`, `TOKEN=${token}`, process.execPath, 'roster.ts', 'citizens')
    assert.match(await roster(server.token), /Reyes, Ada/)
    await assert.rejects(roster('wrong'), /Send a valid bearer token/)
  })

  test('bring an element that Node finds', async () => {
    const found = `import('@training-signup/widget').then(({ RegisteredEvent }) => console.log(RegisteredEvent.name))`
    assert.equal(await run(installed.folder, process.execPath, '--eval', found), 'RegisteredEvent\n')
  })

  test('are what packages have to be, and bring a server that a stop signal ends', async () => {
    const stopping = server.stop()
    const widget = join(root, 'packages/widget')
    for (const which of packed) await run(widget, process.execPath, '--run', 'publint', '--', tarballs[which])
    for (const which of ['client', 'widget'] as const)
      await run(widget, process.execPath, '--run', 'attw', '--', tarballs[which])
    assert.equal(await stopping, 0)
    assert.match(server.log(), /"stopped"/)
  })
})

describe('the package of the widget', { concurrency: false }, () => {
  let project: Awaited<ReturnType<typeof startProject>>
  before(async () => {
    const { devDependencies } = await readManifest('.')
    const example = await readManifest('examples/react')
    project = await startProject(files, {
      ...example.dependencies,
      ...example.devDependencies,
      typescript: devDependencies.typescript,
      '@training-signup/widget': `file:${tarballs.widget}`,
    })
    await project.install()
  })
  after(() => project?.remove())

  test('brings Lit along, and of ours nothing else', async () => {
    const installed = (await readdir(join(project.folder, 'node_modules/.pnpm'))).map((name) =>
      name.replace(/@file.*/, ''),
    )
    assert.deepEqual(
      installed.filter((name) => name.startsWith('@training-signup')),
      ['@training-signup+widget'],
    )
    assert.ok(!installed.some((name) => name.startsWith('zod')))
  })

  test('tells a compiler the attributes and events of the element', async () => {
    assert.equal(await project.run('tsc'), '')
  })

  test('shows the form in a bundled application', { skip: missing(engines[0]!) }, async () => {
    await project.run('vite', 'build', '--logLevel', 'warn')
    const signup = await startSignup()
    const site = await serve(join(project.folder, 'dist'))
    const browser = await launchChromium()
    try {
      await useForm(browser, signup, site.origin)
      await useEvents(browser, site.origin)
    } finally {
      await browser.close()
      await site.stop()
      await signup.stop()
    }
  })
})

async function useForm(browser: Browser, signup: Signup, origin: string) {
  const page = await browser.newPage()
  const scripts: string[] = []
  page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response.url()))
  await page.goto(`${origin}/?api=${encodeURIComponent(signup.api)}`)
  await page.getByLabel('Last name').fill('Reyes')
  assert.equal(await page.getByLabel('First name').inputValue(), 'Ada')
  assert.equal(await page.locator('#news').textContent(), 'first-responders')
  assert.equal(await page.getByRole('link', { name: 'Leave this page' }).count(), 1)
  const loaded = scripts.length
  await page.getByRole('button', { name: 'Bringing a group?' }).click()
  await page.getByRole('button', { name: 'Just you?' }).waitFor()
  assert.equal(scripts.length, loaded, 'all of it was there from the beginning')
  assert.ok(
    scripts.every((url) => url.startsWith(origin)),
    'all of it comes with the application',
  )
}

/** Who uses a part gets a part: nothing runs, or is kept, for having been imported. */
async function useEvents(browser: Browser, origin: string) {
  const page = await browser.newPage()
  const scripts: Promise<string>[] = []
  page.on('response', (response) => response.url().endsWith('.js') && scripts.push(response.text()))
  await page.goto(`${origin}/events.html`, { waitUntil: 'networkidle' })
  assert.equal(await page.locator('body').textContent(), 'training-signup-ready')
  const code = (await Promise.all(scripts)).join('\n')
  assert.ok(code.includes('training-signup-ready') && !code.includes('attachShadow'), code)
}

const contentTypes: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' }

async function serve(folder: string) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = join(folder, pathname === '/' ? 'index.html' : pathname)
    readFile(file)
      .then((bytes) =>
        response.writeHead(200, { 'Content-Type': contentTypes[extname(file)] ?? 'text/plain' }).end(bytes),
      )
      .catch(() => response.writeHead(404).end())
  }).listen(0, 'localhost')
  await once(server, 'listening')
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
