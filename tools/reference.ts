// Updates the docs from the sources: the element's JSDoc, the newest release's snippet, and the
// table of transitions: npx --yes pnpm@12.21.0 reference
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { newestRelease } from '../packages/server/src/visitors/embed/manifest.ts'
import { referenceOf } from './reference-tables.ts'
import { readManifest, snippetOf } from './release-files.ts'
import { transitionsOf } from './transitions.ts'

const manifestFile = 'packages/widget/custom-elements.json'
const howToWrite = 'Write it with: npx --yes pnpm@12.21.0 reference'

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

/** Analyzes the current sources. */
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

/** Generated parts of each document, each between `<!-- name:start -->` and `<!-- name:end -->`. */
const generated = {
  'README.md': ['snippet'],
  'docs/partners.md': ['snippet'],
  'docs/element.md': ['snippet', 'reference'],
  'docs/api.md': ['transitions'],
} as const

type Content = Record<(typeof generated)[keyof typeof generated][number], string>

/** Returns each document as it is and as it should be. */
function readDocuments(root: string, manifest: unknown) {
  const content: Content = {
    snippet: `\`\`\`html\n${documentedSnippet(root)}\n\`\`\``,
    reference: referenceOf(manifest),
    transitions: transitionsOf(),
  }
  return Object.entries(generated).map(([file, names]) => {
    const present = readFileSync(join(root, file), 'utf8')
    const wanted = names.reduce((text, name) => replaceBetween({ file, text, name }, content[name]), present)
    return { file, present, wanted }
  })
}

function replaceBetween({ file, text, name }: { file: string; text: string; name: string }, content: string): string {
  const [start, end] = [`<!-- ${name}:start -->\n`, `<!-- ${name}:end -->`]
  const [before, inside, ...others] = text.split(start)
  const [, after, ...more] = (inside ?? '').split(end)
  if (after === undefined || others.length + more.length > 0)
    throw new Error(`${file} needs ${start.trimEnd()} and ${end}, once each.`)
  return `${before}${start}\n${content}\n\n${end}${after}`
}

/**
 * Returns the sponsor's snippet without its style element, pinned by its hash once there is a
 * release.
 */
function documentedSnippet(root: string): string {
  return snippetOf(newestRelease(readManifest(root)))
    .replaceAll('{{host}}', 'https://signup.example.org')
    .replace(/<style>[^]*<\/style>\n/, '')
    .trimEnd()
}

/**
 * Returns a message for each file that differs from the sources, with the command that corrects it.
 */
export function staleFiles(root: string): string[] {
  const manifest = analyze(root)
  return [
    ...(isDeepStrictEqual(readJson(join(root, manifestFile)), manifest) ? [] : [manifestFile]),
    ...readDocuments(root, manifest).flatMap(({ file, present, wanted }) => (present === wanted ? [] : [file])),
  ].map((file) => `${file} differs from what the sources say. ${howToWrite}`)
}

/**
 * Writes the generated parts of the documents. A release calls it too, because it changes the
 * snippet.
 */
export function writeDocuments(root: string) {
  for (const { file, wanted } of readDocuments(root, readJson(join(root, manifestFile))))
    writeFileSync(join(root, file), wanted)
}

function main() {
  const root = join(import.meta.dirname, '..')
  const { status } = spawnSync(process.execPath, ['--run', 'manifest'], {
    cwd: join(root, 'packages/widget'),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('custom-elements.json could not be written.')
  writeDocuments(root)
}

if (import.meta.main) main()
