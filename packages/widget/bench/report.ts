import { cpus, loadavg } from 'node:os'
import type { Load } from './load.ts'
import { blockingOf, longestOf, tasksBetween, workOf } from './tasks.ts'
import { sumOf, type Weight } from './weigh.ts'

export interface Measured {
  name: string
  isLoader: boolean
  weight: Weight
  loads: Load[]
}

export interface Ours extends Measured {
  /** With the line that the builder gives to a page against jumping. */
  reserved: Load[]
  /** Of the example's training for first responders, in Spanish. */
  spanish: Weight
  /** An older release, loaded in turn with today's script. */
  release: Measured
}

export interface Machine {
  browser: string
  /** How many times slower the same work really was. */
  slowdown: number
  loadBefore: number
}

export function median(values: number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const most = (loads: Load[], figure: (load: Load) => number) => Math.max(...loads.map(figure))
const middle = (loads: Load[], figure: (load: Load) => number) => median(loads.map(figure))

// From the script's last byte until the form can be used: what comes before is the network's, what
// comes after the visitor's.
const way = ({ tasks, scriptAtMs, usableAtMs }: Load) => tasksBetween(tasks, scriptAtMs, usableAtMs)
const untilReady = ({ tasks, scriptAtMs, readyAtMs = Number.NaN }: Load) => {
  const between = tasksBetween(tasks, scriptAtMs, readyAtMs)
  return between.length > 0 ? longestOf(between) : Number.NaN
}
const usable = (loads: Load[]) => middle(loads, ({ scriptAtMs, usableAtMs }) => usableAtMs - scriptAtMs)
const work = (loads: Load[]) => middle(loads, (load) => workOf(way(load)))
const longest = (loads: Load[]) => middle(loads, (load) => longestOf(way(load)))
const shiftOf = ({ shifts }: Load) => shifts.reduce((sum, { value }) => sum + value, 0)
const shiftAfterUpgrade = ({ shifts, upgradedAtMs = Number.NaN }: Load) =>
  Number.isNaN(upgradedAtMs)
    ? Number.NaN
    : shifts.filter(({ atMs }) => atMs > upgradedAtMs).reduce((sum, { value }) => sum + value, 0)

const bytes = (value: number) => value.toLocaleString('en')
const ms = (value: number) => value.toFixed(0)
const shift = (value: number) => value.toFixed(3)

const columns = [
  'script',
  'data',
  'style',
  'all',
  'requests',
  'usable',
  'work',
  'longest',
  'blocked',
  'shift',
  'reserved',
]
const units = ['bytes', 'bytes', 'bytes', 'bytes', '', 'ms', 'ms', 'ms', 'ms', '', 'shift']

const rowOf = ({ name, isLoader, weight, loads }: Measured, reserved = '') => [
  isLoader ? `${name}: loader only, before its form` : name,
  bytes(weight.script),
  bytes(weight.data),
  bytes(weight.css),
  bytes(sumOf(weight)),
  String(most(loads, ({ requested }) => requested.length)),
  ms(usable(loads)),
  ms(work(loads)),
  ms(longest(loads)),
  ms(middle(loads, (load) => blockingOf(way(load)))),
  shift(middle(loads, shiftOf)),
  reserved,
]

/** What we promise, what was measured, and whether that holds. */
function promisesOf({ weight, spanish, loads, reserved, release }: Ours): [string, string, string, boolean][] {
  const toReady = middle(loads, untilReady)
  const requests = most(loads, ({ requested }) => requested.length)
  const kept = most(reserved, shiftOf)
  const late = most(loads, shiftAfterUpgrade)
  const both = spanish.script + spanish.data
  const times = usable(loads) / usable(release.loads)
  const [task, olderTask] = [longest(loads), longest(release.loads)]
  return [
    ['script, bytes', bytes(weight.script), '≤ 26,700', weight.script <= 26_700],
    ['script and training for first responders, Spanish, bytes', bytes(both), '≤ 31,000', both <= 31_000],
    ['requests before the form can be used', String(requests), '≤ 2', requests <= 2],
    [`usable after, times ${release.name}`, times.toFixed(2), '≤ 1.3', times <= 1.3],
    [`longest task, beside ${release.name}’s, ms`, ms(task), `≤ ${ms(olderTask)}`, task <= olderTask],
    ['longest task from the script to “ready”, ms', ms(toReady), '≤ 50', toReady <= 50],
    ['layout shift with the builder’s line, most of all loads', shift(kept), '0', kept === 0],
    ['layout shift after the upgrade without it, most of all loads', shift(late), '0', late === 0],
  ]
}

export function printRows(rows: string[][], widths: number[]) {
  for (const [first = '', ...cells] of rows)
    console.log(first.padEnd(widths[0]!) + cells.map((cell, index) => cell.padStart(widths[index + 1]!)).join(''))
}

export function report(ours: Ours, others: Measured[], { browser, slowdown, loadBefore }: Machine) {
  const loadAfter = loadavg()[0] ?? 0
  console.log(
    `The same eight questions on a bare page; ours shows the training beside them.\n` +
      `Chromium ${browser}, ${cpus().length} cores, load ${loadBefore.toFixed(2)} before and ${loadAfter.toFixed(2)} after; ` +
      `processor slowed down ${slowdown.toFixed(1)} times; medians of ${ours.loads.length} fresh loads each, in turn.\n` +
      `Bytes are those of brotli. Times run from the last byte of the script until the first question takes the focus, ` +
      `of a loader until its frame is in the page; work is the processor’s own time in them.\n`,
  )
  const rows = [
    rowOf(ours, shift(middle(ours.reserved, shiftOf))),
    ...[ours.release, ...others].map((one) => rowOf(one)),
  ]
  printRows([['', ...columns], ['', ...units], ...rows], [64, 10, 8, 8, 10, 10, 8, 8, 9, 9, 8, 10])
  console.log()
  const promises = promisesOf(ours).map(([what, measured, budget, isKept]) => [
    what,
    measured,
    budget,
    isKept ? 'holds' : 'FAILS',
  ])
  printRows([['', 'measured', 'budget', ''], ...promises], [64, 12, 12, 8])
}
