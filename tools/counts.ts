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
 * Reads the closing line of the widget's tests: `12 passed, 0 failed`, optionally with `, 1
 * skipped`.
 */
export function browserCounts(output: string): Counts | undefined {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1)
  return found && { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) }
}

const testLine = /^( *)(▶|✔|✖|﹣) (.*?)(?: \(\d[\d.]*ms\))?(?: # .*)?$/

/**
 * Counts the tests of `node --test` with these words in their own name or in that of a suite around
 * them.
 */
export function countNamed(output: string, words: string) {
  const [report = ''] = output.split(/^ℹ tests /m)
  const open: { depth: number; name: string }[] = []
  let count = 0
  for (const text of report.split('\n')) {
    const [, indent = '', mark = '', name = ''] = testLine.exec(text) ?? []
    if (mark === '') continue
    while ((open.at(-1)?.depth ?? -1) > indent.length) open.pop()
    const innermost = open.at(-1)
    if (mark === '▶') open.push({ depth: indent.length, name })
    else if (innermost?.depth === indent.length && innermost.name === name) open.pop()
    else if (mark !== '﹣' && [name, ...open.map((suite) => suite.name)].some((one) => one.includes(words))) count++
  }
  return count
}
