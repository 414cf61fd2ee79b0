// Runs the server's tests, those of a folder, or of several small ones, in one process: to load the server and to compile
// its schemas takes a process longer than the tests of most files.
import { spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

const source = join(import.meta.dirname, '..')
const made = mkdtempSync(join(tmpdir(), 'training-signup-tests-'))

/** Take longer than most folders, so each of them has a process of its own. */
const long = [
  'manage/duplicate-neutrality.test.ts',
  'contract.test.ts',
  'access/matrix.test.ts',
  'registrations/transitions.test.ts',
]
/** What folders have to weigh together, so that the start of their process is a small part of its work. */
const leastWeight = 8

/** Roughly how long a test takes, next to others: those that start processes wait for them. */
function weightOf(test: string) {
  if (long.includes(test)) return 100
  return /testing\/(server|racers)\.ts/.test(readFileSync(join(source, test), 'utf8')) ? 4 : 1
}

/** Writes a file that imports the tests of one group. Files run in the order of their names. */
function writeGroup(order: number, name: string, tests: string[]) {
  const file = join(made, `${String(order).padStart(2, '0')}-${basename(name)}.mjs`)
  writeFileSync(file, tests.map((test) => `import '${pathToFileURL(join(source, test)).href}'\n`).join(''))
  return file
}

const weightOfAll = (tests: string[]) => tests.reduce((sum, test) => sum + weightOf(test), 0)

type Group = [name: string, tests: string[]]

/** Puts small neighbors together. */
function joinSmall(groups: Group[]): Group[] {
  const joined: Group[] = []
  let open: Group | undefined
  for (const [name, inGroup] of groups) {
    if (weightOfAll(inGroup) >= leastWeight) joined.push([name, inGroup])
    else if (open && weightOfAll(open[1]) < leastWeight) open[1].push(...inGroup)
    else joined.push((open = [name, [...inGroup]]))
  }
  return joined
}

const tests = globSync('**/*.test.ts', { cwd: source }).toSorted()
const groups = joinSmall([...Map.groupBy(tests, (test) => (long.includes(test) ? test : dirname(test)))])
// The longest first, so that none of them runs alone at the end.
const sorted = groups.toSorted(([, one], [, other]) => weightOfAll(other) - weightOfAll(one))
const files = sorted.map(([name, inGroup], order) => writeGroup(order, name, inGroup))
// Three times the cores of a small machine: most of the time, a group waits for the database, a process, or a clock.
const options = ['--test-concurrency=6', '--test-timeout=180000', '--test-global-setup=src/testing/postgres.ts']
try {
  const { status } = spawnSync(process.execPath, ['--test', ...options, ...files], { stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(made, { recursive: true, force: true })
}
