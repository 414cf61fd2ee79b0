// The steps of `npm test`, in this order.
import { availableParallelism } from 'node:os'
import { browserCounts, type Counts, mochaCounts, nodeCounts } from './counts.ts'

export interface Step {
  name: string
  command: string[]
  /** Relative to the repository. */
  folder?: string
  /** Finds the test counts in the output, for steps that run tests. */
  counts?: (output: string) => Counts | undefined
  /**
   * Short and independent of the other steps, so it may run next to its neighbors. Long steps run
   * alone: next to each other they crowd two cores and wait in vain for browsers.
   */
  beside?: boolean
}

const script = (name: string, folder: string) => ({ command: ['node', '--run', name], folder })
/** Test files at a time. Each has browsers, servers, or databases of its own, so never more than eight. */
const atATime = (files: number) => Math.min(files, 8)
const cores = availableParallelism()

export const steps: Step[] = [
  { name: 'client', command: ['node', 'packages/client/generate.ts'] },
  { name: 'browsers', command: ['node', 'tools/browsers.ts'], beside: true },
  { name: 'types', command: ['tsc', '-b'], beside: true },
  { name: 'lint', ...script('lint', '.'), beside: true },
  { name: 'format', command: ['biome', 'check'], beside: true },
  { name: 'dead code', command: ['knip'], beside: true },
  { name: 'structure', command: ['node', 'tools/structure.ts'], beside: true },
  { name: 'build', ...script('build', 'packages/widget') },
  { name: 'size', command: ['node', 'packages/widget/bench/size.ts'], beside: true },
  { name: 'contract', ...script('test', 'packages/contract'), counts: nodeCounts, beside: true },
  {
    name: 'tools',
    command: ['node', '--test', '--test-concurrency=2', 'tools/*.test.ts'],
    counts: nodeCounts,
    beside: true,
  },
  // Counting steps slows down all that a process does afterward, so each of these files has its own.
  { name: 'work', ...script('test:work', 'packages/server'), counts: mochaCounts, beside: true },
  {
    name: 'server',
    command: ['node', '--run', 'test', '--', `--jobs=${atATime(cores + 1)}`],
    folder: 'packages/server',
    counts: mochaCounts,
  },
  // HAProxy and Patroni believe that a process is gone which a crowded machine keeps waiting.
  { name: 'alone', ...script('test:alone', 'packages/server'), counts: mochaCounts },
  { name: 'widget', ...script('test', 'packages/widget'), counts: browserCounts },
  {
    name: 'end to end',
    command: [
      'node',
      '--test',
      `--test-concurrency=${atATime(2 * cores)}`,
      '--test-timeout=1800000',
      'e2e/*/*.test.ts',
    ],
    counts: nodeCounts,
  },
]
