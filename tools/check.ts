// Runs all checks, or the steps that are named: node tools/check.ts types lint
// --database=postgres://… has the server's tests use a PostgreSQL or a cluster of yours, and --chaos=20 has so many in a
// hundred statements fail in the tests of that.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Counts, countNamed } from './counts.ts'
import { sameFonts } from './fonts.ts'
import { type Step, steps } from './steps.ts'

const root = join(import.meta.dirname, '..')
const minute = 60_000
/** Only against what hangs: a busy machine may take long. */
const longest = 35 * minute
const repeatedLines = 60
/**
 * Hundreds of processes load the same modules. With this cache, only the first one compiles them.
 */
const compiled = mkdtempSync(join(tmpdir(), 'training-signup-compiled-'))
process.once('exit', () => rmSync(compiled, { recursive: true, force: true }))
// Some runners color what they print wherever CI is set, and colors stand in the way of counting.
const settings = { ...sameFonts(), NODE_COMPILE_CACHE: compiled, NO_COLOR: '1' }

interface Outcome {
  step: Step
  ok: boolean
  seconds: number
  output: string
  counts?: Counts | undefined
}

/** Runs one step. Its output appears right away, or in one piece if other steps run next to it. */
function run(step: Step, isBeside: boolean): Promise<Outcome> {
  const started = performance.now()
  const [program = '', ...args] = step.command
  const path = [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter)
  console.log(`\n── ${step.name}${isBeside ? ' begins' : ''}`)
  // Runs in its own process group, so that a timeout also ends the processes that it started.
  const child = spawn(program, args, {
    cwd: join(root, step.folder ?? '.'),
    env: { ...process.env, ...settings, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const end = () => endGroup(child.pid)
  const limit = setTimeout(end, longest)
  process.once('SIGINT', end).once('SIGTERM', end)
  let output = ''
  const take = (data: string) => {
    output += data
    if (!isBeside) process.stdout.write(data)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  return new Promise((resolve) => {
    const finish = (ok: boolean) => {
      clearTimeout(limit)
      process.off('SIGINT', end).off('SIGTERM', end)
      const seconds = (performance.now() - started) / 1000
      if (isBeside) console.log(`\n── ${step.name}\n${output.trimEnd()}`)
      console.log(`── ${step.name} ${ok ? 'took' : 'FAILED after'} ${seconds.toFixed(1)} s`)
      resolve({ step, ok, seconds, output, counts: step.counts?.(output) })
    }
    child.once('error', (error) => {
      take(
        `${program} cannot be run (${error.message}). Install what the project needs first: npx --yes pnpm install\n`,
      )
      finish(false)
    })
    child.once('close', (code) => finish(code === 0))
  })
}

function endGroup(pid: number | undefined) {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM')
  } catch {
    // It has already ended by itself.
  }
}

// A signal ends the current step and skips the rest.
const ending = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    ending.abort()
    process.exitCode = 1
  })

/** Runs the steps in order. Neighbors that may run at the same time do, two at a time. */
async function runAll(chosen: Step[]) {
  const outcomes: Outcome[] = []
  const waiting = [...chosen]
  while (waiting[0] !== undefined && !ending.signal.aborted) {
    const alone = waiting.findIndex((step) => !step.beside)
    const together = waiting.splice(0, alone === 0 ? 1 : alone === -1 ? waiting.length : alone)
    const isBeside = together.length > 1
    const lane = async () => {
      for (let step = together.shift(); step !== undefined && !ending.signal.aborted; step = together.shift())
        outcomes.push(await run(step, isBeside))
    }
    await Promise.all([lane(), lane()])
  }
  return outcomes
}

/**
 * Counts a step. A step without tests counts as one failure if it fails; so does one that failed
 * without saying in which test.
 */
function tally({ step, ok, counts }: Outcome): Counts {
  const none = { passed: 0, failed: 0, skipped: 0 }
  if (step.counts === undefined) return { ...none, failed: ok ? 0 : 1 }
  if (counts === undefined || counts.passed + counts.failed === 0) return { ...none, failed: 1 }
  return { ...counts, failed: !ok && counts.failed === 0 ? 1 : counts.failed }
}

/**
 * Test runners close with their failures. Printed again at the very end, where no one has to search
 * for them.
 */
function repeatFailures(outcomes: Outcome[]) {
  for (const { step, output } of outcomes.filter(({ ok }) => !ok))
    console.log(
      `\n── the end of ${step.name}, which failed\n${output.trimEnd().split('\n').slice(-repeatedLines).join('\n')}`,
    )
}

function report(outcomes: Outcome[]) {
  repeatFailures(outcomes)
  const total = { passed: 0, failed: 0 }
  console.log(
    `\n${'step'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}${'seconds'.padStart(9)}`,
  )
  for (const outcome of outcomes) {
    const { passed, failed, skipped } = tally(outcome)
    total.passed += passed
    total.failed += failed
    const cells = outcome.step.counts ? [passed, failed, skipped] : ['', failed || '', '']
    const [first, second, third] = cells.map(String)
    const row = `${first!.padStart(8)}${second!.padStart(8)}${third!.padStart(9)}${outcome.seconds.toFixed(1).padStart(9)}`
    console.log(`${outcome.step.name.padEnd(14)}${row}`)
    for (const engine of ['sqlite', 'postgres']) {
      const count = outcome.step.counts ? countNamed(outcome.output, `on ${engine}`) : 0
      if (count > 0) console.log(`  on ${engine.padEnd(9)}${String(count).padStart(8)}`)
    }
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`)
  if (total.failed > 0) process.exitCode = 1
}

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: { database: { type: 'string' }, chaos: { type: 'string' } },
})
if (values.database) process.env['TEST_POSTGRES_URL'] = values.database
if (values.chaos) process.env['TEST_CHAOS'] = values.chaos
const unknown = names.filter((name) => !steps.some((step) => step.name === name))
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}. Choose from: ${steps.map((step) => step.name).join(', ')}`)
  process.exitCode = 1
} else {
  report(await runAll(steps.filter((step) => names.length === 0 || names.includes(step.name))))
}
