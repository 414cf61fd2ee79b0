// Reads from the output of the test runners how many tests passed.

export interface Counts {
  passed: number
  failed: number
  skipped: number
}

const line = (output: string, name: string) => {
  const found = [...output.matchAll(new RegExp(`^ℹ ${name} (\\d+)$`, 'gm'))].at(-1)
  return found === undefined ? undefined : Number(found[1])
}

/** Reads the closing lines of `node --test`: `ℹ pass 12`. */
export function nodeCounts(output: string): Counts | undefined {
  const passed = line(output, 'pass')
  if (passed === undefined) return undefined
  const failed = (line(output, 'fail') ?? 0) + (line(output, 'cancelled') ?? 0)
  return { passed, failed, skipped: (line(output, 'skipped') ?? 0) + (line(output, 'todo') ?? 0) }
}

/**
 * Reads the closing lines of Mocha: `  12 passing (3s)`, with `  1 failing` and `  2 pending` if
 * there are any.
 */
export function mochaCounts(output: string): Counts | undefined {
  const closing = (name: string) => [...output.matchAll(new RegExp(`^ {2}(\\d+) ${name}`, 'gm'))].at(-1)?.[1]
  const passed = closing('passing')
  if (passed === undefined) return undefined
  return { passed: Number(passed), failed: Number(closing('failing') ?? 0), skipped: Number(closing('pending') ?? 0) }
}

/**
 * Reads the closing line of the widget's tests: `12 passed, 0 failed`, optionally with `, 1
 * skipped`.
 */
export function browserCounts(output: string): Counts | undefined {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  return found && { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) }
}

// Mocha marks failures with their number, skipped tests with a dash, and suites not at all.
const testLine = /^( *)(?:(▶|✔|✖|﹣|\d+\)|-) )?(\S.*?)(?: \(\d[\d.]*ms\))?(?: # .*)?$/

/**
 * Counts the tests of `node --test` or Mocha with these words in their own name or in that of a
 * suite around them.
 */
export function countNamed(output: string, words: string) {
  const [report = ''] = output.split(/^(?:ℹ tests | {2}\d+ passing)/m)
  const open: { depth: number; name: string }[] = []
  let count = 0
  for (const text of report.split('\n')) {
    const [, indent = '', mark = '▶', name = ''] = testLine.exec(text) ?? []
    if (name === '') continue
    while ((open.at(-1)?.depth ?? -1) > indent.length) open.pop()
    const before = open.at(-1)?.depth === indent.length ? open.pop() : undefined
    const isSuite = mark === '▶'
    const isEnd = before?.name === name
    const isSkipped = mark === '﹣' || mark === '-'
    if (isSuite) open.push({ depth: indent.length, name })
    else if (!isEnd && !isSkipped && [name, ...open.map((suite) => suite.name)].some((one) => one.includes(words)))
      count++
  }
  return count
}
