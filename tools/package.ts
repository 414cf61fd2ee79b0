// Makes what npm gets of the widget, as modules and their types, with nothing in them that only the workspace knows:
// node tools/package.ts
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

const root = join(import.meta.dirname, '..')
const made = join(root, 'packages/widget/dist/package')
const contract = '@training-signup/contract/'
// Whoever installs the package has these, or imports nothing that needs them.
const installed = /^(lit(\/.*)?|react)$/
const entries = ['index.d.ts', 'define.d.ts', 'react.d.ts']

function main() {
  rmSync(made, { recursive: true, force: true })
  compile('--project', 'packages/widget/tsconfig.package.json')
  const modules = globSync('**/*.js', { cwd: made })
  for (const name of new Set(modules.flatMap((file) => importsOf(read(file)).filter(isOfContract)))) takeAlong(name)
  for (const file of modules)
    write(
      file,
      rename(read(file), (name) => placeOf(name, file)),
    )
  const reachable = reach(entries)
  for (const file of globSync('**/*.d.ts', { cwd: made })) {
    if (reachable.has(file))
      write(
        file,
        rename(read(file), (name) => name.replace(/^(\..*)\.ts$/, '$1.js')),
      )
    else rmSync(join(made, file))
  }
}

const read = (file: string) => readFileSync(join(made, file), 'utf8')
const write = (file: string, text: string) => writeFileSync(join(made, file), text)

function compile(...args: string[]) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The package cannot be compiled:\n${stdout}`)
}

const specifier = /((?:\bfrom|\bimport\(|\bimport) ?['"])([^'"]+)(?=['"])/g
const importsOf = (text: string) => [...text.matchAll(specifier)].map(([, , name = '']) => name)
const rename = (text: string, change: (name: string) => string) =>
  text.replace(specifier, (_, before: string, name: string) => before + change(name))

const isOfContract = (name: string) => name.startsWith(contract)

/** The contract is not published: its modules for the browser come along. */
function takeAlong(name: string) {
  const source = `packages/contract/src/${name.slice(contract.length)}.ts`
  const how = [
    '--module',
    'esnext',
    '--target',
    'es2022',
    '--verbatimModuleSyntax',
    '--rewriteRelativeImportExtensions',
  ]
  compile('--ignoreConfig', ...how, '--outDir', join(made, 'contract'), source)
}

/** What the module is imported by from then on. */
function placeOf(name: string, from: string): string {
  if (isOfContract(name)) {
    const path = relative(dirname(from), `contract/${name.slice(contract.length)}.js`)
    return path.startsWith('.') ? path : `./${path}`
  }
  if (!name.startsWith('.') && !installed.test(name))
    throw new Error(`${from} imports ${name}, which nobody has who installs the package.`)
  return name
}

/** The types that can be reached from those that are imported from outside; no other needs to be there. */
function reach(files: string[], found = new Set<string>()): Set<string> {
  for (const file of files) {
    if (found.has(file)) continue
    found.add(file)
    const names = importsOf(read(file))
    const unknown = names.find((name) => !name.startsWith('.') && !installed.test(name))
    if (unknown) throw new Error(`The types in ${file} need ${unknown}, which nobody has who installs the package.`)
    const next = names.filter((name) => name.startsWith('.'))
    reach(
      next.map((name) => join(dirname(file), name.replace(/\.ts$/, '.d.ts'))),
      found,
    )
  }
  return found
}

main()
