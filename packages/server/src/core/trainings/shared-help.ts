import type { Line, Section, Training } from '@training-signup/contract'

/**
 * Returns the help of several trainings next to each other: the helplines of all under one emergency
 * number, and only then who to ask.
 */
export function sharedHelp(trainings: readonly Pick<Training, 'help'>[]): Section[] {
  const sections = trainings.flatMap(({ help }) => help)
  const [emergencies, others] = [true, false].map((isEmergency) =>
    sections.filter(({ lines }) => (lines[0]?.href === 'tel:911') === isEmergency),
  ) as [Section[], Section[]]
  const [first] = emergencies
  const rows = distinct(emergencies.flatMap(({ lines }) => rowsOf(lines)))
  return [...(first ? [{ ...first, lines: rows.flat() }] : []), ...distinct(others)]
}

/** Lines that belong together, like a helpline with its numbers. When they were checked is left out. */
const rowsOf = (lines: Line[]): Line[][] =>
  lines.reduce<Line[][]>((rows, line) => {
    if (line.sameRow) rows.at(-1)?.push(line)
    else if (!line.muted) rows.push([line])
    return rows
  }, [])

const distinct = <T>(all: T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()]
