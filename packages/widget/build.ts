// Builds the script that partners' pages load, unless what is in dist was built from the same: node
// build.ts
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = import.meta.dirname
const root = join(folder, '../..')
const note = join(folder, 'dist/built-from')
const outputs = ['training-signup.js', 'THIRD-PARTY-LICENSES'].map((name) => join(folder, 'dist', name))
const sources = [
  'packages/{widget,contract}/src/**/*.{ts,css}',
  'packages/{widget,contract}/package.json',
  'packages/widget/{build,forbidden,own-names,own-properties,vite.config}.ts',
  'packages/server/src/words/en/**/*.ts',
  'pnpm-lock.yaml',
]

/** Says what the script is made of, so that it is made once. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const names = sources.flatMap((pattern) => globSync(pattern, { cwd: root, exclude: ['**/*.test.ts'] })).toSorted()
  for (const name of names)
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(root, name)))
      .update('\0')
  // What was built may have been changed or exchanged since.
  for (const file of outputs) if (existsSync(file)) hash.update(readFileSync(file))
  return hash.digest('hex')
}

const isBuilt = existsSync(note) && readFileSync(note, 'utf8') === fingerprint()
if (!isBuilt) {
  const { build } = await import('vite')
  await build({ root: folder, logLevel: 'warn' })
  writeFileSync(note, fingerprint())
}
