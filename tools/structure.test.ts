import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { engines, verdict } from './browsers.ts'
import { namelessFiles, packageFaults, productionPackages } from './structure.ts'

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

describe('a name that takes in anything', () => {
  test('is found in every folder of ours, and in no other', () => {
    for (const path of ['packages/server/src/utils.ts', 'tools/helpers.mjs', 'examples/vue/src/types.ts'])
      plant(path, '')
    for (const path of [
      'packages/a/node_modules/b/utils.js',
      'packages/a/dist/types.js',
      'packages/a/src/seat-types.ts',
    ])
      plant(path, '')
    const found = namelessFiles(planted).map((fault) => fault.slice(0, fault.indexOf(':')))
    assert.deepEqual(found.toSorted(), [
      'examples/vue/src/types.ts',
      'packages/server/src/utils.ts',
      'tools/helpers.mjs',
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

  test('is elsewhere only said', () => {
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
    plant(`${server}/main.ts`, impure)
    assert.deepEqual(lint(), [
      `${server}/trainings/trainings.ts eslint(no-restricted-globals)`,
      `${server}/trainings/trainings.ts eslint(no-restricted-imports)`,
      `${server}/trainings/trainings.ts eslint(no-restricted-properties)`,
      `${server}/trainings/trainings.ts eslint(no-restricted-properties)`,
      `${server}/trainings/trainings.ts house(no-clock)`,
      `${server}/trainings/trainings.ts node(no-process-env)`,
    ])
  })

  test('let only app.ts mount routes', () => {
    plant(`${server}/trainings/routes.ts`, 'export const routes = 1\n')
    plant(`${server}/app.ts`, "export { routes } from './trainings/routes.ts'\n")
    for (const name of ['partners/partners', 'main', 'cli'])
      plant(`${server}/${name}.ts`, `export { routes } from '${name.includes('/') ? '..' : '.'}/trainings/routes.ts'\n`)
    const rule = 'eslint(no-restricted-imports)'
    assert.deepEqual(
      lint(),
      ['cli', 'main', 'partners/partners'].map((name) => `${server}/${name}.ts ${rule}`),
    )
  })

  test('find circles, long files and long functions', () => {
    plant('packages/contract/src/one.ts', "import { two } from './two.ts'\nexport const one = () => two()\n")
    plant('packages/contract/src/two.ts', "import { one } from './one.ts'\nexport const two = (): unknown => one()\n")
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

  test('see into templates', () => {
    const template =
      "import { html } from 'lit'\nexport const view = html`<button aria-labell='x' tabindex='3'></button><p title=${1} title=${2}></p>`\n"
    plant('packages/widget/src/views/notice.ts', template)
    const found = lint().map((line) => line.split(' ')[1])
    assert.ok(found.includes('lit(no-duplicate-template-bindings)'), found.join())
    assert.ok(found.includes('lit-a11y(tabindex-no-positive)'), found.join())
  })
})
