import { byteOrderMark, writeRow } from '../organizers/csv.ts'
import type { Column } from './columns.ts'
import type { Table } from './export-query.ts'
import type { ExportRow } from './read-rows.ts'

/** Yields rows that are all there as a CSV file. */
export async function* writeSmallCsv(rows: readonly (readonly (string | number)[])[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark + rows.map((cells) => writeRow(cells.map(String))).join(''))
}

/** Yields a table as a CSV file. */
export async function* writeCsv({ columns, pages }: Table): AsyncGenerator<Uint8Array> {
  yield Buffer.from(byteOrderMark + writeRow(columns.map(({ heading }) => heading)))
  for await (const page of pages) {
    let text = ''
    for (const row of page) text += writeRow(columns.map((column) => textOf(column, row)))
    yield Buffer.from(text)
  }
}

function textOf({ kind, read }: Column, row: ExportRow): string {
  const value = read(row)
  return kind === 'time' && value !== '' ? row.training.times.format(value) : value
}
