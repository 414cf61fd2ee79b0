// Today's script next to an older release, alternately, so that what else the machine does meets
// both. Prints within two minutes: starting takes up to 20 s, and no pair begins after 90 s.
import { cpus, loadavg } from 'node:os'
import type { Browser } from 'playwright-core'
import { type Load, loadFresh } from './load.ts'
import { median, printRows } from './report.ts'
import { longestOf, type Task, tasksBetween, workOf } from './tasks.ts'

const longestMs = 90_000
const mostPairs = 30
const fewestPairs = 5

interface Pair {
  ours: Load
  theirs: Load
}

/** Loads both pages in turn, each first in every other pair. One load of each warms up the machine. */
export async function loadPairs(browser: Browser, ours: string, theirs: string): Promise<Pair[]> {
  const startedAt = performance.now()
  for (const url of [ours, theirs]) await loadFresh(browser, url)
  const pairs: Pair[] = []
  while (pairs.length < mostPairs && performance.now() - startedAt < longestMs) {
    const first = await loadFresh(browser, pairs.length % 2 === 0 ? ours : theirs)
    const second = await loadFresh(browser, pairs.length % 2 === 0 ? theirs : ours)
    pairs.push(pairs.length % 2 === 0 ? { ours: first, theirs: second } : { ours: second, theirs: first })
  }
  if (pairs.length < fewestPairs) throw new Error(`Too busy: only ${pairs.length} pairs within ${longestMs / 1000} s.`)
  return pairs
}

const way = ({ tasks, scriptAtMs, usableAtMs }: Load) => tasksBetween(tasks, scriptAtMs, usableAtMs)
const longestWork = (tasks: Task[]) => Math.max(0, ...tasks.map(({ workMs }) => workMs))

/** Times by the clock hold what else the machine did; the processor’s own are those of the page alone. */
const figures: [name: string, figure: (load: Load) => number, most?: number][] = [
  ['usable after, ms', ({ scriptAtMs, usableAtMs }) => usableAtMs - scriptAtMs, 1.3],
  ['longest task, ms', (load) => longestOf(way(load)), 1.3],
  ['work until then, ms of the processor', (load) => workOf(way(load))],
  ['longest task, ms of the processor', (load) => longestWork(way(load))],
]

export function reportPairs(
  pairs: Pair[],
  { older, browser, loadBefore }: { older: string; browser: string; loadBefore: number },
) {
  const loadAfter = loadavg()[0] ?? 0
  console.log(
    `The same eight questions, from the script’s last byte until the first takes the focus.\n` +
      `Chromium ${browser}, ${cpus().length} cores, load ${loadBefore.toFixed(2)} before and ${loadAfter.toFixed(2)} after; ` +
      `medians of ${pairs.length} pairs. “times” is the median of each pair’s own ratio, with its middle half.\n`,
  )
  const rows = figures.map(([name, figure, most]) => {
    const times = pairs.map(({ ours, theirs }) => figure(ours) / figure(theirs)).toSorted((a, b) => a - b)
    const at = (part: number) => (times[Math.round((times.length - 1) * part)] ?? Number.NaN).toFixed(2)
    const middle = median(times)
    return [
      name,
      median(pairs.map(({ ours }) => figure(ours))).toFixed(0),
      median(pairs.map(({ theirs }) => figure(theirs))).toFixed(0),
      middle.toFixed(2),
      `${at(0.25)}–${at(0.75)}`,
      ...(most === undefined ? ['', ''] : [`≤ ${most}`, middle <= most ? 'holds' : 'FAILS']),
    ]
  })
  printRows([['', 'today', older, 'times', 'middle half', 'goal', ''], ...rows], [40, 8, 8, 8, 14, 8, 8])
}
