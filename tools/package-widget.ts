// Builds the widget's npm package as modules and types that need nothing from the workspace: node
// tools/package-widget.ts
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { compile } from './compile.ts'

const root = join(import.meta.dirname, '..')
const made = join(root, 'packages/widget/dist/package')
const contract = '@training-signup/contract/'
// Users of the package have these, or import nothing that needs them.
const installed = /^(lit(\/.*)?|react)$/
const entries = ['index.d.ts', 'define.d.ts', 'react.d.ts']
const sources = ['styles/css.d.ts', 'index.ts', 'define.ts', 'react.ts'].map((file) => `packages/widget/src/${file}`)
const options = ['--module', 'esnext', '--lib', 'es2024,dom,dom.iterable', '--strict', '--skipLibCheck']

function main() {
  rmSync(made, { recursive: true, force: true })
  compile({ sources, from: 'packages/widget/src', to: made, options: [...options, '--declaration', '--stripInternal'] })
  const modules = globSync('**/*.js', { cwd: made })
  for (const name of new Set(modules.flatMap((file) => importsOf(read(file)).filter(isOfContract))))
    copyContractModule(name)
  for (const file of modules) for (const name of importsOf(read(file)).filter(isSheet)) writeSheet(name, file)
  for (const file of modules)
    write(
      file,
      rename(read(file), (name) => specifierFor(name, file)),
    )
  const reachable = reachableTypes(entries)
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

const specifier = /((?:\bfrom|\bimport\(|\bimport) ?['"])([^'"]+)(?=['"])/g
const importsOf = (text: string) => [...text.matchAll(specifier)].map(([, , name = '']) => name)
const rename = (text: string, change: (name: string) => string) =>
  text.replace(specifier, (_, before: string, name: string) => before + change(name))

const isSheet = (name: string) => name.endsWith('.css?inline')
const moduleOfSheet = (name: string) => name.replace('?inline', '.js')
const isOfContract = (name: string) => name.startsWith(contract)

/** Writes a style sheet as a module with its text. Only bundlers import one as it is. */
function writeSheet(name: string, from: string) {
  const text = readFileSync(join(root, 'packages/widget/src', dirname(from), name.replace('?inline', '')), 'utf8')
  write(join(dirname(from), moduleOfSheet(name)), `export default ${JSON.stringify(text)}\n`)
}

/** Copies a browser module of the contract, which is not published itself. */
function copyContractModule(name: string) {
  const source = `packages/contract/src/${name.slice(contract.length)}.ts`
  // The compiler also writes the modules that it takes types from; those need zod, and no browser
  // has it.
  const all = join(made, 'contract-all')
  compile({ sources: [source], from: 'packages/contract/src', to: all, options })
  const file = `${name.slice(contract.length)}.js`
  mkdirSync(join(made, 'contract'), { recursive: true })
  copyFileSync(join(all, file), join(made, 'contract', file))
  rmSync(all, { recursive: true })
}

/** Returns the specifier that imports the module from then on. */
function specifierFor(name: string, from: string): string {
  if (isSheet(name)) return moduleOfSheet(name)
  if (isOfContract(name)) {
    const path = relative(dirname(from), `contract/${name.slice(contract.length)}.js`)
    return path.startsWith('.') ? path : `./${path}`
  }
  if (!name.startsWith('.') && !installed.test(name))
    throw new Error(`${from} imports ${name}, which users of the package do not have.`)
  return name
}

/** Returns the types reachable from the package's entry points. It needs no others. */
function reachableTypes(files: string[], found = new Set<string>()): Set<string> {
  for (const file of files) {
    if (found.has(file)) continue
    found.add(file)
    const names = importsOf(read(file))
    const unknown = names.find((name) => !name.startsWith('.') && !installed.test(name))
    if (unknown) throw new Error(`The types in ${file} need ${unknown}, which users of the package do not have.`)
    const next = names.filter((name) => name.startsWith('.'))
    reachableTypes(
      next.map((name) => join(dirname(file), name.replace(/\.ts$/, '.d.ts'))),
      found,
    )
  }
  return found
}

main()
