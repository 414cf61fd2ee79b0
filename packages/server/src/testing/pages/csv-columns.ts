type Files = Record<string, string[]>

/**
 * Returns the lines of files with the columns that they had before. Exports get more columns from
 * version to version; those of before keep their names and values.
 */
export const withoutNewColumns = (files: Files, before: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, chooseColumns(lines, before[name]?.[0])]))

/** Returns the lines of files sorted, for where their order is not the same. */
export const inAnyOrder = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, lines.toSorted()]))

function chooseColumns(lines: string[], headingsBefore: string | undefined): string[] {
  const headings = cellsOf(lines[0])
  const places = cellsOf(headingsBefore).map((heading) => headings.indexOf(heading))
  return lines.map((line) => places.map((place) => cellsOf(line)[place]).join(','))
}

const cellsOf = (line = ''): string[] => line.match(/"(?:[^"]|"")*"/g) ?? []
