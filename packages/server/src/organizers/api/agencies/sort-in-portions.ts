import { setImmediate as pause } from 'node:timers/promises'

const sortedAtOnce = 5_000

/** Sorts any number of texts, and leaves the thread to others now and then. */
export async function sortInPortions(all: Iterable<string>): Promise<string[]> {
  let runs: string[][] = []
  let run: string[] = []
  for (const one of all) if (run.push(one) === sortedAtOnce) run = await close(runs, run)
  await close(runs, run)
  while (runs.length > 1) {
    const merged: string[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(await merge(runs[at] ?? [], runs[at + 1] ?? []))
    runs = merged
  }
  return runs[0] ?? []
}

async function close(runs: string[][], run: string[]): Promise<string[]> {
  runs.push(run.toSorted())
  await pause()
  return []
}

async function merge(one: readonly string[], other: readonly string[]): Promise<string[]> {
  const merged: string[] = []
  let [at, otherAt] = [0, 0]
  while (at < one.length || otherAt < other.length) {
    const [next, otherNext] = [one[at], other[otherAt]]
    const isNext = next !== undefined && (otherNext === undefined || next <= otherNext)
    merged.push((isNext ? next : otherNext) as string)
    if (isNext) at += 1
    else otherAt += 1
    if (merged.length % sortedAtOnce === 0) await pause()
  }
  return merged
}
