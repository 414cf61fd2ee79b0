import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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

const root = join(import.meta.dirname, '..')
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

describe('the linter’s house rules', () => {
  const lint = () => {
    for (const name of ['.oxlintrc.json', 'tools/oxlint-lit-a11y.mjs', 'tools/oxlint-house.mjs'])
      cpSync(join(root, name), join(planted, name))
    symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'))
    const { stdout } = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['-f', 'unix'], {
      cwd: planted,
      encoding: 'utf8',
    })
    return [...stdout.matchAll(/^(\S+?):\d.*\[\w+\/(.*)\]$/gm)].map(([, file, rule]) => `${file} ${rule}`).toSorted()
  }
  const server = 'packages/server/src'

  test('keep clock, chance, environment and network out of the server’s rules, and let its entrance have them', () => {
    const impure = [
      "import { randomUUID } from 'node:crypto'",
      'export const all = [randomUUID(), Date.now(), new Date(), Math.random(), process.env.HOME, fetch("/")]',
      'export const fine = new Date(0)',
    ].join('\n')
    plant(`${server}/trainings/trainings.ts`, impure)
    plant(`${server}/start/main.ts`, impure)
    assert.deepEqual(lint(), [
      `${server}/trainings/trainings.ts eslint(no-restricted-globals)`,
      `${server}/trainings/trainings.ts eslint(no-restricted-imports)`,
      `${server}/trainings/trainings.ts eslint(no-restricted-properties)`,
      `${server}/trainings/trainings.ts eslint(no-restricted-properties)`,
      `${server}/trainings/trainings.ts house(no-clock)`,
      `${server}/trainings/trainings.ts node(no-process-env)`,
    ])
  })

  test('let only the ledger write registrations, seats, and counts, in whatever way', () => {
    const writing = [
      "import { sql } from 'kysely'",
      "export const rows = (tx) => tx.insertInto('registration').values([])",
      "export const aliased = (tx) => tx.updateTable('registration as one').set({ role: null })",
      "export const counts = (tx) => tx.replaceInto('training_count').values([])",
      "import { insertRows } from '../db/insert-rows.ts'",
      "export const quick = () => insertRows('training_count', [])",
      "export const seats = (tx) => tx.updateTable('training').set({ seats_taken: 1 })",
      "export const position = (tx) => tx.updateTable('training').set('last_waiting_list_position', 1)",
      'export const plain = (tx) => sql`delete from registration`.execute(tx)',
      "export const fine = (tx) => tx.updateTable('training').set({ revision: 1 })",
      "export const read = (tx) => tx.selectFrom('registration').where('role', 'is', null)",
    ].join('\n')
    plant(`${server}/organizers/one.ts`, writing)
    plant(`${server}/core/seats/ledger.ts`, writing)
    assert.deepEqual(lint(), Array(7).fill(`${server}/organizers/one.ts house(one-writer)`))
  })

  test('let only its folder write the outbox', () => {
    const writing = [
      "import { sql } from 'kysely'",
      "import { insertRows } from '../db/insert-rows.ts'",
      "export const rows = (tx) => tx.insertInto('outbox').values([])",
      "export const quick = () => insertRows('outbox', [])",
      "export const people = (tx) => tx.deleteFrom('outbox_person')",
      'export const plain = (tx) => sql`update outbox set tries = 0`.execute(tx)',
      "export const read = (tx) => tx.selectFrom('outbox').where('id', 'in', [])",
      "export const other = (tx) => tx.updateTable('restoration').set({ id: 1 })",
    ].join('\n')
    plant(`${server}/delivery/one.ts`, writing)
    plant(`${server}/core/outbox-of-others/one.ts`, writing)
    plant(`${server}/core/outbox/one.ts`, writing)
    const files = ['core/outbox-of-others', 'delivery']
    assert.deepEqual(
      lint(),
      files.flatMap((folder) => Array(4).fill(`${server}/${folder}/one.ts house(one-writer)`)),
    )
  })

  test('let only core/proof write addresses that wait for a code', () => {
    const writing = [
      "export const judge = (tx) => tx.updateTable('proof').set({ tries: 1 })",
      "export const ask = (tx) => tx.insertInto('proof').values([])",
      "export const read = (tx) => tx.selectFrom('proof').where('tries', '>', 0)",
    ].join('\n')
    for (const file of ['core/proof/one', 'core/alerts/one', 'organizers/accounts/one'])
      plant(`${server}/${file}.ts`, writing)
    assert.deepEqual(
      lint(),
      ['core/alerts', 'organizers/accounts'].flatMap((folder) =>
        Array(2).fill(`${server}/${folder}/one.ts house(one-writer)`),
      ),
    )
  })

  test('have what a status means asked in one place', () => {
    const asking = [
      "export const lists = [['confirmed', 'offered'], ['confirmed'], ['published', 'cancelled']]",
      "export const either = (one) => one.status === 'waitlisted' || one.status === 'offered'",
      "export const neither = (one) => one.status !== 'declined' && one.status !== 'expired'",
      "export const written = (sql) => sql`select id from registration where status in ('confirmed', 'offered')`",
      "export const others = (one, two) => one.status === 'offered' || two === 'offered' || one.status === 'draft'",
      "export const unlike = (one) => one.status !== 'offered' || one.status !== 'draft'",
    ].join('\n')
    plant(`${server}/organizers/one.ts`, asking)
    plant(`${server}/core/seats/transitions.ts`, asking)
    assert.deepEqual(lint(), Array(4).fill(`${server}/organizers/one.ts house(ask-status)`))
  })

  test('take the fields of organizers’ forms from one kit', () => {
    const marked = [
      'export const label = (id) => `<label for="${id}">Name</label>`',
      'export const box = `<p><input type="checkbox" name="all"></p>`',
      'export const fault = (text) => `<p class="fault">${text}</p>`',
      'export const list = "<select></select>"',
      'export const unseen = (value) => `<input type="hidden" name="to" value="${value}"><p class="note">…</p>`',
    ].join('\n')
    for (const path of ['organizers/pages/one', 'organizers/pages/one.test', 'platform/html/form/field'])
      plant(`${server}/${path}.ts`, marked)
    assert.deepEqual(lint(), Array(4).fill(`${server}/organizers/pages/one.ts house(kit-only)`))
  })

  test('let only app.ts and organizers-api.ts mount routes', () => {
    plant(`${server}/trainings/routes.ts`, 'export const routes = 1\n')
    for (const name of ['start/app', 'organizers/api/organizers-api', 'core/partners', 'start/main', 'start/cli'])
      plant(`${server}/${name}.ts`, "export { routes } from '../trainings/routes.ts'\n")
    const rule = 'eslint(no-restricted-imports)'
    assert.deepEqual(
      lint(),
      ['core/partners', 'start/cli', 'start/main'].map((name) => `${server}/${name}.ts ${rule}`),
    )
  })

  test('find circles, of types too, long files and long functions', () => {
    plant('packages/contract/src/one.ts', "import { two } from './two.ts'\nexport const one = () => two()\n")
    plant(
      'packages/contract/src/two.ts',
      "import type { one } from './one.ts'\nexport const two = (): typeof one | null => null\n",
    )
    plant(
      'packages/contract/src/long.ts',
      `export function long() {\n${'  console.log(1)\n'.repeat(40)}}\n${'\n'.repeat(260)}`,
    )
    assert.deepEqual(lint(), [
      'packages/contract/src/long.ts eslint(max-lines)',
      'packages/contract/src/long.ts eslint(max-lines-per-function)',
      'packages/contract/src/one.ts import(no-cycle)',
      'packages/contract/src/two.ts import(no-cycle)',
    ])
  })

  test('keep the contract’s schemas out of the widget and out of what it loads', () => {
    const [widget, contract] = ['packages/widget/src', 'packages/contract/src']
    plant(
      `${widget}/fine.ts`,
      [
        "export type { Field } from '@training-signup/contract'",
        "export { limits } from '@training-signup/contract/limits'",
        "export { isShown } from '@training-signup/contract/show-when'",
      ].join('\n'),
    )
    plant(`${widget}/heavy.ts`, "export { Field } from '@training-signup/contract'\n")
    plant(`${contract}/field.ts`, "import { z } from 'zod'\nexport const Field = z.string()\n")
    plant(`${contract}/limits.ts`, "export type { Field } from './field.ts'\nexport const limits = 1\n")
    plant(
      `${contract}/email.ts`,
      "import { z } from 'zod'\nexport { limits } from './limits.ts'\nexport const email = z\n",
    )
    plant(`${contract}/show-when.ts`, "export { Field } from './field.ts'\n")
    const rule = 'eslint(no-restricted-imports)'
    assert.deepEqual(lint(), [
      `${contract}/email.ts ${rule}`,
      `${contract}/show-when.ts ${rule}`,
      `${widget}/heavy.ts ${rule}`,
    ])
  })

  test('keep markup short enough to read, wherever its expressions stand', () => {
    const wide = 'x'.repeat(161)
    plant(
      `${server}/visitors/page.ts`,
      [
        "import { html } from 'hono/html'",
        `export const one = html\`<p>${wide}</p>\``,
        `export const two = html\`<p>\n\${'a'}${wide}</p>\n<p>\${html\`<b>${wide}</b>\`}</p>\``,
        `export const sentence = '${wide}'`,
        'export const three = html`<p>\n</p>`',
      ].join('\n'),
    )
    const rule = `${server}/visitors/page.ts house(short-markup)`
    assert.deepEqual(lint(), [rule, rule, rule])
  })

  test('see into templates', () => {
    const template =
      "import { html } from 'lit'\nexport const view = html`<button aria-labell='x' tabindex='3'></button><p title=${1} title=${2}></p>`\n"
    plant('packages/widget/src/views/notice.ts', template)
    const found = lint().map((line) => line.split(' ')[1])
    assert.ok(found.includes('lit(no-duplicate-template-bindings)'), found.join())
    assert.ok(found.includes('lit-a11y(tabindex-no-positive)'), found.join())
  })
})
