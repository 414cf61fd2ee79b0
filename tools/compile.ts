// Compiles what an installed package consists of. `tsc -b` has checked its types.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const usual = ['--ignoreConfig', '--target', 'es2022', '--verbatimModuleSyntax', '--rewriteRelativeImportExtensions']

interface Output {
  /** From the root of the repository. The compiler finds what they import. */
  sources: string[]
  /** Its files keep their places below `from` in `to`. */
  from: string
  to: string
  options: string[]
}

/** @throws {Error} with what the compiler said */
export function compile({ sources, from, to, options }: Output): void {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const args = [...usual, ...options, '--rootDir', from, '--outDir', to, ...sources]
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...args], { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new Error(`The package cannot be compiled:\n${stdout}`)
}
