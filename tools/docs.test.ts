import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { parseEnv } from 'node:util'
import { drawEditor } from '../e2e/look/draw-editors.ts'
import { editors } from '../e2e/look/editors.ts'
import { registrationStatuses } from '../packages/contract/src/people/registration.ts'
import { fieldTypes } from '../packages/contract/src/training/field.ts'
import {
  knownRoles,
  switchableFields,
  TrainingInput,
  trainingStatuses,
} from '../packages/contract/src/training/training.ts'
import { Environment, readConfig } from '../packages/server/src/platform/config.ts'
import { limited } from '../packages/server/src/platform/rate-limits.ts'
import { createApp } from '../packages/server/src/start/app.ts'
import { openContext } from '../packages/server/src/start/serve.ts'
import { pageWords } from '../packages/server/src/words/admin.ts'
import { en } from '../packages/server/src/words/en/index.ts'
import { coreOrder, serverLayers } from './layers.ts'

const root = join(import.meta.dirname, '..')
const files = globSync(['*.md', 'docs/*.md', 'packages/*/README.md', 'examples/*/README.md'], { cwd: root })
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const withoutCode = (text: string) => text.replaceAll(/^```[^]*?^```/gm, '')
const mostReadmeLines = 120
const mostLinesFor = { 'docs/organizers.md': 350, 'docs/day.md': 200 }
const widestRow = 139
/** In a sketch, what no editor has by name. */
const isOfSponsor = new Set(['Training'])

/** A label as the words have it, with places for the time and the number that a page shows. */
const withPlaces = (label: string) => label.replaceAll(/\d+:\d\d [AP]M/g, '{time}').replaceAll(/\d+/g, '{count}')

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

const anchorsIn = (file: string) =>
  new Set([...withoutCode(read(file)).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading)))

describe('the documents', () => {
  test('link to what exists', () => {
    for (const file of files)
      for (const [, target = ''] of withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (target.startsWith('https://')) continue
        const [path = '', anchor] = target.split('#')
        const place = path === '' ? file : relative(root, join(root, dirname(file), path))
        assert.ok(existsSync(join(root, place)), `${file} links to ${target}, which is not there.`)
        if (anchor !== undefined)
          assert.ok(anchorsIn(place).has(anchor), `${file} links to ${target}, which has no such heading.`)
      }
  })

  test('show every picture that is taken, with words for those who cannot see it', () => {
    const scripts = ['docs', 'organizer', 'wordpress'].map((name) => read(`e2e/look/${name}-pictures.ts`)).join('\n')
    const taken = new Set([...(scripts.match(/[\w-]+\.png/g) ?? []), ...editors.map(({ file }) => file)])
    const there = globSync('docs/*.{png,svg}', { cwd: root }).map((file) => basename(file))
    assert.deepEqual(new Set(there), taken)
    const texts = files.map(read).join('\n')
    for (const name of taken) assert.match(texts, new RegExp(`!\\[[^\\]]{20,}\\]\\((docs/)?${name}\\)`), name)
  })

  test('show each editor as it is sketched, and say in words what to press in it', () => {
    const text = read('docs/partners.md')
    for (const editor of editors) {
      assert.equal(read(`docs/${editor.file}`), drawEditor(editor), 'Draw it again: npx --yes pnpm@12.21.0 pictures')
      const [, said = ''] = new RegExp(`^### ${editor.name}$([^]*?)^##`, 'm').exec(text) ?? []
      const steps = said.match(/^\d\. .*$/gm) ?? []
      assert.equal(steps.length, editor.frames.length)
      for (const [index, { press }] of editor.frames.entries())
        for (const label of press.filter((one) => !isOfSponsor.has(one)))
          assert.ok(steps[index]?.includes(label.replace('+ ', '')), `${editor.name}, step ${index + 1}: ${label}`)
    }
  })

  test('have tables that fit a window', () => {
    for (const file of files)
      for (const line of read(file).split('\n'))
        if (line.startsWith('|')) assert.ok(line.length <= widestRow, `${file}: a row is too wide: ${line}`)
  })

  for (const [file, most] of Object.entries(mostLinesFor)) {
    test(`tell organizers what to press, and nothing to type into a shell, in ${file}`, () => {
      const text = read(file)
      assert.ok(text.trimEnd().split('\n').length <= most)
      assert.doesNotMatch(text, /^ *(```|~~~)/m)
    })

    test(`name buttons and fields as the organizers’ pages do, in ${file}`, () => {
      const said = new Set(
        (JSON.stringify([pageWords.en, en]).match(/"(?:\\.|[^"\\])*"/g) ?? []).map((one) => JSON.parse(one)),
      )
      const named = [...read(file).matchAll(/\*\*([^*]+)\*\*/g)].flatMap(([, bold = '']) =>
        bold.replaceAll(/\s+/g, ' ').replaceAll("'", '’').replace(/\.$/, '').split(' → '),
      )
      assert.deepEqual(
        named.filter((name) => !said.has(name) && !said.has(withPlaces(name))),
        [],
      )
    })
  }

  test('list every decision once, in the order in which they stand', () => {
    const text = read('docs/decisions.md')
    const listed = [...text.matchAll(/^- \[(.+)\]\(#.+\)$/gm)].map(([, title]) => title)
    assert.ok(listed.length > 0)
    assert.deepEqual(
      listed,
      [...text.matchAll(/^### (.+)$/gm)].map(([, title]) => title),
    )
  })

  test('draw the layers of the server as they are checked', () => {
    const [, wings = '', core = ''] =
      /^## The layers of the server$[^]*?^```$([^]*?)^```$[^]*?^```$([^]*?)^```$/m.exec(read('docs/architecture.md')) ??
      []
    const names = (sketch: string) => sketch.match(/^\S+(?: {2}\S+)?/gm)?.flatMap((line) => line.split('  ')) ?? []
    assert.deepEqual(
      names(core),
      coreOrder.map((part) => part.replace('.ts', '')),
    )
    const parts = new Set(serverLayers.order.map((layer) => layer.split('/')[0] ?? ''))
    assert.deepEqual(names(wings), [...parts].slice(1))
    const [, map = ''] = /^## A map$[^]*?^```$([^]*?)^```$/m.exec(read('README.md')) ?? []
    for (const part of [...parts].map((name) => `src/${name}/`)) assert.ok(map.includes(` ${part} `), part)
    for (const name of globSync('packages/*/package.json', { cwd: root }).map((file) => dirname(file)))
      assert.ok(map.includes(`\n${name}/`), name)
  })

  test('begin with a README that can be read at one sitting', () =>
    assert.ok(read('README.md').trimEnd().split('\n').length <= mostReadmeLines))

  test('give every status, role, access, and question its place', () => {
    const { access } = TrainingInput.shape.audience.unwrap().shape
    const accesses = access.unwrap().options
    const questions = [switchableFields, fieldTypes].flat()
    const names = [registrationStatuses, trainingStatuses, knownRoles, accesses, questions].flat()
    const text = read('docs/api.md')
    for (const name of names) assert.ok(text.includes(`\`${name}\``), `docs/api.md says nothing of ${name}.`)
  })

  test('describe every variable and every limit', () => {
    const text = read('docs/operators.md')
    for (const name of Object.keys(Environment.shape))
      assert.ok(text.includes(`| \`${name}\``), `docs/operators.md has no row for ${name}.`)
    for (const [name, { count }] of Object.entries(limited))
      assert.match(text, new RegExp(`\\| \`${name}\` +\\| ${count.toLocaleString('en')} +\\|`), name)
  })
})

test('the changes of a server stand under the readers who notice them', () => {
  const [, server = ''] = /^## Server$([^]*?)^## Script$/m.exec(read('CHANGELOG.md')) ?? []
  const [newest = ''] = server.split(/^(?=### )/m).slice(1)
  const readers = newest.split(/^#### /m)
  assert.doesNotMatch(readers.shift() ?? '', /^- /m)
  assert.deepEqual(
    readers.map((text) => text.split('\n')[0]),
    ['Visitors and sponsors', 'Organizers', 'Operators', 'Programs'],
  )
  assert.equal(new Set(newest.match(/^- .*$/gm)).size, newest.match(/^- .*$/gm)?.length)
})

test('the example of settings names every one, as the server reads it', () => {
  const set = read('examples/operators/.env.example').replaceAll(/^#(?=[A-Z_]+=)/gm, '')
  const { POSTGRES_PASSWORD, ...settings } = parseEnv(set)
  assert.equal(POSTGRES_PASSWORD, '')
  assert.deepEqual(new Set(Object.keys(settings)), new Set(Object.keys(Environment.shape)))
  const { unknownSettings, ...given } = readConfig(settings)
  assert.deepEqual(unknownSettings, [])
  const { allowedOrigins, rateLimits, databaseUrl, host, port, logLevel } = readConfig({})
  assert.partialDeepStrictEqual(given, { allowedOrigins, rateLimits, databaseUrl, host, port, logLevel })
})

describe('the commands for operators', () => {
  test('write no secret that git would commit', () => {
    const text = read('docs/operators.md')
    const written = [/> ([\w.-]+)/g, /_FILE=([\w./-]+)/g, /cli backup ([\w.-]+)/g, /--file=([\w.-]+)/g]
      .flatMap((pattern) => [...text.matchAll(pattern)])
      .map(([, file]) => file)
      .filter((file) => file !== undefined)
    assert.deepEqual(
      new Set(written),
      new Set(['admin-token', 'auth-secret', 'backup.db', 'backup.dump', 'backup.dump.erased']),
    )
    for (const file of written)
      assert.equal(spawnSync('git', ['check-ignore', '-q', file], { cwd: root }).status, 0, `git would commit ${file}.`)
  })
})

describe('the log of a proxy', () => {
  test('holds no link that an email has, however it is mounted', () => {
    const [, pattern = ''] =
      /^map \$uri \$logged_uri \{\n +~(\S+) +\$start\/-;$/m.exec(read('examples/operators/nginx.conf')) ?? []
    for (const path of ['/r/SECRET', '/r/verify/SECRET', '/r/pass/SECRET/accept', '/unsubscribe/SECRET'])
      for (const prefix of ['', '/signup']) {
        const logged = `${new RegExp(pattern).exec(prefix + path)?.groups?.['start']}/-`
        assert.equal(logged, `${prefix}/${path.split('/')[1]}/-`)
      }
  })
})

describe('the commands for programs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-docs-'))
  let opened: Awaited<ReturnType<typeof openContext>>
  let app: ReturnType<typeof createApp>
  const token = 'a-token-for-this-test-and-no-server'
  before(async () => {
    const environment = {
      DATABASE_URL: `sqlite:${folder}/signup.db`,
      ADMIN_TOKEN: token,
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'signup@example.org',
      LOG_LEVEL: 'silent',
    }
    opened = await openContext(readConfig(environment))
    app = createApp(opened.context)
  })
  after(async () => {
    await opened.close()
    rmSync(folder, { recursive: true })
  })

  const commands = [...read('docs/api.md').matchAll(/^curl [^\n]*"\$ADMIN(\/[^"]*)"(?:[^\n']*'([^']*)')?.*$/gm)].map(
    ([command, path = '', body]) => ({
      method: /-X (\w+)/.exec(command)?.[1] ?? (body === undefined ? 'GET' : 'POST'),
      path,
      body,
      isTagged: command.includes('"If-Match: $ETAG"'),
      isImage: command.includes('--data-binary'),
    }),
  )

  test('are all found', () => assert.equal(commands.length, read('docs/api.md').split(/^curl /m).length - 1))

  test('ask for routes that exist', async () => {
    const { paths } = JSON.parse(await (await app.request('/openapi.json')).text())
    const routes = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({
        method: method.toUpperCase(),
        pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      })),
    )
    for (const { method, path } of commands) {
      const asked = `/api/v1/admin${path.split('?')[0]}`
      const isThere = routes.some((route) => route.method === method && route.pattern.test(asked))
      assert.ok(isThere, `There is no ${method} ${asked}.`)
    }
  })

  test('work in their order, on a server of their own', async () => {
    let etag = ''
    let logo = ''
    const image = readFileSync(join(root, 'examples/jackson-county/organizer.png'))
    for (const { method, path, body, isTagged, isImage } of commands.filter(
      ({ path: one }) => !/\$(GROUP_)?ID/.test(one),
    )) {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': isImage ? 'image/png' : 'application/json' }
      const response = await app.request(`/api/v1/admin${path}`, {
        method,
        headers: isTagged ? { ...headers, 'If-Match': etag } : headers,
        ...(body === undefined ? {} : { body: isImage ? image : body.replace('LOGO', logo) }),
      })
      etag = response.headers.get('etag') ?? ''
      const answer = await response.text()
      assert.ok(response.ok, `${method} ${path} answered ${response.status}: ${answer}`)
      if (isImage) logo = JSON.parse(answer).logo
    }
  })
})
