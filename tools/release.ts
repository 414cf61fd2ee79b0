// Makes a release of the widget that pages can pin: pnpm release 1.2.3. Commit the written files by
// hand.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { integrityOf } from '../packages/server/src/visitors/embed/manifest.ts'
import { writeDocuments } from './reference.ts'
import { makeReleaseFiles, type ReleaseFiles, readManifest, released } from './release-files.ts'

// The paths that determine a release's bytes.
const sources = ['packages/widget', 'packages/contract', 'pnpm-lock.yaml']
const versionPattern = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/

/** Returns why this version cannot be released now; undefined if it can. */
export function refusal(root: string, version: string | undefined): string | undefined {
  if (!version || !versionPattern.test(version)) return 'Say which version, such as: pnpm release 1.2.3'
  const last = Object.keys(readManifest(root)).at(-1)
  if (last && !isHigher(version, last)) return `${last} is released. The next version has to be higher than that.`
  if (existsSync(join(root, released, version)))
    return `${released}/${version} is there, but not in the manifest. If nothing needs it, remove it and try again.`
  const { status, stdout, stderr } = spawnSync('git', ['status', '--porcelain', '--', ...sources], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) return `git cannot say whether everything is committed: ${stderr}`
  return stdout && `Commit this first, so that the release can be made again from its commit:\n${stdout.trimEnd()}`
}

function isHigher(version: string, last: string): boolean {
  const [one, other] = [version, last].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const place = one.findIndex((part, index) => part !== other[index])
  return place !== -1 && one[place]! > other[place]!
}

/** Stores the files, adds them to the manifest, and sets the package's version. */
export function writeRelease(root: string, version: string, files: ReleaseFiles) {
  const folder = join(root, released, version)
  mkdirSync(folder, { recursive: true })
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes)
  const entries = [...files].map(([name, bytes]) => [name, { integrity: integrityOf(bytes), bytes: bytes.length }])
  const manifest = { ...readManifest(root), [version]: Object.fromEntries(entries) }
  writeFileSync(join(root, released, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
  const packageFile = join(root, 'packages/widget/package.json')
  const text = readFileSync(packageFile, 'utf8')
  writeFileSync(packageFile, text.replace(/"version": "[^"]*"/, `"version": "${version}"`))
}

function main() {
  const root = join(import.meta.dirname, '..')
  const version = process.argv[2]
  const reason = refusal(root, version)
  if (version === undefined || reason) {
    console.error(reason)
    process.exitCode = 1
    return
  }
  const files = makeReleaseFiles(root, version)
  writeRelease(root, version, files)
  writeDocuments(root)
  console.log(`${version} is in ${released}/${version}:`)
  for (const [name, { length }] of files)
    console.log(`  ${name.padEnd(22)}${length.toLocaleString('en').padStart(8)} bytes`)
  console.log(`
Keep it:
  git add packages/widget README.md docs && git commit -m "Release ${version} of the widget"
Pages that pin it find it as soon as a server with this commit runs. Never change what is released: release again.`)
}

if (import.meta.main) main()
