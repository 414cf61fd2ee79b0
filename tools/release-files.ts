// Builds the files of a widget release from the sources.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { snippetsFor } from '../packages/server/src/visitors/builder/snippets.ts'
import { integrityOf, type Manifest, type Release, script } from '../packages/server/src/visitors/embed/manifest.ts'

export const released = 'packages/widget/releases'

export function readManifest(root: string): Manifest {
  const file = join(root, released, 'manifest.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

/** Files by name. */
export type ReleaseFiles = Map<string, Buffer>

/** Builds all stored files of a version. The same sources always give the same bytes. */
export function makeReleaseFiles(root: string, version: string): ReleaseFiles {
  const files = build(root)
  const code = files.get(script)
  if (!code) throw new Error(`The build made no ${script}. Look at packages/widget/vite.config.ts.`)
  files.set('snippet.html', Buffer.from(snippetOf({ version, integrity: integrityOf(code) })))
  files.set('sbom-script.json', Buffer.from(scriptBom(root, version, String(files.get('THIRD-PARTY-LICENSES')))))
  files.set('sbom-server.json', Buffer.from(writeBom(readBom(root, 'server'))))
  return files
}

/** Builds in its own folder, so that files of earlier builds cannot slip in. */
function build(root: string): ReleaseFiles {
  const folder = mkdtempSync(join(tmpdir(), 'training-signup-release-'))
  try {
    const vite = join(root, 'packages/widget/node_modules/vite/bin/vite.js')
    run(join(root, 'packages/widget'), process.execPath, vite, 'build', '--logLevel', 'warn', '--outDir', folder)
    return new Map(
      readdirSync(folder)
        .toSorted()
        .map((name) => [name, readFileSync(join(folder, name))]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

// Replaced by `{{host}}`: only the page's author knows the sign-up's URL.
const somewhere = 'https://host.invalid'

/**
 * Returns the builder's snippet for a page that is pinned to this release, or follows; `{{host}}`
 * stands for the sign-up's URL.
 */
export function snippetOf(pinned: Release | undefined): string {
  const training = {
    slug: 'first-responders',
    title: { en: 'Human trafficking training for first responders' },
    series: undefined,
    languages: ['en' as const, 'es' as const],
    outcome: 'confirmed' as const,
  }
  const { html } = snippetsFor({
    publicUrl: somewhere,
    trainings: [training],
    series: undefined,
    partner: 'we-the-people',
    lang: undefined,
    details: undefined,
    look: { theme: undefined, accent: undefined, onAccent: undefined, isBare: false, background: '#ffffff' },
    fonts: undefined,
    exitUrl: undefined,
    site: undefined,
    pinned,
  })
  return `${html.replaceAll(somewhere, '{{host}}')}\n`
}

interface Component {
  'bom-ref': string
  name: string
  version: string
  group?: string
  scope?: 'required' | 'excluded'
  hashes?: Hash[] | undefined
  externalReferences?: { type: string; url: string; hashes?: Hash[] }[] | undefined
}

interface Hash {
  alg: string
  content: string
}

/** CycloneDX, as pnpm writes it. */
interface Bom {
  serialNumber?: string
  metadata: { timestamp?: string; component: Component }
  components: Component[]
  dependencies: { ref: string; dependsOn?: string[] }[]
}

/** Reads the package's production dependencies. */
function readBom(root: string, name: string): Bom {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const which = ['--filter', `@training-signup/${name}`]
  const how = ['--prod', '--sbom-format', 'cyclonedx', '--sbom-spec-version', '1.6']
  return JSON.parse(run(root, 'npx', '--yes', packageManager, '--silent', ...which, 'sbom', ...how))
}

/** Removes what differs between runs or package sources; the packages' hashes remain. */
function writeBom(bom: Bom): string {
  delete bom.serialNumber
  delete bom.metadata.timestamp
  for (const component of bom.components) {
    const [distributions, others] = [true, false].map((is) =>
      component.externalReferences?.filter(({ type }) => (type === 'distribution') === is),
    )
    component.hashes = distributions?.flatMap(({ hashes }) => hashes ?? [])
    component.externalReferences = others
  }
  const byText = (one: string, other: string) => (one < other ? -1 : 1)
  bom.components.sort((one, other) => byText(one['bom-ref'], other['bom-ref']))
  bom.dependencies.sort((one, other) => byText(one.ref, other.ref))
  for (const { dependsOn } of bom.dependencies) dependsOn?.sort(byText)
  return `${JSON.stringify(bom, undefined, 2)}\n`
}

/**
 * Lists the widget's dependencies. The licenses name those in the script; the others are marked as
 * excluded.
 */
function scriptBom(root: string, version: string, licenses: string): string {
  const bom = readBom(root, 'widget')
  const old = bom.metadata.component['bom-ref']
  bom.metadata.component.version = version
  for (const component of bom.components) {
    const name = component.group ? `${component.group}/${component.name}` : component.name
    component.scope = licenses.includes(`\n## ${name} - ${component.version} (`) ? 'required' : 'excluded'
  }
  return writeBom(bom).replaceAll(old, old.replace(/[^@]*$/, version))
}

function run(folder: string, program: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  if (status === 0) return stdout
  throw new Error(`${program} ${args.join(' ')} failed: ${error?.message ?? `${stdout}${stderr}`}`)
}
