// Writes what the element's JSDoc says into custom-elements.json and README.md, and the newest release's snippet into the
// latter: npx --yes pnpm@12.21.0 reference
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { newestRelease } from '../packages/server/src/embed/manifest.ts'
import { referenceOf } from './reference-tables.ts'
import { readManifest, snippetOf } from './release-files.ts'

const manifestFile = 'packages/widget/custom-elements.json'
const howToWrite = 'Write it anew with: npx --yes pnpm@12.21.0 reference'

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

/** What the analyzer reads from the sources as they are now. */
function analyze(root: string) {
  const widget = join(root, 'packages/widget')
  const analyzer = join(widget, 'node_modules/@custom-elements-manifest/analyzer/cem.js')
  const outcome = spawnSync(process.execPath, [analyzer, 'analyze', '--outdir', 'dist/manifest'], {
    cwd: widget,
    encoding: 'utf8',
  })
  if (outcome.status !== 0) throw new Error(`The analyzer failed: ${outcome.stdout}${outcome.stderr}`)
  return readJson(join(widget, 'dist/manifest/custom-elements.json'))
}

/** README.md with its generated parts as they should be; each stands between two comments of its name. */
function withReference(root: string, readme: string, manifest: unknown): string {
  return replaceBetween(
    replaceBetween(readme, 'snippet', `\`\`\`html\n${documentedSnippet(root)}\n\`\`\``),
    'reference',
    referenceOf(manifest),
  )
}

function replaceBetween(text: string, name: string, content: string): string {
  const parts = text.split(new RegExp(`(<!-- ${name}\\b.*?-->\\n)[^]*?(<!-- /${name} -->)`))
  if (parts.length !== 4) throw new Error(`README.md needs <!-- ${name} --> and <!-- /${name} -->, once each.`)
  const [before, start, end, after] = parts
  return `${before}${start}\n${content}\n\n${end}${after}`
}

/** The sponsor's snippet without its style element: pinned by its hash once there is a release to stay with. */
function documentedSnippet(root: string): string {
  return snippetOf(newestRelease(readManifest(root)))
    .replaceAll('{{host}}', 'https://signup.example.org')
    .replace(/<style>[^]*<\/style>\n/, '')
    .trimEnd()
}

/** What is not as the sources say, each with the command that mends it. */
export function staleFiles(root: string): string[] {
  const manifest = analyze(root)
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  return [
    isDeepStrictEqual(readJson(join(root, manifestFile)), manifest) ? [] : [manifestFile],
    withReference(root, readme, manifest) === readme ? [] : ['README.md'],
  ]
    .flat()
    .map((file) => `${file} is not what the element says of itself. ${howToWrite}`)
}

/** For a release, too: its snippet is the documented one. */
export function writeReadme(root: string) {
  const file = join(root, 'README.md')
  writeFileSync(file, withReference(root, readFileSync(file, 'utf8'), readJson(join(root, manifestFile))))
}

function main() {
  const root = join(import.meta.dirname, '..')
  const { status } = spawnSync(process.execPath, ['--run', 'manifest'], {
    cwd: join(root, 'packages/widget'),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('custom-elements.json could not be written.')
  writeReadme(root)
}

if (import.meta.main) main()
