import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, test } from 'node:test'
import { integrityOf } from '../packages/server/src/visitors/embed/manifest.ts'
import { refusal, writeRelease } from './release.ts'
import { makeReleaseFiles, readManifest } from './release-files.ts'
import { releasedFaults } from './released.ts'

const root = join(import.meta.dirname, '..')
const folders: string[] = []
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const copied = [
  'pnpm-workspace.yaml',
  'pnpm-lock.yaml',
  '{,packages/*/,examples/*/}package.json',
  'packages/widget/{src,*.ts}',
  'packages/contract/src',
  'packages/server/src/words/en',
]

/** The sources of a release as they are now, committed in a repository of their own. */
function copySources(): string {
  const copy = mkdtempSync(join(tmpdir(), 'training-signup-copy-'))
  folders.push(copy)
  for (const path of copied.flatMap((pattern) => globSync(pattern, { cwd: root }))) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    cpSync(join(root, path), join(copy, path), { recursive: true })
  }
  for (const folder of ['', 'packages/widget', 'packages/contract', 'packages/server'])
    symlinkSync(join(root, folder, 'node_modules'), join(copy, folder, 'node_modules'))
  writeFileSync(join(copy, '.gitignore'), 'node_modules\n')
  git(copy, 'init', '--quiet')
  commit(copy)
  return copy
}

function git(folder: string, ...args: string[]) {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org']
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0, stderr)
}

function commit(folder: string) {
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message', 'Sources')
}

const files = () =>
  new Map([
    ['training-signup.js', Buffer.from('code')],
    ['snippet.html', Buffer.from('<p></p>')],
  ])

describe('a release', () => {
  test('made again from the same sources is the same, byte for byte', () => {
    const first = copySources()
    const [made, again] = [first, copySources()].map((copy) => makeReleaseFiles(copy, '1.2.3'))
    assert.deepEqual(again, made)

    assert.deepEqual([...made!.keys()].toSorted(), [
      'THIRD-PARTY-LICENSES',
      'sbom-script.json',
      'sbom-server.json',
      'snippet.html',
      'training-signup.js',
    ])
    const read = (name: string) => String(made!.get(name))
    assert.ok(!read('training-signup.js').includes(first) && !read('training-signup.js').includes(root))

    const integrity = integrityOf(made!.get('training-signup.js')!)
    const tag = `<script type="module" src="{{host}}/embed/1.2.3/training-signup.js" integrity="${integrity}" crossorigin="anonymous"></script>`
    assert.ok(read('snippet.html').includes(tag), read('snippet.html'))
    assert.ok(
      read('snippet.html').includes(
        '<training-signup api="{{host}}" training="first-responders" partner="we-the-people">',
      ),
    )

    const { metadata, components } = JSON.parse(read('sbom-script.json'))
    assert.equal(metadata.component['bom-ref'], 'pkg:npm/%40training-signup/widget@1.2.3')
    const bundled = components.filter((one: { scope: string }) => one.scope === 'required')
    assert.deepEqual(
      bundled.map((one: { name: string }) => one.name),
      ['reactive-element', 'lit-element', 'lit-html', 'lit'],
    )
    for (const { hashes, externalReferences } of components) {
      assert.equal(hashes.length, 1)
      assert.ok(externalReferences.every(({ type }: { type: string }) => type !== 'distribution'))
    }
    const server = JSON.parse(read('sbom-server.json'))
    const { version } = JSON.parse(readFileSync(join(root, 'packages/server/package.json'), 'utf8'))
    assert.equal(server.metadata.component.version, version)
    const names = server.components.map((one: { name: string }) => one.name)
    assert.ok(names.includes('hono') && names.includes('pg') && !names.includes('playwright-core'))
  })

  test('is kept, named in the manifest after the others, and becomes the package’s version', () => {
    const copy = copySources()
    writeRelease(copy, '1.9.0', files())
    writeRelease(copy, '1.10.0', files())
    assert.deepEqual(Object.keys(readManifest(copy)), ['1.9.0', '1.10.0'])
    assert.deepEqual(readManifest(copy)['1.10.0']?.['snippet.html'], {
      integrity: integrityOf(Buffer.from('<p></p>')),
      bytes: 7,
    })
    const before = JSON.parse(readFileSync(join(root, 'packages/widget/package.json'), 'utf8'))
    const now = JSON.parse(readFileSync(join(copy, 'packages/widget/package.json'), 'utf8'))
    assert.deepEqual(now, { ...before, version: '1.10.0' })
  })

  test('is refused with a reason', () => {
    const copy = copySources()
    for (const version of [undefined, '', '1.0', 'v1.0.0', '1.0.0-beta', '01.0.0', '1.0.0\n', '../1.0.0'])
      assert.match(refusal(copy, version) ?? '', /Say which version/, version)
    assert.equal(refusal(copy, '1.0.0') || 'fine', 'fine')
    for (const changed of ['packages/widget/src/new.ts', 'packages/contract/src/limits.ts', 'pnpm-lock.yaml']) {
      writeFileSync(join(copy, changed), '// changed\n')
      assert.match(refusal(copy, '1.0.0') ?? '', new RegExp(`Commit this first[^]*${changed}`))
      commit(copy)
    }
    writeFileSync(join(copy, 'README.md'), 'What is not in a release may be as it likes.')
    assert.equal(refusal(copy, '1.0.0') || 'fine', 'fine')
    writeRelease(copy, '1.10.0', files())
    commit(copy)
    for (const version of ['1.10.0', '1.9.9', '0.99.0'])
      assert.match(refusal(copy, version) ?? '', /has to be higher/, version)
    for (const version of ['1.10.1', '1.11.0', '2.0.0']) assert.equal(refusal(copy, version) || 'fine', 'fine', version)
    mkdirSync(join(copy, 'packages/widget/releases/1.11.0'))
    assert.match(refusal(copy, '1.11.0') ?? '', /is there, but not in the manifest/)
  })

  test('is refused in words and with an exit code', () => {
    const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'release.ts'), 'one'], {
      encoding: 'utf8',
    })
    assert.deepEqual([status, stderr.trim()], [1, 'Say which version, such as: pnpm release 1.2.3'])
  })
})

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** What a page may style, in the source of a script: its parts and custom properties. */
function stylableIn(source: string) {
  const parts = [...source.matchAll(/\bpart="([\w -]+)"/g)].flatMap(([, names = '']) => names.split(' '))
  const properties = [...source.matchAll(/--training-signup-[a-z-]+/g)].map(([name]) => name)
  return new Set([...parts.filter(Boolean), ...properties])
}

describe('what was released', () => {
  test('has no part and no custom property that the element has lost, so every page’s style sheet still fits', () => {
    const manual = read('packages/widget/src/training-signup.ts')
    const has = new Set([...manual.matchAll(/@cssp(?:art|rop(?:erty)?) (?:\[)?([\w-]+)/g)].map(([, name]) => name))
    for (const version of Object.keys(readManifest(root))) {
      const scripts = globSync(`packages/widget/releases/${version}/*.js`, { cwd: root })
      const names = scripts.flatMap((script) => [...stylableIn(read(script))])
      assert.ok(names.length > 70, `${version}: ${names.length}`)
      assert.deepEqual(
        names.filter((name) => !has.has(name)),
        [],
        version,
      )
    }
  })

  test('is still what it was', () => {
    assert.deepEqual(releasedFaults(root), [])
  })
  test('is missed, found changed, and not added to', () => {
    const copy = copySources()
    const place = (name: string) => join(copy, 'packages/widget/releases', name)
    writeRelease(copy, '1.0.0', files())
    assert.deepEqual(releasedFaults(copy), [])
    writeFileSync(place('1.0.0/training-signup.js'), 'Code')
    writeFileSync(place('1.0.0/notes.txt'), '')
    rmSync(place('1.0.0/snippet.html'))
    mkdirSync(place('1.1.0'))
    writeFileSync(place('other.js'), '')
    assert.deepEqual(releasedFaults(copy), [
      '1.1.0 is no release of the manifest',
      'other.js is no release of the manifest',
      '1.0.0/notes.txt is not in the manifest',
      '1.0.0/training-signup.js is not what was released',
      '1.0.0/snippet.html is missing',
    ])
  })
})
