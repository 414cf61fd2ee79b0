// Checks house rules that no linter can: names and folders of files, Markdown, and what a
// production install contains.
import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { layerFaults, serverLayers, widgetLayers } from './layers.ts'
import { markdownFaults } from './markdown.ts'

const fewerThan = 76
const mostFiles = 26
const catchAll = /^(utils?|helpers?|types|services?|managers?|misc|common)\.[^/]+$/

/** Returns files whose names say nothing about the domain, and so would collect anything. */
export function namelessFiles(root: string) {
  const exclude = (path: string) => /(^|\/)(node_modules|dist|coverage|releases)$/.test(path)
  return globSync('{packages,examples,tools,e2e}/**/*.{ts,js,mjs}', { cwd: root, exclude })
    .filter((path) => catchAll.test(path.slice(path.lastIndexOf('/') + 1)))
    .map((path) => `${path}: name the file after what is in it, or move each function to its user.`)
}

/** Returns test helpers that stand among the features. */
export function scatteredHelpers(root: string) {
  return globSync('packages/*/src/**/*-for-tests.ts', { cwd: root }).map(
    (path) => `${path}: move it to testing/, without “for-tests” in its name.`,
  )
}

/** Returns files that name a schema of the API: these stand in the contract, with their examples. */
export function straySchemas(root: string) {
  const exclude = (path: string) => path.endsWith('.test.ts')
  return globSync('packages/server/src/**/*.ts', { cwd: root, exclude })
    .filter((path) => /\.meta\(\{\s*id: '/.test(readFileSync(join(root, path), 'utf8')))
    .map((path) => `${path}: move its schema to packages/contract/src.`)
}

/** A list by number is read by its numbers. */
const isList = (folder: string) => folder.endsWith('/migrations')

/** Returns folders of more source files than one can look over. Tests stand next to what they test. */
export function crowdedFolders(root: string, most = mostFiles) {
  const exclude = (path: string) => /(^|\/)(node_modules|dist|coverage|releases)$/.test(path)
  const files = globSync('{packages,tools,e2e}/**/*.ts', { cwd: root, exclude }).filter(
    (path) => !path.endsWith('.test.ts'),
  )
  return [...Map.groupBy(files, (path) => dirname(path))]
    .filter(([folder, { length }]) => length > most && !isList(folder))
    .map(([folder, { length }]) => `${folder}: ${length} source files, over ${most}. Divide it by what it holds.`)
}

interface Manifest {
  name: string
  version: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  scripts?: Record<string, string>
}

/** Returns every package of an install without development packages, by its folder. */
export function productionPackages(folder: string, found = new Map<string, Manifest>()) {
  const { dependencies, optionalDependencies } = readManifest(folder)
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const place = findPackage(folder, name)
    if (place === undefined && optionalDependencies?.[name] !== undefined) continue
    if (place === undefined) throw new Error(`${name} is not installed. Install it first: npx --yes pnpm install`)
    if (found.has(place)) continue
    found.set(place, readManifest(place))
    productionPackages(place, found)
  }
  return found
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
}

/** Looks up a package as Node does: in `node_modules` of the folder and of each one above. */
function findPackage(from: string, name: string): string | undefined {
  const place = join(from, 'node_modules', name)
  if (existsSync(join(place, 'package.json'))) return realpathSync(place)
  return dirname(from) === from ? undefined : findPackage(dirname(from), name)
}

/** Returns problems with the packages of a production install. */
export function packageFaults(packages: Map<string, Manifest>, most = fewerThan) {
  const faults: string[] = []
  if (packages.size >= most)
    faults.push(
      `${packages.size} production packages; fewer than ${most} are allowed. Do without one, or choose a smaller one.`,
    )
  for (const [folder, { name, version, scripts }] of packages) {
    const runs = ['preinstall', 'install', 'postinstall'].filter((script) => scripts?.[script] !== undefined)
    // npm builds such a package although it names no script.
    if (existsSync(join(folder, 'binding.gyp'))) runs.push('binding.gyp')
    if (runs.length > 0)
      faults.push(
        `${name} ${version} runs code when it is installed (${runs.join(', ')}). Choose a package that does not.`,
      )
  }
  return faults
}

function main() {
  const root = join(import.meta.dirname, '..')
  const packages = productionPackages(join(root, 'packages/server'))
  const faults = [
    ...namelessFiles(root),
    ...packageFaults(packages),
    ...[serverLayers, widgetLayers].flatMap((layers) => layerFaults(root, layers)),
    ...scatteredHelpers(root),
    ...straySchemas(root),
    ...crowdedFolders(root),
    ...markdownFaults(root),
  ]
  for (const fault of faults) console.error(fault)
  console.log(`${packages.size} production packages, ${faults.length} faults.`)
  process.exitCode = faults.length > 0 ? 1 : 0
}

if (import.meta.main) main()
