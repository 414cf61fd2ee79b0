// Runs the server's tests, those of a folder in one process: to load the server and to compile its schemas takes a
// process longer than the tests of most files.
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const source = join(import.meta.dirname, '..')
const made = mkdtempSync(join(tmpdir(), 'training-signup-tests-'))

/** Writes a file that imports the tests of one folder. Files run in the order of their names. */
function writeGroup(order: number, folder: string, tests: string[]) {
  const file = join(made, `${String(order).padStart(2, '0')}-${basename(folder)}.mjs`)
  writeFileSync(file, tests.map((test) => `import '${pathToFileURL(join(source, test)).href}'\n`).join(''))
  return file
}

/** Roughly how long the tests of a folder take: those that start processes wait for them. */
function lengthOf(tests: string[]) {
  const starting = tests.filter((test) => /testing\/(server|racers)\.ts/.test(readFileSync(join(source, test), 'utf8')))
  return tests.length + 3 * starting.length
}

const tests = globSync('**/*.test.ts', { cwd: source }).toSorted()
// The longest first, so that none of them runs alone at the end.
const groups = [...Map.groupBy(tests, dirname)].toSorted(([, one], [, other]) => lengthOf(other) - lengthOf(one))
const files = groups.map(([folder, inFolder], order) => writeGroup(order, folder, inFolder))
// Twice the cores of a small machine: half of the time, a group waits for the database, a process, or a clock.
const options = ['--test-concurrency=4', '--test-timeout=180000', '--test-global-setup=src/testing/postgres.ts']
try {
  const { status } = spawnSync(process.execPath, ['--test', ...options, ...files], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(made, { recursive: true, force: true })
}
