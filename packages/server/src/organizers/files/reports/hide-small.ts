/** A group smaller than this is not shown: everyone who knows it would know its people. */
export const smallestShown = 5

/** A count, `<5` for a small one, or null for one that would give away a small one. */
export type ShownCount = number | '<5' | null

export interface ShownTable {
  rows: { cells: ShownCount[]; sum: ShownCount }[]
  sums: ShownCount[]
  sum: ShownCount
}

interface Cell {
  count: number
  isHidden: boolean
  /** Whether not even that it is small is said. */
  isBlank: boolean
  /** What a reader can tell about it. */
  least: number
  most: number
}

/** Cells that add up to the last one. */
type Line = readonly Cell[]

/** Rows of cells, each with its sum at the end; the last row has the sums of the others. */
type Grid = Cell[][]

/**
 * Hides what is small in a table of counts, and as much more as it takes: no small count follows
 * from the sums of rows and columns. Sums go first where that leaves more of the parts.
 */
export function hideSmall(table: readonly (readonly number[])[]): ShownTable {
  const [grid = []] = [hideIn(table, true), hideIn(table, false)].toSorted(
    (one, other) => hiddenParts(one) - hiddenParts(other) || hidden(one) - hidden(other),
  )
  const shown = grid.map((row) => row.map(show)).map((row) => ({ cells: row.slice(0, -1), sum: row.at(-1) ?? null }))
  const last = shown.pop() ?? { cells: [], sum: 0 }
  return { rows: shown, sums: last.cells, sum: last.sum }
}

/**
 * Counts in steps of five, and adds up what is shown: so what a partner gets about one training
 * tells no more with what it gets about a period, see `countInSteps`. A sum of several small
 * counts only is left blank.
 */
export function roundSmall(table: readonly (readonly number[])[]): ShownTable {
  const columns = table[0]?.map((_, at) => table.map((row) => row[at] ?? 0)) ?? []
  return {
    rows: table.map((counts) => ({ cells: counts.map(roundOne), sum: roundSum(counts) })),
    sums: columns.map(roundSum),
    sum: roundSum(table.flat()),
  }
}

const stepsIn = (count: number) => count - (count % smallestShown)
const roundOne = (count: number): ShownCount => (isSmall(count) ? '<5' : stepsIn(count))
function roundSum(counts: readonly number[]): ShownCount {
  const shown = add(counts.map(stepsIn))
  if (shown > 0 || add(counts) === 0) return shown
  return counts.filter((count) => count > 0).length === 1 ? '<5' : null
}

function hideIn(table: readonly (readonly number[])[], sumsFirst: boolean): Grid {
  const columns = table[0]?.length ?? 0
  const rows = table.map((counts) => [...counts, add(counts)])
  const sums = Array.from({ length: columns + 1 }, (_, at) => add(rows.map((row) => row[at] ?? 0)))
  const grid = [...rows, sums].map((counts) => counts.map(cellOf))
  const lines: Line[] = [...grid, ...sums.map((_, at) => grid.flatMap((row) => row[at] ?? []))]
  while (hideOneMore(lines, sumsFirst ? grid : []));
  return grid
}

const hidden = (grid: Grid): number => grid.flat().filter(({ isHidden }) => isHidden).length
const hiddenParts = (grid: Grid): number => hidden(grid.slice(0, -1).map((row) => row.slice(0, -1)))

const add = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
const isSmall = (count: number) => count > 0 && count < smallestShown
const show = ({ count, isHidden, isBlank }: Cell): ShownCount =>
  isHidden ? (isSmall(count) && !isBlank ? '<5' : null) : count
const cellOf = (count: number): Cell => ({ count, isHidden: isSmall(count), isBlank: false, least: 0, most: 0 })

const isGivenAway = (cell: Cell) => cell.isHidden && isSmall(cell.count) && cell.least === cell.most
const isLeft = ({ count, isHidden }: Cell) => !isHidden && count > 0

/**
 * Hides one more count next to a small one that a reader could work out, from `rows` first their
 * sums. Returns whether there was one.
 */
function hideOneMore(lines: readonly Line[], rows: readonly Line[]): boolean {
  workOut(lines)
  const given = lines.filter((line) => line.some(isGivenAway))
  if (given.length === 0) return false
  const sums = rows.filter((row) => row.some(isGivenAway)).flatMap((row) => row.at(-1) ?? [])
  // Where nothing is left to hide next to a count, what gives it away stands elsewhere.
  const next = sums.find(isLeft) ?? smallest(given.flat().filter(isLeft)) ?? smallest(lines.flat().filter(isLeft))
  if (next) next.isHidden = true
  return next !== undefined || leaveBlank(given)
}

/**
 * Leaves the largest small sum blank where nothing is left to hide: four counts whose sum is below
 * five are 1 each. Returns whether there was one.
 */
function leaveBlank(lines: readonly Line[]): boolean {
  const sums = lines.flatMap((line) => line.at(-1) ?? []).filter(({ count, isBlank }) => isSmall(count) && !isBlank)
  const largest = sums.toSorted((one, other) => other.count - one.count)[0]
  if (largest) largest.isBlank = true
  return largest !== undefined
}

const smallest = (cells: readonly Cell[]) => cells.toSorted((one, other) => one.count - other.count)[0]

/** Works out what a reader can, line by line, until no line says more. */
function workOut(lines: readonly Line[]): void {
  for (const cell of lines.flat()) {
    const { count, isHidden, isBlank } = cell
    cell.least = isHidden ? (isSmall(count) ? 1 : smallestShown) : count
    cell.most = isHidden ? (isSmall(count) && !isBlank ? smallestShown - 1 : Number.POSITIVE_INFINITY) : count
  }
  let isNews = true
  while (isNews) {
    isNews = false
    for (const line of lines) if (narrowLine(line)) isNews = true
  }
}

/** Narrows what the cells of a line can be by what the others can be. Returns whether it did. */
function narrowLine(line: Line): boolean {
  const cells = line.slice(0, -1)
  const sum = line.at(-1)
  if (!sum) return false
  const least = add(cells.map((cell) => cell.least))
  const most = add(cells.map((cell) => cell.most))
  let isNews = narrow(sum, least, most)
  for (const cell of cells) {
    // With two open ends, the others have no upper limit.
    const othersMost =
      cell.most === Number.POSITIVE_INFINITY
        ? add(cells.filter((one) => one !== cell).map((one) => one.most))
        : most - cell.most
    if (narrow(cell, sum.least - othersMost, sum.most - (least - cell.least))) isNews = true
  }
  return isNews
}

function narrow(cell: Cell, least: number, most: number): boolean {
  const isNews = least > cell.least || most < cell.most
  cell.least = Math.max(cell.least, least)
  cell.most = Math.min(cell.most, most)
  return isNews
}
