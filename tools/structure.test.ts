import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { engines, verdict } from './browsers.ts'
import { layerFaults } from './layers.ts'
import { markdownFaults } from './markdown.ts'
import {
  crowdedFolders,
  namelessFiles,
  packageFaults,
  productionPackages,
  scatteredHelpers,
  straySchemas,
} from './structure.ts'

const planted = mkdtempSync(join(tmpdir(), 'structure-'))
after(() => rmSync(planted, { recursive: true, force: true }))

function plant(path: string, content: string) {
  mkdirSync(dirname(join(planted, path)), { recursive: true })
  writeFileSync(join(planted, path), content)
}
const manifest = (name: string, more = {}) => JSON.stringify({ name, version: '1.0.0', ...more })

beforeEach(() => {
  rmSync(planted, { recursive: true, force: true })
  mkdirSync(planted)
})

describe('a catch-all file name', () => {
  test('is found in every folder of the project, and nowhere else', () => {
    const fine = ['packages/a/node_modules/b/utils.js', 'packages/a/dist/types.js', 'packages/a/src/seat-types.ts']
    const wrong = ['packages/server/src/utils.ts', 'tools/helpers.mjs', 'examples/vue/src/types.ts']
    for (const path of [...fine, ...wrong]) plant(path, '')
    const found = namelessFiles(planted).map((fault) => fault.slice(0, fault.indexOf(':')))
    assert.deepEqual(found.toSorted(), [
      'examples/vue/src/types.ts',
      'packages/server/src/utils.ts',
      'tools/helpers.mjs',
    ])
  })
})

describe('a test helper among the features', () => {
  test('is found, and one in testing/ is not', () => {
    for (const path of ['mail/smtp-for-tests.ts', 'testing/smtp.ts', 'mail/smtp.test.ts'])
      plant(`packages/server/src/${path}`, '')
    assert.deepEqual(scatteredHelpers(planted), [
      'packages/server/src/mail/smtp-for-tests.ts: move it to testing/, without “for-tests” in its name.',
    ])
  })
})

describe('a folder', () => {
  test('holds no more source files than one can look over, besides tests and migrations', () => {
    for (const name of ['a.ts', 'b.ts', 'c.ts', 'c.test.ts', 'pages/d.ts'])
      for (const folder of ['core/seats', 'platform/db/migrations']) plant(`packages/server/src/${folder}/${name}`, '')
    assert.deepEqual(crowdedFolders(planted, 3), [])
    assert.deepEqual(crowdedFolders(planted, 2), [
      'packages/server/src/core/seats: 3 source files, over 2. Divide it by what it holds.',
    ])
  })
})

describe('a schema of the API', () => {
  test('is found among the routes, and in the contract it is not', () => {
    const named = "export const Mark = z.object({}).meta({\n  id: 'Mark',\n  example: {},\n})\n"
    const paths = ['server/src/organizers/marks', 'server/src/organizers/marks.test', 'contract/src/mark']
    for (const path of paths) plant(`packages/${path}.ts`, named)
    plant('packages/server/src/organizers/days.ts', "export const day = z.string().meta({ description: 'A day' })\n")
    assert.deepEqual(straySchemas(planted), [
      'packages/server/src/organizers/marks.ts: move its schema to packages/contract/src.',
    ])
  })
})

describe('folders', () => {
  const layers = { source: 'src', order: ['testing', '.', 'pages', 'mail', 'db', 'system.ts'] }
  const faults = () => layerFaults(planted, layers)

  test('import downwards, and from themselves', () => {
    plant('src/main.ts', "import './pages/page.ts'\nimport type { System } from './system.ts'\n")
    plant('src/pages/page.ts', "import { frame } from './frame.ts'\nimport { send } from '../mail/send.ts'\n")
    plant('src/mail/send.ts', "export { rows } from '../db/tables/mail.ts'\nimport pg from 'pg'\n")
    plant('src/mail/send.test.ts', "import { testApp } from '../testing/app.ts'\nimport '../main.ts'\n")
    plant('src/testing/app.ts', "import '../main.ts'\n")
    plant('src/db/tables/mail.ts', "import { columns } from '../columns.ts'\n")
    plant('src/system.ts', '')
    assert.deepEqual(faults(), [])
  })

  test('may not import upwards: no types, no exports, and nothing that is loaded later', () => {
    plant('src/mail/send.ts', "import type { Page } from '../pages/page.ts'\nexport * from '../app.ts'\n")
    plant('src/mail/later.ts', "export const page = () => import('../pages/page.ts')\n")
    plant('src/db/tables/mail.ts', "import {\n  send,\n} from '../../mail/send.ts'\n")
    plant('src/pages/page.ts', "import { given } from '../testing/given.ts'\n")
    plant('src/system.ts', "import type { Rows } from './db/rows.ts'\n")
    assert.deepEqual(faults(), [
      'db/tables/mail.ts → mail/send.ts: mail/ stands above db/',
      'mail/later.ts → pages/page.ts: pages/ stands above mail/',
      'mail/send.ts → pages/page.ts: pages/ stands above mail/',
      'mail/send.ts → app.ts: the top level stands above mail/',
      'pages/page.ts → testing/given.ts: testing/ stands above pages/',
      'system.ts → db/rows.ts: db/ stands above system.ts',
    ])
  })

  test('need a layer', () => {
    plant('src/exports/csv.ts', "import '../mail/send.ts'\n")
    plant('src/mail/send.ts', "import '../exports/csv.ts'\n")
    assert.deepEqual(faults(), ['src/exports: list this folder among the layers.'])
  })
})

describe('Markdown', () => {
  test('may link to files and headings that exist', () => {
    plant('docs/picture.png', '')
    plant(
      'README.md',
      `# Sign-up
[a](docs/a.md) [b](docs/a.md#what-it-is-not) [c](#sign-up) [d](https://example.org/x) ![e](docs/picture.png)
[f](docs/a.md#twice-1) [g](docs/a.md#placed) \`[h](nowhere.md)\` [i](docs/picture.png#x) [j][k]

[k]: docs/a.md
\`\`\`
# Not a heading [l](nowhere.md)
\`\`\`
`,
    )
    plant('docs/a.md', '## What `it` is (not)\n## Twice\n## Twice\n<a id="placed"></a>[home](../README.md#sign-up)\n')
    assert.deepEqual(markdownFaults(planted), [])
  })

  test('may not link to what does not exist', () => {
    plant('README.md', '[a](docs/b.md)\n[b](docs/a.md#no)\n[c](#not-a-heading)\n```\n# Not a heading\n```\n[d]: e.md\n')
    plant('docs/a.md', '[home](README.md)\n')
    assert.deepEqual(markdownFaults(planted), [
      'README.md: docs/b.md leads to no file.',
      'README.md: docs/a.md#no leads to no heading.',
      'README.md: #not-a-heading leads to no heading.',
      'README.md: e.md leads to no file.',
      'docs/a.md: README.md leads to no file.',
    ])
  })

  test('has tables that can be read as text', () => {
    const row = (width: number) => `| ${'x'.repeat(width - 4)} |\n`
    plant('README.md', `# A\n\n${row(139)}${row(140)}\n${row(139)}\n\`\`\`\n${row(200)}\`\`\`\n`)
    assert.deepEqual(markdownFaults(planted), [
      'README.md:3: a table is 140 columns wide. Stay under 140, or write a list.',
    ])
  })
})

describe('production packages', () => {
  test('are all that are reached without development packages, each once', () => {
    plant('package.json', manifest('app', { dependencies: { a: '1', b: '1' }, devDependencies: { tool: '1' } }))
    plant(
      'node_modules/a/package.json',
      manifest('a', { dependencies: { b: '1' }, optionalDependencies: { absent: '1' } }),
    )
    plant('node_modules/b/package.json', manifest('b', { dependencies: { a: '1' } }))
    plant('node_modules/tool/package.json', manifest('tool'))
    assert.deepEqual([...productionPackages(planted).values()].map((one) => one.name).toSorted(), ['a', 'b'])
  })

  test('that are not installed are named, with what to do', () => {
    plant('package.json', manifest('app', { dependencies: { a: '1' } }))
    assert.throws(() => productionPackages(planted), /a is not installed\. Install it first: npx/)
  })

  test('may not be too many, and may not run code when they are installed', () => {
    plant('package.json', manifest('app', { dependencies: { a: '1', b: '1', c: '1' } }))
    plant('node_modules/a/package.json', manifest('a', { scripts: { postinstall: 'node mine.js' } }))
    plant('node_modules/b/package.json', manifest('b'))
    plant('node_modules/b/binding.gyp', '{}')
    plant('node_modules/c/package.json', manifest('c', { scripts: { test: 'true', prepare: 'tsc' } }))
    const faults = packageFaults(productionPackages(planted), 3)
    assert.equal(faults.length, 3)
    assert.match(faults[0]!, /^3 production packages; fewer than 3/)
    assert.match(faults[1]!, /^a 1\.0\.0 runs code when it is installed \(postinstall\)/)
    assert.match(faults[2]!, /^b 1\.0\.0 .*\(binding\.gyp\)/)
  })
})

describe('a missing browser engine', () => {
  const webkit = engines.filter((engine) => engine.name === 'WebKit')

  test('fails the check where everything has to run', () => {
    assert.deepEqual(verdict(webkit, true), {
      ok: false,
      text: 'WebKit is not on this machine. On Debian or Ubuntu: sudo apt-get install webkit2gtk-driver xvfb',
    })
  })

  test('is only reported elsewhere', () => {
    const { ok, text } = verdict(webkit, false)
    assert.ok(ok)
    assert.match(text, /^WebKit is not on this machine, so its tests are skipped\./)
  })
})
